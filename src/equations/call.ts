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
  floor: zero,
  norm: zero,
};

function unary(fn: UnaryFunction, x: Scalar): Scalar | undefined {
  if (fn === "exp") return exponential(x);
  if (x === zero) return atZero[fn];
  if (x === one && fn === "log") return zero;
  if (fn === "abs" && sign(x).nonNegative) return x;
  if (fn === "abs" && x.kind === "constant") return power(power(x, 2), half.value);
  if (x.kind === "constant" && (fn === "step" || fn === "relu")) {
    return order(x.value, zero.value) <= 0 ? zero : fn === "step" ? one : x;
  }
  return undefined;
}

const symmetric: ReadonlySet<ElementwiseFunction> = new Set<ElementwiseFunction>(["max", "min", "hypot"]);

/** A function of scalars, with the exact values folded and the arguments of symmetric functions sorted. */
export function call(fn: UnaryFunction, x: Scalar): Scalar;
export function call(fn: BinaryFunction, x: Scalar, y: Scalar): Scalar;
export function call(fn: ConstantFunction): Scalar;
export function call(fn: ElementwiseFunction, ...args: readonly Scalar[]): Scalar;
export function call(fn: ElementwiseFunction, ...given: readonly Scalar[]): Scalar {
  const [x, y] = given;
  if (given.length === 1 && x) {
    const folded = unary(fn as UnaryFunction, x);
    if (folded) return folded;
  }
  if (fn === "pow" && x && y?.kind === "constant") return power(x, y.value);
  if ((fn === "max" || fn === "min") && x && x === y) return x;
  if (fn === "max" && x && y && (x === zero || y === zero)) return call("relu", x === zero ? y : x);
  const args = symmetric.has(fn) ? [...given].sort(compare) : given;
  return intern<Call>(`call ${fn} ${args.map(({ id }) => id).join()}`, args, { kind: "call", fn, args });
}
