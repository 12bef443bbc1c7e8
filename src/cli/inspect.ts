import { basename, resolve } from "node:path";
import type { Api } from "./api.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { modelOptions, type ModelOptions } from "./options.ts";
import { Report } from "./report.ts";
import { readSource } from "./source.ts";
import { show } from "./targets.ts";

/** `nablac inspect`: the simplified system, as text, on standard output. */
export async function inspectFile(file: string, command: ModelOptions, io: Io, api: Api): Promise<ExitCode> {
  const report = new Report(io);
  const path = resolve(io.cwd, file);
  const shown = show(path, io.cwd);
  try {
    const source = await readSource(path, shown, api);
    if (typeof source !== "string") {
      report.diagnostics([source], shown);
    } else {
      const { text, diagnostics } = api.inspect(source, { filename: basename(path), ...modelOptions(command) });
      report.diagnostics(diagnostics, shown, source);
      if (text !== undefined) io.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
    }
  } catch (error) {
    report.fault(error, shown);
  }
  report.tally();
  return report.exitCode;
}
