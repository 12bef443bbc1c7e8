import { run } from "../../src/cli/run.ts";
import { check, compile, format, inspect, inspectRefusal } from "../../src/index.ts";
import { decode } from "../../src/parse/decode.ts";
import type { Hostile } from "./inputs.ts";
import { strangeIn } from "./tree.ts";

const api = { check, compile, format, inspect, inspectRefusal, decode, serveEditor: () => Promise.resolve() };

/** What is wrong with how a file is dealt with on its way through the command line: nothing, for every file there is. */
export async function faultsOf({ bytes, filename }: Hostile): Promise<string[]> {
  let [stdout, stderr] = ["", ""];
  const io = {
    cwd: "/",
    env: {},
    stdin: piped(bytes),
    stdout: { isTTY: false, write: (text: string) => void (stdout += text) },
    stderr: { isTTY: false, write: (text: string) => void (stderr += text) },
    stopped: AbortSignal.abort(),
    now: () => 0,
  };
  const code = await run(["compile", "-", "--no-config", "--stdin-filename", filename], io, api);
  const faults = [...faultsOfExit[code], ...(code === 0 ? strangeIn(stdout) : [])];
  if (code === 1 && stdout !== "") faults.push("an output beside an error");
  if (code === 1 && !/^(error|warning)\[[EW]\d{4}\]: /.test(stderr))
    faults.push(`no diagnostic: ${stderr.slice(0, 500)}`);
  // Joiners are parts of the characters that a frame shows.
  const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.exec(stderr.replace(/[\n\u200C\u200D]/g, ""));
  if (control) faults.push(`U+${control[0].codePointAt(0)!.toString(16)} reaches the terminal`);
  return faults.map((fault) => (code === 70 ? `${fault}: ${stderr.slice(0, 1000)}` : fault));
}

/** What each exit code says of nablac itself: a hostile file is no wrong command line. */
const faultsOfExit = { 0: [], 1: [], 2: ["the command line is refused"], 70: ["a crash"] } as const;

async function* piped(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
