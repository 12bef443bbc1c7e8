import type { Index, Reduce } from "../equations/scalar.ts";
import { readsIn } from "../equations/walk.ts";

/** The indices of a reduction from the outermost loop to the innermost: the one that steps through memory goes inside. */
export function loopOrder({ indices, body }: Reduce): readonly Index[] {
  if (indices.length === 1) return indices;
  const contiguous = new Map<Index, number>();
  for (const read of readsIn(body)) {
    read.indices.forEach((index, position) => {
      const weight = position === read.indices.length - 1 ? 3 : -1;
      if (index.kind === "index") contiguous.set(index, (contiguous.get(index) ?? 0) + weight);
    });
  }
  const score = (index: Index): number => contiguous.get(index) ?? 0;
  return indices
    .map((index, position) => ({ index, position }))
    .sort((a, b) => score(a.index) - score(b.index) || a.position - b.position)
    .map(({ index }) => index);
}
