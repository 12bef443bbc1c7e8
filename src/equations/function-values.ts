import type { BinaryFunction, ConstantFunction, ElementwiseFunction, UnaryFunction } from "./functions.ts";
import { digamma, erf, erfc, lgamma, trigamma } from "./special.ts";

type FunctionValues = {
  readonly [F in ElementwiseFunction]: F extends UnaryFunction
    ? (x: number) => number
    : F extends BinaryFunction
      ? (x: number, y: number) => number
      : F extends ConstantFunction
        ? () => number
        : never;
};

/** What each function means: the mathematics, computed so that nothing overflows or cancels on the way. */
export const functionValues: FunctionValues = {
  exp: Math.exp,
  log: Math.log,
  log1p: Math.log1p,
  expm1: Math.expm1,
  log1mexp: (x) => (x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x))),
  cbrt: Math.cbrt,
  abs: Math.abs,
  sign: Math.sign,
  step: (x) => (x > 0 ? 1 : 0),
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sech: (x) => (2 * Math.exp(-Math.abs(x))) / (1 + Math.exp(-2 * Math.abs(x))),
  logcosh: (x) =>
    Math.abs(x) < 1
      ? Math.log1p(2 * Math.sinh(x / 2) ** 2) // cosh x = 1 + 2·sinh²(x/2)
      : Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2,
  sigmoid: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => Math.max(x, 0),
  erf,
  erfc,
  lgamma,
  digamma,
  trigamma,
  floor: Math.floor,
  norm: Math.sqrt,
  max: Math.max,
  min: Math.min,
  pow: (x, y) => x ** y,
  atan2: Math.atan2,
  hypot: Math.hypot,
  xlogy: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  pi: () => Math.PI,
  infinity: () => Infinity,
  nan: () => NaN,
};
