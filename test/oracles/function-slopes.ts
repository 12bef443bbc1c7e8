import type {
  BinaryFunction,
  ConstantFunction,
  ElementwiseFunction,
  UnaryFunction,
} from "../../src/equations/functions.ts";
import { digamma, trigamma } from "../../src/equations/special.ts";

type Slopes = {
  readonly [F in ElementwiseFunction]: F extends UnaryFunction
    ? (x: number) => number
    : F extends BinaryFunction
      ? (x: number, y: number) => readonly [number, number]
      : F extends ConstantFunction
        ? null
        : never;
};

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** sech² x without overflow */
const sechSquared = (x: number): number => {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / (1 + e) ** 2;
};

/** ψ″(x), x > 0, by ψ″(x) = ψ″(x+1) − 2/x³ and the asymptotic series. */
function tetragamma(x: number): number {
  if (x < 20) return tetragamma(x + 1) - 2 / x ** 3;
  return -1 / x ** 2 - 1 / x ** 3 - 1 / (2 * x ** 4) + 1 / (6 * x ** 6) - 1 / (6 * x ** 8) + 3 / (10 * x ** 10);
}

/**
 * How each function differentiates, in numbers, written without looking at the compiler's own table. At kinks the
 * convention is the language's: relu′(0) = |·|′(0) = norm′(0) = 0, ties of max and min half to each side.
 */
export const slopes: Slopes = {
  exp: Math.exp,
  log: (x) => 1 / x,
  log1p: (x) => 1 / (1 + x),
  expm1: Math.exp,
  log1mexp: (x) => -1 / Math.expm1(-x), // −eˣ/(1 − eˣ)
  cbrt: (x) => 1 / (3 * Math.cbrt(x) ** 2),
  abs: (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  sign: () => 0,
  step: () => 0,
  sin: Math.cos,
  cos: (x) => -Math.sin(x),
  tan: (x) => 1 / Math.cos(x) ** 2,
  asin: (x) => 1 / Math.sqrt((1 - x) * (1 + x)),
  acos: (x) => -1 / Math.sqrt((1 - x) * (1 + x)),
  atan: (x) => 1 / (1 + x * x),
  sinh: Math.cosh,
  cosh: Math.sinh,
  tanh: sechSquared,
  sech: (x) => -Math.tanh(x) * Math.sqrt(sechSquared(x)),
  logcosh: Math.tanh,
  sigmoid: (x) => logistic(x) * logistic(-x),
  softplus: logistic,
  relu: (x) => (x > 0 ? 1 : 0),
  erf: (x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x),
  erfc: (x) => (-2 / Math.sqrt(Math.PI)) * Math.exp(-x * x),
  lgamma: digamma,
  digamma: trigamma,
  trigamma: tetragamma,
  floor: () => 0,
  norm: (x) => (x === 0 ? 0 : 0.5 / Math.sqrt(x)),
  max: (x, y) => (x > y ? [1, 0] : x < y ? [0, 1] : [0.5, 0.5]),
  min: (x, y) => (x < y ? [1, 0] : x > y ? [0, 1] : [0.5, 0.5]),
  pow: (x, y) => [y * x ** (y - 1), x === 0 ? 0 : x ** y * Math.log(x)],
  atan2: (x, y) => [y / (x * x + y * y), -x / (x * x + y * y)],
  hypot: (x, y) => (x === 0 && y === 0 ? [0, 0] : [x / Math.hypot(x, y), y / Math.hypot(x, y)]),
  xlogy: (x, y) => [Math.log(y), x === 0 ? 0 : x / y],
  pi: null,
  infinity: null,
  nan: null,
};
