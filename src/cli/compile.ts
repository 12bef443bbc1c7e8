import { basename } from "node:path";
import type { Api } from "./api.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { modelOptions, type ModelOptions } from "./options.ts";
import { put } from "./put.ts";
import { plural, Report } from "./report.ts";
import { readSource } from "./source.ts";
import { planTargets, show, type TargetOptions, type Task } from "./targets.ts";

export interface CompileCommand extends ModelOptions, TargetOptions {
  readonly dtype?: "f64" | "f32";
}

/** `nablac compile`: each file on its own, so that the errors of one do not keep the others from their output. */
export async function compileFiles(
  files: readonly string[],
  command: CompileCommand,
  io: Io,
  api: Api,
): Promise<ExitCode> {
  const report = new Report(io);
  for (const task of planTargets(files, command, io.cwd)) {
    const shown = show(task.source, io.cwd);
    try {
      await compileFile(task, shown, command, { io, api, report });
    } catch (error) {
      report.fault(error, shown);
    }
  }
  report.tally();
  return report.exitCode;
}

interface Session {
  readonly io: Io;
  readonly api: Api;
  readonly report: Report;
}

async function compileFile(
  task: Task,
  shown: string,
  command: CompileCommand,
  { io, api, report }: Session,
): Promise<void> {
  const started = io.now();
  if (task.refused) {
    report.diagnostics([task.refused], shown);
    return;
  }
  const source = await readSource(task.source, shown, api);
  if (typeof source !== "string") {
    report.diagnostics([source], shown);
    return;
  }
  const { dtype } = command;
  // The name alone: the output must be the same from whatever folder, on whatever machine, it is compiled.
  const options = { filename: basename(task.source), ...modelOptions(command), ...(dtype && { dtype }) };
  const { code, diagnostics, summary } = await api.compile(source, options);
  report.diagnostics(diagnostics, shown, source);
  if (code === undefined || !(await put(code, task.target, { io, report, shown }))) return;

  const counts = summary && [plural(summary.gradients, "gradient"), plural(summary.equations, "equation")];
  const facts = [...(counts ?? []), duration(io.now() - started)].join(", ");
  const line = `${shown} → ${task.target === undefined ? "standard output" : show(task.target, io.cwd)}  ${facts}\n`;
  // Standard output belongs to the code where the code goes there.
  (task.target === undefined ? io.stderr : io.stdout).write(line);
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
