import { fork, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Verdict {
  readonly number: number;
  readonly faults: readonly string[];
  /** Of processor time. */
  readonly seconds: number;
  /** The most memory that the process has had until now. */
  readonly kilobytes: number;
}

/** No file may take longer, nor more. */
const mostSeconds = 5;
const mostKilobytes = 2 ** 20;

const worker = fileURLToPath(new URL("worker.ts", import.meta.url));

/** Judges the files of these numbers in processes of their own, `processes` at once, and tells of each as it is done. */
export async function judgeAll(
  { from, count, processes }: { readonly from: number; readonly count: number; readonly processes: number },
  tell: (verdict: Verdict) => void,
): Promise<void> {
  let next = from;
  const take = (): number | undefined => (next < from + count ? next++ : undefined);
  await Promise.all(Array.from({ length: processes }, () => judgeSome(take, tell)));
}

async function judgeSome(take: () => number | undefined, tell: (verdict: Verdict) => void): Promise<void> {
  let child: ChildProcess | undefined;
  try {
    for (let number = take(); number !== undefined; number = take()) {
      child ??= fork(worker, {
        execArgv: ["--import", import.meta.resolve("tsx"), "--max-old-space-size=900"],
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      });
      const verdict = limited(await answer(child, number));
      tell(verdict);
      if (verdict.faults.length === 0) continue;
      child.kill("SIGKILL");
      child = undefined;
    }
  } finally {
    child?.kill("SIGKILL");
  }
}

/** What the process says of the file; or that it died, or that it was stopped for saying nothing. */
async function answer(child: ChildProcess, number: number): Promise<Verdict> {
  const failed = (fault: string): Verdict => ({ number, faults: [fault], seconds: 0, kilobytes: 0 });
  const start = processorSeconds(child);
  let stderr = "";
  const listen = (chunk: Buffer): void => void (stderr += String(chunk).slice(0, 2000));
  child.stderr?.on("data", listen);
  let timer: NodeJS.Timeout | undefined;
  const verdict = await new Promise<Verdict>((done) => {
    child.once("message", (message) => done(message as Verdict));
    child.once("exit", (code, signal) => done(failed(`the process ended with ${signal ?? code}: ${stderr}`)));
    timer = setInterval(() => {
      // Starting takes a second or two, in which the first file waits.
      if (processorSeconds(child) - start > mostSeconds + 5) done(failed("a hang"));
    }, 500);
    child.send(number);
  });
  clearInterval(timer);
  child.stderr?.off("data", listen);
  child.removeAllListeners("message").removeAllListeners("exit");
  return verdict;
}

function limited(verdict: Verdict): Verdict {
  const slow = verdict.seconds > mostSeconds ? [`${verdict.seconds.toFixed(1)} s of processor time`] : [];
  const large = verdict.kilobytes > mostKilobytes ? [`${Math.round(verdict.kilobytes / 1024)} MB`] : [];
  return { ...verdict, faults: [...verdict.faults, ...slow, ...large] };
}

/** What the process has used of a processor: other processes do not make it late. Since it began where nothing tells. */
function processorSeconds({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return performance.now() / 1000;
  }
}
