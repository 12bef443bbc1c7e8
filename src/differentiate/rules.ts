import {
  add,
  call,
  constant,
  divide,
  equal,
  half,
  less,
  mul,
  negate,
  one,
  power,
  select,
  sub,
  zero,
} from "../equations/build.ts";
import type { BinaryFunction, UnaryFunction } from "../equations/functions.ts";
import type { Scalar } from "../equations/scalar.ts";
import { rational } from "../util/rational.ts";

const minusHalf = rational(-1, 2);

/** trigamma stands only for the derivative of digamma; no user can write it, so nothing differentiates it. */
const unavailable = (): never => {
  throw new Error("internal: trigamma has no derivative");
};

/** a/b, but 0 where b = 0: the subgradient that a norm has at its kink. */
const safeDivide = (a: Scalar, b: Scalar): Scalar => select(equal(b, zero), zero, divide(a, b));

/** 1 where x wins, ½ at a tie, 0 where y wins. */
const winner = (x: Scalar, y: Scalar): Scalar => select(less(y, x), one, select(equal(x, y), half, zero));

/** 2/√π·e^(−x²) */
const bell = (x: Scalar): Scalar => mul(constant(2), power(call("pi"), minusHalf), call("exp", negate(power(x, 2))));

/**
 * How each function of one variable differentiates: ∂y/∂x as an expression in x and in y itself.
 * Kinks: docs/kinks.md.
 */
export const unaryDerivatives: { readonly [F in UnaryFunction]: (x: Scalar, y: Scalar) => Scalar } = {
  exp: (_, y) => y,
  log: (x) => power(x, -1),
  log1p: (x) => power(add(one, x), -1),
  expm1: (x) => call("exp", x), // not 1 + expm1(x), which is 0 where eˣ is small
  log1mexp: (x) => divide(call("exp", x), call("expm1", x)), // −eˣ/(1 − eˣ)
  cbrt: (_, y) => divide(power(y, -2), constant(3)),
  abs: (x) => call("sign", x),
  sign: () => zero,
  step: () => zero,
  sin: (x) => call("cos", x),
  cos: (x) => negate(call("sin", x)),
  tan: (_, y) => add(one, power(y, 2)),
  asin: (x) => power(sub(one, power(x, 2)), minusHalf),
  acos: (x) => negate(power(sub(one, power(x, 2)), minusHalf)),
  atan: (x) => power(add(one, power(x, 2)), -1),
  sinh: (x) => call("cosh", x),
  cosh: (x) => call("sinh", x),
  tanh: (_, y) => sub(one, power(y, 2)),
  sech: (x, y) => negate(mul(y, call("tanh", x))),
  logcosh: (x) => call("tanh", x),
  sigmoid: (_, y) => mul(y, sub(one, y)), // σ′ = σ(1 − σ), Tam §3.1
  softplus: (x) => call("sigmoid", x),
  relu: (_, y) => call("step", y), // y > 0 exactly where x > 0; relu′(0) = 0
  erf: bell,
  erfc: (x) => negate(bell(x)),
  lgamma: (x) => call("digamma", x),
  digamma: (x) => call("trigamma", x),
  trigamma: unavailable,
  floor: () => zero,
  norm: (_, y) => mul(half, safeDivide(one, y)), // norm′(0) = 0, a subgradient
};

/** ∂f/∂x and ∂f/∂y of a function f of two variables. */
export const binaryDerivatives: {
  readonly [F in BinaryFunction]: readonly [
    (x: Scalar, y: Scalar, f: Scalar) => Scalar,
    (x: Scalar, y: Scalar, f: Scalar) => Scalar,
  ];
} = {
  max: [(x, y) => winner(x, y), (x, y) => winner(y, x)],
  min: [(x, y) => winner(y, x), (x, y) => winner(x, y)],
  // x⁰ is 1 also at x = 0, where y·x^(y−1) would be 0·∞.
  pow: [(x, y) => select(equal(y, zero), zero, mul(y, call("pow", x, sub(y, one)))), (x, _, f) => call("xlogy", f, x)],
  atan2: [
    (x, y) => divide(y, add(power(x, 2), power(y, 2))),
    (x, y) => negate(divide(x, add(power(x, 2), power(y, 2)))),
  ],
  hypot: [(x, _, f) => safeDivide(x, f), (_, y, f) => safeDivide(y, f)],
  xlogy: [(_, y) => call("log", y), (x, y) => select(equal(x, zero), zero, divide(x, y))], // 0·log y is 0 for every y
};
