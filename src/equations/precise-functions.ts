import type { Decimal } from "decimal.js";
import type { BinaryFunction, ConstantFunction, ElementwiseFunction, UnaryFunction } from "./functions.ts";
import { exponential, logarithm } from "./precise-exponential.ts";
import { digamma, erf, lgamma, trigamma, type Precision } from "./precise-special.ts";

type PreciseFunctions = {
  readonly [F in ElementwiseFunction]: F extends UnaryFunction
    ? (x: Decimal, precision: Precision) => Decimal
    : F extends BinaryFunction
      ? (x: Decimal, y: Decimal, precision: Precision) => Decimal
      : F extends ConstantFunction
        ? (precision: Precision) => Decimal
        : never;
};

const exp = (x: Decimal, { note, Number }: Precision): Decimal => note(exponential(x, Number));
const log = (x: Decimal, { Number }: Precision): Decimal => logarithm(x, Number);
const sigmoid = (x: Decimal, precision: Precision): Decimal => exp(x.neg(), precision).plus(1).pow(-1);
const cosh = (x: Decimal, precision: Precision): Decimal => exp(x, precision).plus(exp(x.neg(), precision)).div(2);

/** 1 − 2/(e²ˣ + 1), by the exponential that does not overflow. */
function tanh(x: Decimal, precision: Precision): Decimal {
  const decay = exp(x.abs().times(-2), precision);
  const size = precision.Number.sub(1, decay).div(decay.plus(1));
  return x.isNegative() ? size.neg() : size;
}

const step = (x: Decimal, { Number }: Precision): Decimal => new Number(x.gt(0) ? 1 : x.isNaN() ? NaN : 0);

/** What each function means, as its definition says it and with all digits: nothing here is arranged to save any. */
export const preciseFunctions: PreciseFunctions = {
  exp,
  log,
  log1p: (x, precision) => log(x.plus(1), precision),
  expm1: (x, precision) => exp(x, precision).minus(1),
  log1mexp: (x, precision) => log(precision.Number.sub(1, exp(x, precision)), precision),
  cbrt: (x) => x.cbrt(),
  abs: (x) => x.abs(),
  sign: (x, { Number }) => new Number(Number.sign(x)),
  step,
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tan: (x) => x.tan(),
  asin: (x) => x.asin(),
  acos: (x) => x.acos(),
  atan: (x) => x.atan(),
  sinh: (x, precision) => exp(x, precision).minus(exp(x.neg(), precision)).div(2),
  cosh,
  tanh,
  sech: (x, precision) => cosh(x, precision).pow(-1),
  logcosh: (x, precision) => log(cosh(x, precision), precision),
  sigmoid,
  softplus: (x, precision) => log(exp(x, precision).plus(1), precision),
  relu: (x, precision) => (x.gt(0) ? x : step(x, precision)),
  erf,
  erfc: (x, precision) => precision.Number.sub(1, erf(x, precision)),
  lgamma: (x, { Number }) => lgamma(x, Number),
  digamma: (x, { Number }) => digamma(x, Number),
  trigamma: (x, { Number }) => trigamma(x, Number),
  floor: (x) => x.floor(),
  norm: (x) => x.sqrt(),
  max: (x, y, { Number }) => Number.max(x, y),
  min: (x, y, { Number }) => Number.min(x, y),
  pow: (x, y) => x.pow(y),
  atan2: (x, y, { Number }) => Number.atan2(x, y),
  hypot: (x, y, { Number }) => Number.hypot(x, y),
  xlogy: (x, y, { Number }) => (x.isZero() && !y.isNaN() ? new Number(0) : x.times(logarithm(y, Number))),
  pi: ({ Number }) => Number.acos(-1),
  infinity: ({ Number }) => new Number(Infinity),
  nan: ({ Number }) => new Number(NaN),
};
