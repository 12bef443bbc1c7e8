import { resolve } from "node:path";
import type { Api } from "./api.ts";
import type { ExitCode } from "./exit-code.ts";
import { standardInput } from "./inputs.ts";
import type { Io } from "./io.ts";
import { Report } from "./report.ts";
import { readSource } from "./source.ts";
import { nameOf } from "./targets.ts";

/** One file that a command is about, as it was read. */
export interface OpenedFile {
  readonly source: string;
  readonly path: string;
  /** The path as the user should read it. */
  readonly shown: string;
  readonly report: Report;
}

/** Reads one file, and does something about it; what goes wrong is told, and decides the exit code. */
export async function withFile(
  file: string,
  io: Io,
  api: Api,
  act: (opened: OpenedFile) => Promise<void>,
): Promise<ExitCode> {
  const report = new Report(io);
  const path = file === standardInput ? file : resolve(io.cwd, file);
  const shown = nameOf(path, io.cwd, {});
  try {
    const source = await readSource(path, shown, api, io);
    if (typeof source === "string") await act({ source, path, shown, report });
    else report.diagnostics([source], shown);
  } catch (error) {
    report.fault(error, shown);
  }
  report.tally();
  return report.exitCode;
}
