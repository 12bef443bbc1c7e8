import { diagnostic } from "../diagnostics/collector.ts";
import { renderDiagnostic } from "../diagnostics/render.ts";
import type { Api } from "./api.ts";
import { exitCode } from "./exit-code.ts";
import { hasColor, type Io, type Output } from "./io.ts";
import { describeFault } from "./report.ts";
import { run } from "./run.ts";
import { systemReason } from "./system-reason.ts";

/** Runs the command line of this process, and leaves the exit code with it: what was written is flushed before it ends. */
export async function start(api: Api): Promise<void> {
  const io: Io = {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    get stopped() {
      return untilInterrupted();
    },
    now: () => performance.now(),
  };
  process.stdout.on("error", (error: Error) => unwritable(error, io));
  // Nobody is left to be told.
  process.stderr.on("error", () => undefined);
  const code = await run(process.argv.slice(2), io, api);
  process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
}

/** What runs for ever stops when it is told to; whoever does not ask for this is stopped by the system. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
  };
}

/** A reader that has seen enough, as in `| head`, is no error; a full disk is. */
function unwritable(error: Error, io: Io): void {
  if ((error as NodeJS.ErrnoException).code === "EPIPE") return;
  try {
    const problem = diagnostic("E0503", `cannot write to standard output: ${systemReason(error).reason}`);
    io.stderr.write(`${renderDiagnostic(problem, { file: "standard output", color: hasColor(io.stderr, io.env) })}\n`);
    process.exitCode = exitCode.diagnostics;
  } catch (fault) {
    io.stderr.write(describeFault(fault, io));
    process.exitCode = exitCode.internal;
  }
}
