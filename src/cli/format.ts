import type { Api } from "./api.ts";
import type { ExitCode } from "./exit-code.ts";
import { findInputs, standardInput } from "./inputs.ts";
import type { Io } from "./io.ts";
import { put } from "./put.ts";
import { Report } from "./report.ts";
import { show } from "./show.ts";
import { readSource } from "./source.ts";

export interface FormatCommand {
  /** Nothing is written: whether every file is in canonical layout decides the exit code. */
  readonly check?: boolean;
}

/** `nablac format`: each file in its canonical layout, in its place; `-` from standard input to standard output. */
export async function formatFiles(
  files: readonly string[],
  command: FormatCommand,
  io: Io,
  api: Api,
): Promise<ExitCode> {
  const report = new Report(io);
  const { inputs, problems } = await findInputs(files, io.cwd, io.cwd);
  for (const { shown, problem } of problems) report.diagnostics([problem], shown);
  for (const { path } of inputs) {
    const shown = path === standardInput ? "standard input" : show(path, io.cwd);
    try {
      await formatFile({ path, shown }, command, { io, api, report });
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

interface File {
  readonly path: string;
  readonly shown: string;
}

async function formatFile(
  { path, shown }: File,
  { check }: FormatCommand,
  { io, api, report }: Session,
): Promise<void> {
  const source = await readSource(path, shown, api, io);
  if (typeof source !== "string") {
    report.diagnostics([source], shown);
    return;
  }
  const { code, diagnostics } = api.format(source);
  report.diagnostics(diagnostics, shown, source);
  if (code === undefined) return;
  if (check) {
    if (code === source) return;
    report.fail();
    io.stderr.write(`${shown} is not in canonical layout\n`);
  } else if (path === standardInput) {
    io.stdout.write(code);
  } else if (code !== source) {
    const done = await put({ path, text: code }, { io, report, shown });
    if (done) io.stdout.write(`${shown} laid out\n`);
  }
}
