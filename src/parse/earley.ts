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

const grammar = nearley.Grammar.fromCompiled(generated);

class StatementParser extends nearley.Parser {
  declare readonly table: (Column | undefined)[];

  constructor(tokens: readonly Token[]) {
    const next = (): Token | undefined => {
      if (this.current > 0) this.table[this.current - 1] = undefined;
      return namedByGrammar(tokens, this.current);
    };
    // Without `keepHistory` nearley deletes each column it is done with, which makes the table a slow dictionary;
    // `next` forgets them instead.
    const lexer = { reset: () => undefined, next, save: () => ({}), formatError: () => "" };
    super(grammar, { keepHistory: true, lexer });
  }

  /** nearley writes pages here, for every path through the grammar; `explain.ts` says it in a sentence. */
  reportError(): string {
    return "";
  }
}

/** Where a statement stopped being one: the index of the first token that does not fit, or the number of tokens. */
export interface Misfit {
  readonly offset: number;
  /** The types of token that could have stood there, among them `END`. */
  readonly expected: ReadonlySet<string>;
}

/** All the ways to read a statement; more than one is a fault of the grammar. */
export function parses(tokens: readonly Token[]): readonly Statement[] | Misfit {
  const parser = new StatementParser(tokens);
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

/** A token as the grammar names it: operators by their class, and the end after the last. */
function namedByGrammar(tokens: readonly Token[], at: number): Token | undefined {
  const token = tokens[at];
  if (token) {
    const type = classOf.get(token.type);
    return type ? { ...token, type } : token;
  }
  const end = tokens.at(-1)?.end ?? 0;
  return at === tokens.length ? { type: END, value: "", start: end, end } : undefined;
}
