import type { Diagnostics } from "../diagnostics/collector.ts";
import { BROKEN } from "./lex.ts";
import { Nesting, NESTING_LIMIT } from "./nesting.ts";
import { binaryOperators, declarationWords, type Token } from "./token.ts";

/** The tokens of one statement, not empty. */
export interface Chunk {
  readonly tokens: readonly Token[];
  /** Something in it was reported already, so that it is not parsed. */
  readonly broken: boolean;
}

/**
 * Cuts a file into its statements, so that each is parsed, and is wrong, on its own. A statement ends with its line
 * unless a bracket is open or the line ends in an operator. A bracket that is never closed would swallow the rest of
 * the file: it ends where a line begins with `dim`, `param`, …, or a line has the `=` of a new definition. Past a number of problems there are no statements.
 */
export function cutStatements(
  tokens: readonly Token[],
  diagnostics: Diagnostics,
  problemLimit: number,
): readonly Chunk[] {
  const cutter = new Cutter(diagnostics);
  for (const token of tokens) {
    if (token.type === "newline") cutter.lineEnd();
    else cutter.add(token);
    if (diagnostics.count >= problemLimit) return [];
  }
  return cutter.finish();
}

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

/** The line goes on after these. */
const continuing: ReadonlySet<string> = new Set([
  ...binaryOperators,
  "not",
  "=",
  ",",
  "in",
  "where",
  "if",
  "then",
  "else",
]);

class Cutter {
  readonly #chunks: Chunk[] = [];
  readonly #diagnostics: Diagnostics;
  #tokens: Token[] = [];
  #open: Token[] = [];
  #nesting = new Nesting();
  #broken = false;
  #hasEquals = false;
  /** The last line end within the statement: how many tokens and open brackets it had there. */
  #lineEnd: { readonly length: number; readonly open: number } | undefined;

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  lineEnd(): void {
    const last = this.#tokens.at(-1);
    if (!last) return;
    if (this.#open.length === 0 && !continuing.has(last.type)) this.#end();
    else this.#lineEnd = { length: this.#tokens.length, open: this.#open.length };
  }

  add(token: Token): void {
    if (declarationWords.has(token.type) && this.#lineEnd?.length === this.#tokens.length) this.#end();
    if (token.type === "=") this.#splitBeforeLine();
    this.#push(token);
  }

  finish(): readonly Chunk[] {
    this.#end();
    return this.#chunks;
  }

  /** At an `=` that this statement cannot have: the line that has it is a statement of its own. `dim m = 2, n = 3` has many. */
  #splitBeforeLine(): void {
    const lineEnd = this.#lineEnd;
    const isSecond = this.#hasEquals && this.#tokens[0]?.type !== "dim";
    if (lineEnd?.open !== this.#open.length || !(lineEnd.open > 0 || isSecond)) return;
    const line = this.#tokens.slice(lineEnd.length);
    if (line[0]?.type !== "name") return;
    this.#tokens.length = lineEnd.length;
    this.#end();
    for (const token of line) this.#push(token);
  }

  #push(token: Token): void {
    if (token.type === BROKEN) this.#broken = true;
    if (token.type === "=") this.#hasEquals = true;
    if (!this.#broken && this.#nesting.exceededBy(token, this.#tokens.at(-1))) {
      this.#broken = true;
      this.#diagnostics.report("E0108", `the statement is nested more than ${NESTING_LIMIT} deep here`, {
        span: token,
        repairs: ["give an inner part a name of its own"],
      });
    }
    this.#matchBracket(token);
    this.#tokens.push(token);
  }

  #matchBracket(token: Token): void {
    if (closing[token.type] !== undefined) {
      this.#open.push(token);
    } else if (token.type === ")" || token.type === "]") {
      const open = this.#open.pop();
      if (closing[open?.type ?? ""] !== token.type) this.#reportClosing(token, open);
    }
  }

  #reportClosing(token: Token, open: Token | undefined): void {
    if (this.#broken) return;
    this.#broken = true;
    const message = open
      ? `expected \`${closing[open.type] ?? ""}\` for the \`${open.type}\` before this \`${token.type}\``
      : `this \`${token.type}\` closes nothing`;
    this.#diagnostics.report("E0110", message, { span: token });
  }

  #end(): void {
    const open = this.#open.at(-1);
    if (open && !this.#broken) {
      this.#broken = true;
      const count = this.#open.length;
      this.#diagnostics.report("E0109", `this \`${open.type}\` is never closed`, {
        span: open,
        notes: count > 1 ? [`${count} brackets are open where the statement ends`] : [],
        repairs: [`close it with \`${closing[open.type] ?? ""}\``],
      });
    }
    if (this.#tokens.length > 0) this.#chunks.push({ tokens: this.#tokens, broken: this.#broken });
    this.#tokens = [];
    this.#open = [];
    this.#nesting = new Nesting();
    this.#broken = false;
    this.#hasEquals = false;
    this.#lineEnd = undefined;
  }
}
