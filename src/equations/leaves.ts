import { rational, printRational, type Rational } from "../util/rational.ts";
import type { Dim } from "./dim.ts";
import { intern, internIndex } from "./intern.ts";
import type { Constant, Extent, Index, Read, Scalar } from "./scalar.ts";

/** A number. */
export function constant(value: Rational | bigint | number): Constant {
  const exact = typeof value === "object" ? value : rational(value);
  return intern<Constant>(`constant ${printRational(exact)}`, [], { kind: "constant", value: exact });
}

export const zero = constant(0);
export const one = constant(1);
export const minusOne = constant(-1);
export const two = constant(2);
export const half = constant(rational(1, 2));

const dimKey = (dim: Dim): string => `${dim.name}=${String(dim.size)}`;

/** The size of a dimension. A fixed one is a constant. */
export function extent(dim: Dim): Extent | Constant {
  if (dim.size !== undefined) return constant(dim.size);
  return intern<Extent>(`extent ${dimKey(dim)}`, [], { kind: "extent", dim });
}

function index(scope: Index["scope"], number: number, dim: Dim): Index {
  return internIndex(`index ${scope} ${String(number)} ${dimKey(dim)}`, { kind: "index", scope, number, dim });
}

/** The index of the axis at a position of the equation. */
export const axis = (position: number, dim: Dim): Index => index("axis", position, dim);

/** The index that a reduction binds at a level. Only `reduce` makes one. */
export const bound = (level: number, dim: Dim): Index => index("bound", level, dim);

let lastOpen = 0;

/** An index that occurs nowhere else yet. */
export const openIndex = (dim: Dim): Index => index("open", ++lastOpen, dim);

/** One element of an input or an equation. No indices for a scalar. */
export function read(tensor: string, indices: readonly Scalar[] = []): Read {
  const key = `read ${JSON.stringify(tensor)} ${indices.map(({ id }) => id).join()}`;
  return intern<Read>(key, indices, { kind: "read", tensor, indices });
}
