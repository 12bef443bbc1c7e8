import { comparisons, endsOperand, type Token } from "./token.ts";

/** How deep a statement may be nested. It bounds the recursion of every pass that walks an expression. */
export const NESTING_LIMIT = 200;

/** What is piled up within one pair of brackets. */
interface Level {
  /** Signs, powers and transposes on one operand so far: `- - x^y^z''`. */
  pile: number;
  /** `not`s before one condition. */
  nots: number;
  ifs: number;
}

const empty = (): Level => ({ pile: 0, nots: 0, ifs: 0 });
const depthOf = ({ pile, nots, ifs }: Level): number => pile + nots + ifs;

/**
 * Bounds the depth of the tree that a statement will have, before it is parsed. Brackets are not all that nests:
 * so do signs, `not`, `^`, which groups to the right, `if`, and indexing upon indexing. A chain of `+` is as long as
 * the user likes; whoever walks it goes down its left spine without recursion (`leftSpine` in src/syntax).
 */
export class Nesting {
  readonly #outer: Level[] = [];
  #level = empty();
  #outerDepth = 0;

  /** Whether the limit is passed with this token, which comes after `before`. */
  exceededBy(token: Token, before: Token | undefined): boolean {
    if (token.type === "(" || token.type === "[") this.#open();
    else if (token.type === ")" || token.type === "]") this.#close();
    const piles = token.type === "-" ? !endsOperand(before) : piling.has(token.type);
    if (piles) this.#level.pile++;
    else effects[token.type]?.(this.#level);
    return this.#outerDepth + depthOf(this.#level) > NESTING_LIMIT;
  }

  #open(): void {
    this.#outer.push(this.#level);
    this.#outerDepth += depthOf(this.#level) + 1;
    this.#level = empty();
  }

  #close(): void {
    const level = this.#outer.pop();
    if (!level) return;
    this.#outerDepth -= depthOf(level) + 1;
    this.#level = level;
  }
}

/** What nests on one operand. */
const piling: ReadonlySet<string> = new Set(["^", ".^", "'", "]"]);

const nextOperand = (level: Level): void => {
  level.pile = 0;
};
const nextCondition = (level: Level): void => {
  level.pile = 0;
  level.nots = 0;
};

/** What the tokens do to their level that do not pile up; the others nothing. */
const effects: Readonly<Record<string, (level: Level) => void>> = {
  not: (level) => {
    level.nots++;
  },
  if: (level) => {
    level.ifs++;
  },
  ",": (level) => {
    Object.assign(level, empty());
  },
  and: nextCondition,
  or: nextCondition,
  then: nextCondition,
  else: nextCondition,
  ...Object.fromEntries(["+", "-", "*", "/", ".*", "./", ...comparisons].map((operator) => [operator, nextOperand])),
};
