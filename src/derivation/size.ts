import type { Term } from "../equations/intern.ts";
import { children } from "../equations/walk.ts";

const known = new WeakMap<Term, number>();

/** How large an expression is where it is written out: what it shares counts at every place. */
export function writtenSize(term: Term): number {
  const found = known.get(term);
  if (found !== undefined) return found;
  const size = children(term).reduce((total, child) => total + writtenSize(child), 1);
  known.set(term, size);
  return size;
}

/** Longer expressions keep the names of their parts, so that nothing grows from one step to the next without end. */
export const longestWritten = 60;
