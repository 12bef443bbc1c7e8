import { structuredPatch } from "diff";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { OutputFile } from "./outputs.ts";
import { sameText, textOf, withPlainEnds } from "./put.ts";
import { show } from "./show.ts";

/** Beyond this many edits two files have little to do with each other. */
const mostEdits = 1000;
const mostShown = 8;

/** What is wrong with an output that is to be as it would be written now; nothing where it is. */
export async function staleness(
  { path, text }: OutputFile,
  shown: string,
  cwd: string,
): Promise<{ readonly status: "missing" | "stale"; readonly problem: Diagnostic } | undefined> {
  if (path === undefined) return undefined;
  const before = await textOf(path);
  if (before !== undefined && sameText(before, text)) return undefined;
  const output = show(path, cwd);
  const repairs = ["without `--check` the command brings it up to date"];
  if (before === undefined) {
    const message = `\`${output}\` is missing, the output of \`${shown}\``;
    return { status: "missing", problem: diagnostic("E0508", message, { repairs }) };
  }
  const message = `\`${output}\` is not what \`${shown}\` compiles to`;
  const notes = path.endsWith(".map") ? [] : shortDiff(withPlainEnds(before), text);
  return { status: "stale", problem: diagnostic("E0508", message, { notes, repairs }) };
}

/** The first lines that differ, as a diff shows them. */
function shortDiff(before: string, after: string): string[] {
  const options = { context: 0, maxEditLength: mostEdits };
  const { hunks = [] } = structuredPatch("", "", before, after, "", "", options) ?? {};
  const lines = hunks.flatMap(({ oldStart, lines: changed }) => [`line ${oldStart}:`, ...changed]);
  if (lines.length === 0) return ["they differ almost everywhere"];
  const more = lines.length - mostShown;
  return [...lines.slice(0, mostShown), ...(more > 0 ? [`and ${more} more lines of differences`] : [])];
}
