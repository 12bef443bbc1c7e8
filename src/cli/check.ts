import { basename, resolve } from "node:path";
import { diagnostic } from "../diagnostics/collector.ts";
import { diagnosticToJson } from "../diagnostics/render.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CheckOptions, CheckResult } from "../index.ts";
import type { Api } from "./api.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { type OpenedFile, withFile } from "./one-file.ts";
import { modelOptions, type ModelOptions } from "./options.ts";
import { readSource } from "./source.ts";
import { show } from "./show.ts";

export interface CheckCommand extends ModelOptions, Pick<CheckOptions, "samples" | "seed" | "tolerance" | "dtype"> {
  readonly data?: string;
  readonly format?: "text" | "json";
}

/** `nablac check`: whether what is emitted for one model is right. */
export const checkFile = (file: string, command: CheckCommand, io: Io, api: Api): Promise<ExitCode> =>
  withFile(file, io, api, (opened) => checkSource({ ...opened, command, io, api }));

interface Session extends OpenedFile {
  readonly command: CheckCommand;
  readonly io: Io;
  readonly api: Api;
}

async function checkSource(session: Session): Promise<void> {
  const { source, shown, command, io, api, report } = session;
  const { samples, seed, tolerance, dtype } = command;
  const data = command.data === undefined ? {} : await readData(command.data, session);
  if ("problem" in data) return;
  const result = await api.check(source, {
    ...modelOptions(command),
    ...data,
    filename: basename(shown),
    ...(samples !== undefined && { samples }),
    ...(seed !== undefined && { seed }),
    ...(tolerance !== undefined && { tolerance }),
    ...(dtype && { dtype }),
  });
  report.diagnostics(result.diagnostics, shown, source);
  if (command.format === "json") io.stdout.write(jsonOf(result, shown, source));
  else io.stdout.write(result.text);
  if (!result.ok) report.fail();
}

function jsonOf({ ok, report, diagnostics }: CheckResult, file: string, source: string): string {
  const found = diagnostics.map((one) => diagnosticToJson(one, { file, source }));
  // JSON has no numbers that are not finite: as strings they can still be told apart.
  const plain = (_: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify({ ok, ...report, diagnostics: found }, plain, 2)}\n`;
}

/** The values of `--data`; reported where there are none. */
async function readData(
  file: string,
  { io, api, report }: Session,
): Promise<{ data: unknown } | { problem: Diagnostic }> {
  const path = resolve(io.cwd, file);
  const shown = show(path, io.cwd);
  const text = await readSource(path, shown, api, io);
  const parsed = typeof text === "string" ? parsedJson(text, shown) : { problem: text };
  if ("problem" in parsed) report.diagnostics([parsed.problem], shown);
  return parsed;
}

function parsedJson(text: string, shown: string): { data: unknown } | { problem: Diagnostic } {
  try {
    return { data: JSON.parse(text) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: diagnostic("E0505", `\`${shown}\` is not JSON`, { notes: [reason] }) };
  }
}
