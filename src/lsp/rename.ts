import { ErrorCodes, ResponseError, type TextEdit } from "vscode-languageserver/node";
import { keywords, manualOf } from "../editing.ts";
import type { Name } from "./names.ts";
import type { OpenFile } from "./open-file.ts";

const isName = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u;

/**
 * A name changed wherever it stands.
 *
 * @throws ResponseError where the file would mean something else with the new name
 */
export function renamed(name: Name, to: string, open: OpenFile): TextEdit[] {
  const refusal = refusalOf(name, to, open);
  if (refusal !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, refusal);
  return open.occurrences(name).map((span) => ({ range: open.rangeIn(span), newText: to }));
}

function refusalOf(name: Name, to: string, { edited: { names } }: OpenFile): string | undefined {
  if (to === name.name) return undefined;
  if (!isName.test(to) || to.includes("ᵀ")) return `\`${to}\` is no name: names are letters, digits and _`;
  if (keywords.has(to)) return `\`${to}\` is a word of the language and cannot be a name`;
  if (manualOf.has(to) && to !== "σ") return `\`${to}\` is a function of the library`;
  // A name means one thing throughout a file, so that none may hide another.
  if (names.declarations.has(to)) return `\`${to}\` is declared already`;
  const { introduced } = names;
  const own = introduced.find(({ span }) => span.start === name.to.start);
  const clash = introduced.some((other) => other.name === to && (!own || overlap(own.scope, other.scope)));
  return clash ? `\`${to}\` is an index or a parameter where \`${name.name}\` is used` : undefined;
}

const overlap = (a: { start: number; end: number }, b: { start: number; end: number }): boolean =>
  a.start <= b.end && b.start <= a.end;
