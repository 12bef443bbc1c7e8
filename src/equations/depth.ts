import type { Term } from "./intern.ts";
import { children } from "./walk.ts";

const known = new WeakMap<Term, number>();

/** How many expressions stand inside one another at the most. */
export function depth(term: Term): number {
  const found = known.get(term);
  if (found !== undefined) return found;
  const deepest = children(term).reduce((most, child) => Math.max(most, depth(child)), 0) + 1;
  known.set(term, deepest);
  return deepest;
}
