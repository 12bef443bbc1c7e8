import { axis } from "../equations/build.ts";
import { impossible, Knowledge } from "../equations/knowledge.ts";
import type { Range } from "../equations/range.ts";
import { substitute } from "../equations/reduce.ts";
import type { Index, Read, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import type { Term } from "../equations/intern.ts";
import { children, isScalar } from "../equations/walk.ts";

/** After so many sets of conditions under which an equation is read, it is looked at under none. */
const mostContexts = 16;

export type Visitor = (part: Scalar, knowledge: Knowledge, equation: Equation) => void;

/**
 * Visits every part of what the roots are computed from, with what is known of it there: in a branch the condition
 * holds, also in the definitions that only the branch reads.
 */
export class Walk {
  readonly #equations: ReadonlyMap<string, Equation>;
  readonly #nothing: Knowledge;
  readonly #contexts = new Map<string, Set<string>>();
  readonly #visitor: Visitor;

  constructor({ equations }: System, visitor: Visitor) {
    this.#equations = new Map(equations.map((equation) => [equation.name, equation]));
    this.#nothing = new Knowledge(this.#equations);
    this.#visitor = visitor;
  }

  from(root: string): void {
    this.#enter(root, this.#nothing);
  }

  #enter(name: string, knowledge: Knowledge): void {
    const equation = this.#equations.get(name);
    if (!equation) return;
    const before = this.#contexts.get(name) ?? new Set<string>();
    this.#contexts.set(name, before);
    const known = before.size < mostContexts ? knowledge : this.#nothing;
    const key = keyOf(known);
    if (before.has(key) || before.has("")) return;
    before.add(key);
    this.#visit(equation, equation.body, known, new Map());
  }

  #visit(equation: Equation, term: Term, knowledge: Knowledge, seen: Map<Knowledge, Set<Term>>): void {
    if (knowledge === impossible) return;
    const here = seen.get(knowledge) ?? new Set<Term>();
    seen.set(knowledge, here);
    if (here.has(term)) return;
    here.add(term);
    if (isScalar(term)) this.#visitor(term, knowledge, equation);
    if (term.kind === "read") this.#enter(term.tensor, this.#within(term, knowledge));
    if (term.kind === "select") {
      const { condition, whenTrue, whenFalse } = term;
      this.#visit(equation, condition, knowledge, seen);
      this.#visit(equation, whenTrue, knowledge.assume(condition, true), seen);
      this.#visit(equation, whenFalse, knowledge.assume(condition, false), seen);
    } else for (const part of children(term)) this.#visit(equation, part, knowledge, seen);
  }

  /** What is known where an equation is read, in the words of the equation. */
  #within(read: Read, { facts }: Knowledge): Knowledge {
    if (facts.size === 0 || !isPlain(read.indices)) return this.#nothing;
    const renaming = new Map(read.indices.map((index, at) => [index, axis(at, index.dim)] as const));
    const inside = new Map<Scalar, Range>();
    for (const [scalar, fact] of facts) {
      if (scalar.free.every((index) => renaming.has(index))) inside.set(substitute(scalar, renaming), fact);
    }
    return inside.size === 0 ? this.#nothing : new Knowledge(this.#equations, inside, this.#nothing);
  }
}

const isPlain = (indices: readonly Scalar[]): indices is readonly Index[] =>
  indices.every((index) => index.kind === "index") && new Set(indices).size === indices.length;

const keyOf = ({ facts }: Knowledge): string =>
  [...facts]
    .map(([{ id }, { low, high, nonZero }]) => [id, low.at, low.open, high.at, high.open, nonZero].join())
    .sort()
    .join(";");
