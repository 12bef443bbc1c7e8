import type { Dim } from "./dim.ts";
import type { Sizes } from "./evaluate.ts";
import { sizeOf } from "./evaluate.ts";
import type { Term } from "./intern.ts";
import type { System } from "./system.ts";
import { children } from "./walk.ts";

/** Transcendental functions take about so many additions, in decimals. */
const functionWork = 60;

/**
 * About how many additions it takes to fill the inputs of a system and to evaluate it, its reductions for every element
 * of their wholes. What is empty counts as one: it takes going through what is around it.
 */
export function workOf({ inputs, equations }: System, sizes: Sizes): number {
  const elementsOf = (axes: readonly Dim[]): number =>
    axes.reduce((all, dim) => all * Math.max(1, sizeOf(dim, sizes)), 1);
  const filling = inputs.reduce((total, { axes }) => total + elementsOf(axes), 0);
  return equations.reduce((total, { axes, body }) => {
    const known = new Map<Term, number>();
    const work = (term: Term): number => {
      const found = known.get(term);
      if (found !== undefined) return found;
      const own = term.kind === "call" || term.kind === "power" ? functionWork : 1;
      const parts = children(term).reduce((sum, part) => sum + work(part), own);
      const times = term.kind === "reduce" ? elementsOf(term.indices.map(({ dim }) => dim)) : 1;
      known.set(term, parts * times);
      return parts * times;
    };
    return total + elementsOf(axes) * work(body);
  }, filling);
}

/** What evaluations may cost altogether, in additions. */
export class Budget {
  #left: number;

  constructor(work: number) {
    this.#left = work;
  }

  /** Whether there is so much left; if so, it is spent. */
  spend(work: number): boolean {
    if (this.#left < work) return false;
    this.#left -= work;
    return true;
  }
}
