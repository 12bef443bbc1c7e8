import { diagnostic } from "../diagnostics/collector.ts";
import { writeAtomically } from "../util/atomic-write.ts";
import type { Io } from "./io.ts";
import type { Report } from "./report.ts";
import { systemReason } from "./system-reason.ts";
import { show } from "./targets.ts";

interface Session {
  readonly io: Io;
  readonly report: Report;
  /** The source, as it is shown. */
  readonly shown: string;
}

/** Puts an output where it belongs, standard output where there is no target; false, and reported, where it cannot be written. */
export async function put(text: string, target: string | undefined, { io, report, shown }: Session): Promise<boolean> {
  if (target === undefined) {
    io.stdout.write(text);
    return true;
  }
  try {
    await writeAtomically(target, text);
    return true;
  } catch (error) {
    const { reason } = systemReason(error);
    report.diagnostics([diagnostic("E0503", `cannot write \`${show(target, io.cwd)}\`: ${reason}`)], shown);
    return false;
  }
}
