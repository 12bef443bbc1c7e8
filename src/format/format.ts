import { Diagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { lex } from "../parse/lex.ts";
import { parse } from "../parse/parse.ts";
import { cutStatements } from "../parse/statements.ts";
import { itemsOf } from "./items.ts";
import { layOut } from "./lay-out.ts";

/** What came of laying a file out. */
export interface FormatResult {
  /** The file in its canonical layout; absent where its syntax is wrong. */
  readonly code: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A `.nabla` file in its canonical layout. Nothing changes but white space between the words of the language: brackets,
 * spellings such as `⊙` and comments stay as they are, so that the meaning cannot change. Laid out once more, the result
 * stays as it is. Never throws for what a user wrote.
 */
export function format(source: string): FormatResult {
  const { module, diagnostics } = parse(source);
  if (!module) return { code: undefined, diagnostics };
  // What parses has no problems left to be told.
  const none = new Diagnostics();
  const { tokens, comments } = lex(source, none, Infinity);
  const items = itemsOf(source, cutStatements(tokens, none, Infinity), comments);
  const lineEnd = source.startsWith("\r\n", source.search(/[\r\n]/)) ? "\r\n" : "\n";
  return { code: `${layOut(items).join("\n")}\n`.replaceAll("\n", lineEnd), diagnostics };
}
