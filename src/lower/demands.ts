import type { Term } from "../equations/intern.ts";
import type { Kernel } from "../equations/kernel.ts";
import type { Condition } from "../equations/scalar.ts";
import type { Equation, Input } from "../equations/system.ts";
import { children } from "../equations/walk.ts";
import type { Demand } from "../program/program.ts";
import { toNumber } from "../util/rational.ts";

/** How large dimensions are known to be at least, where something stands. */
type Known = ReadonlyMap<string, number>;

/** After so many sets of conditions under which an equation is read, it is looked at under none. */
const mostContexts = 8;

/**
 * How large the dimensions have to be for every read at a number, such as `W[2, k]`. What is read only where a condition
 * says that the dimension is so large demands nothing: Σₖ (if k = 2 then x[k] else 0) is x[2], or 0 where there is none.
 */
export function demandsOf({ system, outputs }: Kernel): Demand[] {
  const walk = new Walk(system.inputs, system.equations);
  for (const { equation } of outputs) walk.enter(equation, new Map());
  return [...walk.demands].map(([dim, atLeast]) => ({ dim, atLeast }));
}

const keyOf = (known: Known): string =>
  [...known]
    .map((entry) => entry.join(">"))
    .sort()
    .join();

class Walk {
  readonly demands = new Map<string, number>();
  readonly #tensors: ReadonlyMap<string, Input | Equation>;
  readonly #equations: ReadonlyMap<string, Equation>;
  readonly #contexts = new Map<string, Set<string>>();
  readonly #told = new Map<string, Known>();

  constructor(inputs: readonly Input[], equations: readonly Equation[]) {
    this.#equations = new Map(equations.map((equation) => [equation.name, equation]));
    this.#tensors = new Map([...inputs, ...equations].map((tensor) => [tensor.name, tensor]));
  }

  enter(name: string, known: Known): void {
    const equation = this.#equations.get(name);
    if (!equation) return;
    const before = this.#contexts.get(name) ?? new Set<string>();
    this.#contexts.set(name, before);
    const here: Known = before.size < mostContexts ? known : new Map<string, number>();
    const key = keyOf(here);
    if (before.has(key) || before.has("")) return;
    before.add(key);
    this.#visit(equation.body, here, new Map());
  }

  #visit(term: Term, known: Known, seen: Map<Known, Set<Term>>): void {
    const here = seen.get(known) ?? new Set<Term>();
    seen.set(known, here);
    if (here.has(term)) return;
    here.add(term);
    if (term.kind === "read") {
      const { axes = [] } = this.#tensors.get(term.tensor) ?? {};
      axes.forEach(({ name, size }, position) => {
        const index = term.indices[position];
        if (size === undefined && index?.kind === "constant") this.#demand(name, toNumber(index.value) + 1, known);
      });
      this.enter(term.tensor, known);
    }
    if (term.kind === "and") {
      const inside = this.#with(term, known);
      for (const condition of term.conditions) this.#visit(condition, inside, seen);
    } else if (term.kind === "select") {
      this.#visit(term.condition, known, seen);
      this.#visit(term.whenTrue, this.#with(term.condition, known), seen);
      this.#visit(term.whenFalse, known, seen);
    } else for (const part of children(term)) this.#visit(part, known, seen);
  }

  #demand(dim: string, atLeast: number, known: Known): void {
    if (atLeast <= (known.get(dim) ?? 0)) return;
    this.demands.set(dim, Math.max(atLeast, this.demands.get(dim) ?? 0));
  }

  /** What is known besides where a condition holds; one object for what is the same. */
  #with(condition: Condition, known: Known): Known {
    const conditions = condition.kind === "and" ? condition.conditions : [condition];
    const more = new Map(known);
    for (const one of conditions) {
      if (one.kind !== "less" || one.left.kind !== "constant" || one.right.kind !== "extent") continue;
      const { name } = one.right.dim;
      more.set(name, Math.max(more.get(name) ?? 0, Math.floor(toNumber(one.left.value)) + 1));
    }
    const key = keyOf(more);
    const told = this.#told.get(key) ?? more;
    this.#told.set(key, told);
    return told;
  }
}
