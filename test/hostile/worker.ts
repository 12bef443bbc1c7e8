/** A process that hostile files are tried in, one after the other. */
import { hostile } from "./inputs.ts";
import { faultsOf } from "./judge.ts";
import type { Verdict } from "./workers.ts";

process.on("message", (number: number) => {
  void judge(number).then((verdict) => process.send?.(verdict));
});

async function judge(number: number): Promise<Verdict> {
  const before = process.cpuUsage();
  const faults = await faultsOf(hostile(number)).catch((error: unknown) => [
    `a crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  ]);
  const { user, system } = process.cpuUsage(before);
  return { number, faults, seconds: (user + system) / 1e6, kilobytes: process.resourceUsage().maxRSS };
}
