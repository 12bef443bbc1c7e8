import { constant, openIndex } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import { substitute } from "../equations/reduce.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import { parseDecimal } from "../util/rational.ts";

/**
 * An array while it is elaborated: one element of it, as a scalar over an open index for each axis. The body may also
 * depend on the indices of binders around it. A condition is elaborated to its indicator: 1 where it holds, else 0.
 */
export interface ArrayValue {
  readonly axes: readonly Index[];
  readonly body: Scalar;
  /** A vector that lies: `v'`. */
  readonly row: boolean;
}

export const scalarValue = (body: Scalar): ArrayValue => ({ axes: [], body, row: false });

export const numberValue = (text: string): ArrayValue => scalarValue(constant(parseDecimal(text)));

/** The array with the given dimensions whose element is made from one index for each. */
export function arrayOver(
  dims: readonly Dim[],
  element: (indices: readonly Index[]) => Scalar,
  row = false,
): ArrayValue {
  const axes = dims.map(openIndex);
  return { axes, body: element(axes), row };
}

/** The element at the given indices, one for each axis. */
export function elementAt({ axes, body }: ArrayValue, indices: readonly Scalar[]): Scalar {
  return substitute(body, new Map(axes.map((axis, position) => [axis, indices[position] ?? axis])));
}

export const mapElements = (value: ArrayValue, change: (element: Scalar) => Scalar): ArrayValue => ({
  ...value,
  body: change(value.body),
});

export const isScalar = ({ axes }: ArrayValue): boolean => axes.length === 0;

/**
 * The dimension of `vector(1)` and `matrix(1)` until an operand beside it settles the size. No body depends on an index
 * of it, so that there is nothing to replace once it is settled.
 */
export const unsized: Dim = { name: "?", size: undefined };

export const isSized = ({ axes }: ArrayValue): boolean => axes.every(({ dim }) => dim !== unsized);

/** Dimensions agree by name. */
export const sameDim = (a: Dim, b: Dim): boolean => a === unsized || b === unsized || a.name === b.name;

/** Whether a dimension is a size written out, as in `W[3, k]`. */
export const isLiteral = ({ name }: Dim): boolean => /^\d/.test(name);

/** Whether both have the same number of axes, of the same dimensions, and lie the same way. */
export const sameShape = (a: ArrayValue, b: ArrayValue): boolean =>
  a.axes.length === b.axes.length &&
  a.row === b.row &&
  a.axes.every(({ dim }, at) => sameDim(dim, b.axes[at]?.dim ?? unsized));

export const fits = (a: ArrayValue, b: ArrayValue): boolean => isScalar(a) || isScalar(b) || sameShape(a, b);

/** Elements of several arrays at common indices. */
export interface Aligned {
  readonly axes: readonly Index[];
  readonly row: boolean;
  readonly elements: readonly Scalar[];
}

/** Brings arrays that fit, each a scalar or of one shape, to common indices. */
export function align(values: readonly ArrayValue[]): Aligned {
  const arrays = values.filter((value) => !isScalar(value));
  const [first] = arrays;
  if (!first) return { axes: [], row: false, elements: values.map(({ body }) => body) };
  const axes = first.axes.map(
    (axis, at) => arrays.map((array) => array.axes[at]).find((other) => other?.dim !== unsized) ?? axis,
  );
  return { axes, row: first.row, elements: values.map((value) => elementAt(value, axes)) };
}

/** A function of the elements of arrays that fit. */
export function elementwise(
  values: readonly ArrayValue[],
  combine: (elements: readonly Scalar[]) => Scalar,
): ArrayValue {
  const { axes, row, elements } = align(values);
  return { axes, row, body: combine(elements) };
}

export const dimList = (dims: readonly Dim[]): string => `[${dims.map(({ name }) => name).join(", ")}]`;

/** The shape as the user writes it: `[m, k]`, `[n]'` for a row, `a scalar`. */
export const shapeText = ({ axes, row }: ArrayValue): string =>
  axes.length === 0 ? "a scalar" : `${dimList(axes.map(({ dim }) => dim))}${row ? "'" : ""}`;

/** The array with its axes exchanged; a vector stands up or lies down. For rank 2 at the most. */
export function transposed(value: ArrayValue): ArrayValue {
  if (value.axes.length === 1) return { ...value, row: !value.row };
  return { ...value, axes: value.axes.toReversed() };
}
