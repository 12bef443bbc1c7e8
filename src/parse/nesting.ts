import type { Token } from "./token.ts";
import { endsOperand } from "./token.ts";

/** How deep a statement may be nested. It bounds the recursion of every pass that walks an expression. */
export const NESTING_LIMIT = 200;

interface Level {
  /** Signs, powers and transposes piled on one operand so far: `- - x^y^z''`. */
  pile: number;
  /** `not`s before one condition. */
  nots: number;
  /** `if`s of one group of brackets. */
  ifs: number;
}

/**
 * Bounds the depth of the tree that a statement will have, before it is parsed. Brackets are not all that nests:
 * so do signs, `not`, `^`, which groups to the right, `if`, and indexing upon indexing. A chain of `+` is as long as
 * the user likes; whoever walks it goes down its left spine without recursion (`leftSpine` in src/syntax).
 */
export class Nesting {
  readonly #outer: Level[] = [];
  #level: Level = { pile: 0, nots: 0, ifs: 0 };
  #outerDepth = 0;

  /** Whether the limit is passed with this token, which comes after `before`. */
  exceededBy(token: Token, before: Token | undefined): boolean {
    this.#count(token, before);
    return this.#outerDepth + depthOf(this.#level) > NESTING_LIMIT;
  }

  #count({ type }: Token, before: Token | undefined): void {
    if (type === "(" || type === "[") this.#open();
    else if (type === ")" || type === "]") this.#close(type);
    else if (type === "^" || type === ".^" || type === "'" || (type === "-" && !endsOperand(before))) this.#level.pile++;
    else if (type === "not") this.#level.nots++;
    else if (type === "if") this.#level.ifs++;
    else if (type === ",") this.#level = { pile: 0, nots: 0, ifs: 0 };
    else if (type !== "name" && type !== "number") this.#endOperand(type);
  }

  #open(): void {
    this.#outer.push(this.#level);
    this.#outerDepth += depthOf(this.#level) + 1;
    this.#level = { pile: 0, nots: 0, ifs: 0 };
  }

  #close(type: string): void {
    const level = this.#outer.pop();
    if (!level) return;
    this.#outerDepth -= depthOf(level) + 1;
    this.#level = level;
    if (type === "]") this.#level.pile++;
  }

  #endOperand(type: string): void {
    this.#level.pile = 0;
    if (type === "and" || type === "or" || type === "then" || type === "else") this.#level.nots = 0;
  }
}

function depthOf({ pile, nots, ifs }: Level): number {
  return pile + nots + ifs;
}
