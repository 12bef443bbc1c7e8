import { add, mul, open, openIndex, substitute, sum } from "../equations/build.ts";
import type { Index, Reduce, Scalar } from "../equations/scalar.ts";
import { readsIn } from "../equations/walk.ts";
import type { Tiling } from "./steps.ts";

/** For each tensor of which only a tile is there at a time, the axis that is cut. */
export type Tiled = ReadonlyMap<string, number>;

/** Whether an expression needs anything that is there only tile by tile. */
export const needsTile = (scalar: Scalar, tiled: Tiled): boolean =>
  readsIn(scalar).some(({ tensor }) => tiled.has(tensor));

/** Whether it needs of all that only what is at this index. */
export const isAt = (scalar: Scalar, index: Index, tiled: Tiled): boolean =>
  readsIn(scalar).every(({ tensor, indices }) => {
    const position = tiled.get(tensor);
    return position === undefined || indices[position] === index;
  });

/** An expression as what it is without any tile, and what each tile adds to that; nothing where it is no such sum. */
export function splitSum(body: Scalar, tiling: Tiling, tiled: Tiled): { start: Scalar; part: Scalar } | undefined {
  const terms = body.kind === "add" ? body.terms : [body];
  const parts = terms.filter((term) => needsTile(term, tiled)).map((term) => partOf(term, tiling, tiled));
  const start = add(...terms.filter((term) => !needsTile(term, tiled)));
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? { start, part: add(...known) } : undefined;
}

/** What one tile contributes to an expression that is linear in sums over the dimension. */
function partOf(scalar: Scalar, tiling: Tiling, tiled: Tiled): Scalar | undefined {
  if (scalar.kind === "add") {
    const parts = scalar.terms.map((term) => partOf(term, tiling, tiled)).filter((part) => part !== undefined);
    return parts.length === scalar.terms.length ? add(...parts) : undefined;
  }
  if (scalar.kind === "mul") {
    const [factor, ...others] = scalar.factors.filter((one) => needsTile(one, tiled));
    const part = factor && others.length === 0 ? partOf(factor, tiling, tiled) : undefined;
    return part && mul(...scalar.factors.filter((one) => one !== factor), part);
  }
  return scalar.kind === "reduce" && scalar.operator === "sum" ? partOfSum(scalar, tiling, tiled) : undefined;
}

function partOfSum(reduction: Reduce, tiling: Tiling, tiled: Tiled): Scalar | undefined {
  if (!needsTile(reduction, tiled)) return undefined;
  const { indices, body } = open(reduction);
  const cut = indices.find((index) => index.dim.name === tiling.dim.name && isAt(body, index, tiled));
  if (cut) {
    const inTile = openIndex(tiling.tile);
    const others = indices.filter((index) => index !== cut);
    return sum([...others, inTile], substitute(body, new Map([[cut, inTile]])));
  }
  const part = partOf(body, tiling, tiled);
  return part && sum(indices, part);
}
