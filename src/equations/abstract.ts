import { arrangements } from "./arrangements.ts";
import { compare } from "./compare.ts";
import type { Dim } from "./dim.ts";
import { axis } from "./leaves.ts";
import { substitute } from "./reduce.ts";
import type { Index, Scalar } from "./scalar.ts";

/** A scalar as the body of an equation: `body` at `axes` is the scalar at `indices`. */
export interface Abstraction {
  readonly axes: readonly Dim[];
  readonly body: Scalar;
  readonly indices: readonly Index[];
}

const known = new WeakMap<Scalar, Abstraction>();

/**
 * Turns the free indices of a scalar into axes. Scalars that are equal up to their indices get the same body, so
 * the body identifies what is computed wherever it stands.
 */
export function abstract(scalar: Scalar): Abstraction {
  const found = known.get(scalar);
  if (found) return found;
  const candidates = arrangements(scalar.free).map((indices) => {
    const axes = indices.map(({ dim }) => dim);
    return { axes, indices, body: overAxes(scalar, indices) };
  });
  const least = candidates.reduce((best, next) => (compare(next.body, best.body) < 0 ? next : best));
  known.set(scalar, least);
  return least;
}

/** The scalar with these indices as its axes, in this order. */
const overAxes = (scalar: Scalar, indices: readonly Index[]): Scalar =>
  substitute(scalar, new Map(indices.map((index, position) => [index, axis(position, index.dim)])));
