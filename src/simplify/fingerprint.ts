import { unaryFunctions, binaryFunctions } from "../equations/functions.ts";
import type { Term } from "../equations/intern.ts";
import { children } from "../equations/walk.ts";

const bits = new Map<string, number>(
  [...unaryFunctions, ...binaryFunctions, "reduce", "power"].map((name, at) => [name, 1 << (at % 31)]),
);

const known = new WeakMap<Term, number>();

/**
 * A bit for the functions, powers and reductions that occur in an expression (several may share one). Where a
 * pattern has a bit that the expression lacks, it cannot match.
 */
export function fingerprint(term: Term): number {
  const found = known.get(term);
  if (found !== undefined) return found;
  const own = bits.get(term.kind === "call" ? term.fn : term.kind) ?? 0;
  const all = children(term).reduce((union, child) => union | fingerprint(child), own);
  known.set(term, all);
  return all;
}
