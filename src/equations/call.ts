import { order } from "../util/rational.ts";
import { compare } from "./compare.ts";
import { sign } from "./facts.ts";
import type { BinaryFunction, ConstantFunction, ElementwiseFunction, UnaryFunction } from "./functions.ts";
import { intern } from "./intern.ts";
import { half, one, zero } from "./leaves.ts";
import { exponential, power } from "./ring.ts";
import type { Call, Scalar } from "./scalar.ts";

/** Functions of x with an exact value at 0. */
const atZero: { readonly [F in ElementwiseFunction]?: Scalar } = {
  log1p: zero,
  expm1: zero,
  cbrt: zero,
  abs: zero,
  sign: zero,
  step: zero,
  sin: zero,
  cos: one,
  tan: zero,
  asin: zero,
  atan: zero,
  sinh: zero,
  cosh: one,
  tanh: zero,
  sech: one,
  logcosh: zero,
  sigmoid: half,
  relu: zero,
  erf: zero,
  erfc: one,
  floor: zero,
  norm: zero,
};

type Fold = (x: Scalar) => Scalar | undefined;

/** What a function of one variable is by its own argument alone. */
const folds: { readonly [F in ElementwiseFunction]?: Fold } = {
  exp: exponential,
  log: (x) => (x === one ? zero : undefined),
  abs: (x) => (sign(x).nonNegative ? x : x.kind === "constant" ? power(power(x, 2), half.value) : undefined),
  step: (x) => (x.kind === "constant" ? (order(x.value, zero.value) > 0 ? one : zero) : undefined),
  relu: (x) => (x.kind === "constant" ? (order(x.value, zero.value) > 0 ? x : zero) : undefined),
};

type Fold2 = (x: Scalar, y: Scalar) => Scalar | undefined;

const folds2: { readonly [F in ElementwiseFunction]?: Fold2 } = {
  pow: (x, y) => (y.kind === "constant" ? power(x, y.value) : undefined),
  min: (x, y) => (x === y ? x : undefined),
  max: (x, y) => {
    if (x === y) return x;
    if (x === zero) return call("relu", y);
    return y === zero ? call("relu", x) : undefined;
  },
};

const symmetric: ReadonlySet<ElementwiseFunction> = new Set<ElementwiseFunction>(["max", "min", "hypot"]);

function folded(fn: ElementwiseFunction, [x, y]: readonly Scalar[]): Scalar | undefined {
  if (!x) return undefined;
  if (y) return folds2[fn]?.(x, y);
  return (x === zero ? atZero[fn] : undefined) ?? folds[fn]?.(x);
}

/** A function of scalars, with the exact values folded and the arguments of symmetric functions sorted. */
export function call(fn: UnaryFunction, x: Scalar): Scalar;
export function call(fn: BinaryFunction, x: Scalar, y: Scalar): Scalar;
export function call(fn: ConstantFunction): Scalar;
export function call(fn: ElementwiseFunction, ...args: readonly Scalar[]): Scalar;
export function call(fn: ElementwiseFunction, ...given: readonly Scalar[]): Scalar {
  const args = symmetric.has(fn) ? [...given].sort(compare) : given;
  return (
    folded(fn, args) ?? intern<Call>(`call ${fn} ${args.map(({ id }) => id).join()}`, args, { kind: "call", fn, args })
  );
}
