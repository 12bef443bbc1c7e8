import type { Span } from "../diagnostics/diagnostic.ts";

/** A word or sign of the text. The type of an operator, a bracket or a keyword is its canonical spelling. */
export interface Token extends Span {
  readonly type: string;
  /** The canonical spelling: `.*` for `⊙`, and a name in Unicode's composed form. */
  readonly value: string;
}

/** Closes the tokens of a statement. */
export const END = "end";

/** The words that begin a declaration. */
export const declarationWords: ReadonlySet<string> = new Set(["dim", "param", "data", "const", "emit", "use"]);

/** The words that no name may be. */
export const keywords: ReadonlySet<string> = new Set([
  ...declarationWords,
  ...["if", "then", "else", "and", "or", "not", "in", "where"],
]);

/** The operators of each level of precedence, by the names that the grammar has for them. */
export const operatorClasses = {
  exponential: ["^", ".^"],
  multiplicative: ["*", "/", ".*", "./"],
  additive: ["+", "-"],
  comparison: ["<", "<=", ">", ">=", "==", "!="],
} as const;

/** The operators that stand between two expressions. */
export const binaryOperators: ReadonlySet<string> = new Set([...Object.values(operatorClasses).flat(), "and", "or"]);

export const comparisons: ReadonlySet<string> = new Set(operatorClasses.comparison);

/** The functions that bind an index, as in `sum(i in n, e)`. */
export const binders: ReadonlySet<string> = new Set(["sum", "mean", "prod", "max", "min", "logsumexp"]);

/** Whether an expression may end in this token. */
export function endsOperand(token: Token | undefined): boolean {
  return token !== undefined && ["name", "number", ")", "]", "'"].includes(token.type);
}

/** The token types that the grammar names; the rest it spells out. What nearley's compiled file asks of a lexer. */
export const tokenTypes = {
  has: (type: string): boolean => ["name", "number", END].includes(type) || Object.hasOwn(operatorClasses, type),
  reset: (): void => undefined,
  next: (): undefined => undefined,
  save: (): Record<string, never> => ({}),
  formatError: (): string => "",
};
