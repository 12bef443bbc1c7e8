import type { Dim } from "../equations/dim.ts";
import { sizeOf, type Sizes } from "../equations/evaluate.ts";

/** `W1[2,0]`, for the element at a place in row-major order. */
export function elementName(name: string, place: number, axes: readonly Dim[], sizes: Sizes): string {
  if (axes.length === 0) return name;
  const indices: number[] = [];
  let rest = place;
  for (const dim of [...axes].reverse()) {
    const size = sizeOf(dim, sizes);
    indices.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return `${name}[${indices.join()}]`;
}
