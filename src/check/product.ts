import { mul, sum } from "../equations/build.ts";
import type { Index } from "../equations/scalar.ts";
import { type ArrayValue, elementAt, sameDim, unsized } from "./value.ts";

/** Which of the ways to be multiplied an array of rank 1 or 2 has. */
type Form = "matrix" | "column" | "row";

function formOf({ axes, row }: ArrayValue): Form | undefined {
  if (axes.length === 2) return "matrix";
  return axes.length === 1 ? (row ? "row" : "column") : undefined;
}

type Multiply = (a: ArrayValue, b: ArrayValue) => ArrayValue;

/** How the forms multiply, left form first. A pair that is not here does not. */
const products: { readonly [A in Form]: { readonly [B in Form]?: Multiply } } = {
  matrix: { matrix: contract, column: contract },
  row: { matrix: (a, b) => ({ ...contract(a, b), row: true }), column: contract },
  column: { row: outer },
};

function multiplication(a: ArrayValue, b: ArrayValue): Multiply | undefined {
  const [left, right] = [formOf(a), formOf(b)];
  return left && right && products[left][right];
}

/** Whether the matrix product of two arrays, neither a scalar, is defined. */
export function multiplies(a: ArrayValue, b: ArrayValue): boolean {
  const multiply = multiplication(a, b);
  if (!multiply || multiply === outer) return multiply !== undefined;
  return sameDim(a.axes.at(-1)?.dim ?? unsized, b.axes[0]?.dim ?? unsized);
}

/** The matrix product of arrays that `multiplies` accepts. */
export function matrixProduct(a: ArrayValue, b: ArrayValue): ArrayValue {
  const multiply = multiplication(a, b);
  if (!multiply) throw new Error("internal: a matrix product that does not fit");
  return multiply(a, b);
}

/** Σₖ a[…, k]·b[k, …] */
function contract(a: ArrayValue, b: ArrayValue): ArrayValue {
  const [outside, inside] = [a.axes.slice(0, -1), a.axes.at(-1)];
  const [first, ...rest] = b.axes;
  if (!inside || !first) throw new Error("internal: a contraction of scalars");
  const over: Index = inside.dim === unsized ? first : inside;
  const left = elementAt(a, [...outside, over]);
  const right = elementAt(b, [over, ...rest]);
  return { axes: [...outside, ...rest], body: sum([over], mul(left, right)), row: false };
}

/** a[i]·b[j] */
function outer(a: ArrayValue, b: ArrayValue): ArrayValue {
  return { axes: [...a.axes, ...b.axes], body: mul(a.body, b.body), row: false };
}

/** Whether the inner dimension of the product is `vector(1)`'s on both sides. */
export const contractsUnsized = (a: ArrayValue, b: ArrayValue): boolean =>
  multiplication(a, b) !== outer && a.axes.at(-1)?.dim === unsized && b.axes[0]?.dim === unsized;
