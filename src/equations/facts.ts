import { isEven, isInteger, isNegative, isZero } from "../util/rational.ts";
import type { ElementwiseFunction } from "./functions.ts";
import type { Scalar } from "./scalar.ts";

/** What is known of an expression's sign wherever it is defined. Unknown is false. */
export interface Sign {
  readonly nonNegative: boolean;
  readonly nonZero: boolean;
}

const unknown: Sign = { nonNegative: false, nonZero: false };
const positive: Sign = { nonNegative: true, nonZero: true };
const nonNegative: Sign = { nonNegative: true, nonZero: false };

/** Functions whose sign is known whatever their arguments. */
const functionSigns: { readonly [F in ElementwiseFunction]?: Sign } = {
  exp: positive,
  abs: nonNegative,
  step: nonNegative,
  cosh: positive,
  sech: positive,
  logcosh: nonNegative,
  sigmoid: positive,
  softplus: positive,
  erfc: positive,
  relu: nonNegative,
  hypot: nonNegative,
  norm: nonNegative,
  trigamma: unknown,
  pi: positive,
  infinity: positive,
};

type SignOf = { readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>) => Sign };

const signOf: SignOf = {
  constant: ({ value }) => ({ nonNegative: !isNegative(value), nonZero: !isZero(value) }),
  extent: () => positive, // a mean over nothing is NaN anyway: docs/language.md
  index: () => nonNegative,
  read: () => unknown,
  add: ({ terms }) => sum(terms.map(sign)),
  mul: ({ factors }) => ({
    nonNegative: factors.every((factor) => sign(factor).nonNegative),
    nonZero: factors.every((factor) => sign(factor).nonZero),
  }),
  power: ({ base, exponent }) => ({
    nonNegative: sign(base).nonNegative || isEven(exponent) || !isInteger(exponent),
    nonZero: sign(base).nonZero || isNegative(exponent),
  }),
  call: ({ fn }) => functionSigns[fn] ?? unknown,
  select: ({ whenTrue, whenFalse }) => both(sign(whenTrue), sign(whenFalse)),
  reduce: ({ operator, body }) =>
    operator === "sum" || operator === "prod" || operator === "max" || operator === "min" ? sign(body) : unknown,
};

const both = (a: Sign, b: Sign): Sign => ({
  nonNegative: a.nonNegative && b.nonNegative,
  nonZero: a.nonZero && b.nonZero,
});

function sum(terms: readonly Sign[]): Sign {
  const allNonNegative = terms.every((term) => term.nonNegative);
  return { nonNegative: allNonNegative, nonZero: allNonNegative && terms.some((term) => term.nonZero) };
}

const known = new WeakMap<Scalar, Sign>();

/** The sign facts of an expression. A dimension is taken to be at least 1. */
export function sign(scalar: Scalar): Sign {
  const found = known.get(scalar);
  if (found) return found;
  const facts = (signOf[scalar.kind] as (scalar: Scalar) => Sign)(scalar);
  known.set(scalar, facts);
  return facts;
}

/** Whether an expression is proved to be more than 0 wherever it is defined. */
export const isPositive = (scalar: Scalar): boolean => sign(scalar).nonNegative && sign(scalar).nonZero;
