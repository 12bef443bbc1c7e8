import nearley from "nearley";
import generated from "../../generated/grammar.ts";
import type { Statement } from "../syntax/syntax.ts";
import { END, operatorClasses, type Token } from "./token.ts";

/** What the parser keeps at each token; nearley has no types for it. */
interface Column {
  readonly scannable: readonly State[];
}

interface State {
  readonly rule: { readonly symbols: readonly unknown[] };
  readonly dot: number;
}

class StatementParser extends nearley.Parser {
  declare readonly table: readonly Column[];

  /** nearley writes pages here, for every path through the grammar; `explain.ts` says it in a sentence. */
  reportError(): string {
    return "";
  }
}

const grammar = nearley.Grammar.fromCompiled(generated);

/** Where a statement stopped being one: the index of the first token that does not fit, or the number of tokens. */
export interface Misfit {
  readonly offset: number;
  /** The types of token that could have stood there, among them `END`. */
  readonly expected: ReadonlySet<string>;
}

/** All the ways to read a statement; more than one is a fault of the grammar. */
export function parses(tokens: readonly Token[]): readonly Statement[] | Misfit {
  const parser = new StatementParser(grammar, { lexer: replay(tokens) });
  try {
    parser.feed("");
  } catch (error) {
    if (error instanceof Error && "offset" in error) return misfit(parser);
    throw error;
  }
  const statements: readonly Statement[] = parser.results;
  return statements;
}

function misfit({ table, current }: StatementParser): Misfit {
  const scannable = table[current]?.scannable ?? [];
  return { offset: current, expected: new Set(scannable.flatMap(({ rule, dot }) => expectedTypes(rule.symbols[dot]))) };
}

function expectedTypes(symbol: unknown): readonly string[] {
  if (typeof symbol === "object" && symbol !== null) {
    if ("literal" in symbol && typeof symbol.literal === "string") return [symbol.literal];
    if ("type" in symbol && typeof symbol.type === "string") return ofClass.get(symbol.type) ?? [symbol.type];
  }
  throw new Error("internal: a symbol of the grammar that is no token");
}

const ofClass = new Map<string, readonly string[]>(Object.entries(operatorClasses));
const classOf = new Map<string, string>(
  Object.entries(operatorClasses).flatMap(([name, operators]) => operators.map((operator) => [operator, name])),
);

/** Hands tokens to nearley, operators under the name of their class, and the end after them. */
function replay(tokens: readonly Token[]): nearley.Lexer {
  const end = tokens.at(-1)?.end ?? 0;
  const all: readonly Token[] = [...tokens, { type: END, value: "", start: end, end }];
  let at = 0;
  const next = (): Token | undefined => {
    const token = all[at++];
    const type = token && classOf.get(token.type);
    return type ? { ...token, type } : token;
  };
  return { reset: () => undefined, next, save: () => ({}), formatError: () => "" };
}
