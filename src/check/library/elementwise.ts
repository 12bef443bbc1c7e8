import { add, call, constant, half, less, mul, one, power, select, two, zero } from "../../equations/build.ts";
import type { BinaryFunction, UnaryFunction } from "../../equations/functions.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rational } from "../../util/rational.ts";
import { elementwisePower } from "../power.ts";
import { type ArrayValue, elementwise, mapElements } from "../value.ts";
import { reductions } from "../binder.ts";
import { requireFit, requireSized } from "./requirements.ts";
import { type Application, binary, type LibraryFunction, unary } from "./row.ts";

const ofEach = (element: (x: Scalar) => Scalar): LibraryFunction => unary((value) => mapElements(value, element));

const ofPairs = (element: (x: Scalar, y: Scalar) => Scalar): LibraryFunction =>
  binary((left, right, application) =>
    requireFit(left, right, application)
      ? elementwise([left, right], ([x, y]) => (x && y ? element(x, y) : zero))
      : undefined,
  );

const row = (fn: UnaryFunction): LibraryFunction => ofEach((x) => call(fn, x));
const pairs = (fn: BinaryFunction): LibraryFunction => ofPairs((x, y) => call(fn, x, y));

/** As `^` of each element. */
function pow(base: ArrayValue, exponent: ArrayValue, application: Application): ArrayValue | undefined {
  if (!requireFit(base, exponent, application)) return undefined;
  return elementwisePower(base, exponent, application);
}

/** `max(x, y)` element by element, `max(A)` of all elements. */
const extremum = (fn: "max" | "min"): LibraryFunction => ({
  arity: [1, 2],
  apply: (given, application) => {
    const [whole] = given;
    if (given.length === 2 || !whole) return pairs(fn).apply(given, application);
    return requireSized(whole, application)
      ? { axes: [], row: false, body: reductions[fn](whole.axes, whole.body) }
      : undefined;
  },
});

const sigmoid = (x: Scalar): Scalar => call("sigmoid", x);
const positive = (x: Scalar, whenTrue: Scalar, whenFalse: Scalar): Scalar => select(less(zero, x), whenTrue, whenFalse);
const rootHalf = power(two, rational(-1, 2));

/** Functions of each element. A row that is not a function of the equations is composed of them. */
export const elementwiseFunctions = {
  exp: row("exp"),
  log: row("log"),
  log1p: row("log1p"),
  expm1: row("expm1"),
  sqrt: ofEach((x) => power(x, half.value)),
  cbrt: row("cbrt"),
  abs: row("abs"),
  sign: row("sign"),
  sin: row("sin"),
  cos: row("cos"),
  tan: row("tan"),
  asin: row("asin"),
  acos: row("acos"),
  atan: row("atan"),
  arcsin: row("asin"), // matrixcalculus.org's spellings
  arccos: row("acos"),
  arctan: row("atan"),
  sinh: row("sinh"),
  cosh: row("cosh"),
  tanh: row("tanh"),
  sigmoid: row("sigmoid"),
  σ: row("sigmoid"),
  softplus: row("softplus"),
  relu: row("relu"),
  leaky_relu: ofEach((x) => positive(x, x, mul(constant(rational(1, 100)), x))),
  elu: ofEach((x) => positive(x, x, call("expm1", x))),
  gelu: ofEach((x) => mul(x, half, add(one, call("erf", mul(x, rootHalf))))), // x·Φ(x)
  silu: ofEach((x) => mul(x, sigmoid(x))),
  erf: row("erf"),
  erfc: row("erfc"),
  lgamma: row("lgamma"),
  digamma: row("digamma"),
  floor: row("floor"),
  max: extremum("max"),
  min: extremum("min"),
  pow: binary(pow),
  atan2: pairs("atan2"),
  hypot: pairs("hypot"),
  xlogy: pairs("xlogy"),
} as const satisfies Readonly<Record<string, LibraryFunction>>;
