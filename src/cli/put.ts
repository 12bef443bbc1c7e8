import { readFile, stat } from "node:fs/promises";
import { diagnostic } from "../diagnostics/collector.ts";
import { writeAtomically } from "../util/atomic-write.ts";
import type { Io } from "./io.ts";
import type { OutputFile } from "./outputs.ts";
import type { Report } from "./report.ts";
import { systemReason } from "./system-reason.ts";
import { show } from "./show.ts";

interface Session {
  readonly io: Io;
  readonly report: Report;
  /** The source, as it is shown. */
  readonly shown: string;
}

/** Whether a file that is in the place of the output may be written over. */
export type MayReplace = (path: string, text: string) => boolean;

/**
 * Puts an output where it belongs, standard output where there is no path; a file that holds it already is left
 * alone. Where it cannot be written that is reported, and nothing returned.
 */
export async function put(
  { path, text }: OutputFile,
  { io, report, shown }: Session,
  mayReplace: MayReplace = () => true,
): Promise<"written" | "unchanged" | undefined> {
  if (path === undefined) {
    io.stdout.write(text);
    return "written";
  }
  try {
    const before = await textOf(path);
    if (before !== undefined && sameText(before, text)) return "unchanged";
    if (before !== undefined && !mayReplace(path, before)) {
      const repairs = ["move it, give the output another name with `-o` or `--out-dir`, or replace it with `--force`"];
      const message = `\`${show(path, io.cwd)}\` was not written by nablac, and is left as it is`;
      report.diagnostics([diagnostic("E0507", message, { repairs })], shown);
      return undefined;
    }
    await writeAtomically(path, text);
    return "written";
  } catch (error) {
    const { reason } = systemReason(error);
    report.diagnostics([diagnostic("E0503", `cannot write \`${show(path, io.cwd)}\`: ${reason}`)], shown);
    return undefined;
  }
}

/** What a file holds; nothing where there is none, nor where it is a device. */
export async function textOf(path: string): Promise<string | undefined> {
  const there = await stat(path).catch(() => undefined);
  return there?.isFile() ? await readFile(path, "utf8") : undefined;
}

/** Whether two texts differ in nothing but the ends of their lines, which git may have changed. */
export const sameText = (a: string, b: string): boolean => withPlainEnds(a) === withPlainEnds(b);

export const withPlainEnds = (text: string): string => text.replaceAll("\r\n", "\n");
