import type { Condition, Index, Reduce, Scalar } from "../equations/scalar.ts";
import { partsOf } from "./parts.ts";

/** The indices of a reduction from the outermost loop to the innermost: the one that steps through memory goes inside. */
export function loopOrder({ indices, body }: Reduce): readonly Index[] {
  if (indices.length === 1) return indices;
  const contiguous = new Map<Index, number>();
  const seen = new Set<Scalar | Condition>();
  const visit = (term: Scalar | Condition): void => {
    if (seen.has(term)) return;
    seen.add(term);
    if (term.kind === "read") {
      term.indices.forEach((index, position) => {
        const weight = position === term.indices.length - 1 ? 3 : -1;
        if (index.kind === "index") contiguous.set(index, (contiguous.get(index) ?? 0) + weight);
      });
    }
    partsOf(term).forEach(visit);
  };
  visit(body);
  const score = (index: Index): number => contiguous.get(index) ?? 0;
  return indices
    .map((index, position) => ({ index, position }))
    .sort((a, b) => score(a.index) - score(b.index) || a.position - b.position)
    .map(({ index }) => index);
}
