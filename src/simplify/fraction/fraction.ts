import { constant, mul, power, zero } from "../../equations/build.ts";
import { sign } from "../../equations/facts.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { isZero, plus, rational, reciprocal, times, type Rational } from "../../util/rational.ts";
import {
  atomic,
  content,
  isNumber,
  keyOf,
  number,
  product,
  quotient,
  scale,
  sumOf,
  toScalar,
  type Polynomial,
} from "./polynomial.ts";

/** One polynomial of a fraction: how often it stands above and below the line. */
interface Factor {
  readonly polynomial: Polynomial;
  readonly above: number;
  readonly below: number;
}

/** weight · Π polynomial^above / polynomial^below. A factor stands on both sides only where it may be 0. */
export interface Fraction {
  readonly weight: Rational;
  readonly factors: ReadonlyMap<string, Factor>;
}

const unit: Fraction = { weight: rational(1), factors: new Map() };

export const ofNumber = (value: Rational): Fraction => ({ ...unit, weight: value });

/** The fraction of one polynomial: its numbers in `weight`, its atoms apart from what is left. */
export function ofPolynomial(polynomial: Polynomial): Fraction {
  const [lead] = polynomial;
  if (!lead) return ofNumber(rational(0));
  if (isNumber(polynomial)) return ofNumber(lead.coefficient);
  const common = content(polynomial);
  const shared = common.map(([atom, exponent]) => [atomic(atom), exponent] as const);
  const stripped = shared.reduce<Polynomial>(
    (left, [atom, exponent]) => {
      let result = left;
      for (let count = 0; count < exponent; count++) result = quotient(result, atom) ?? result;
      return result;
    },
    scale(polynomial, reciprocal(lead.coefficient)),
  );
  const factors = new Map<string, Factor>();
  for (const [atom, exponent] of shared) factors.set(keyOf(atom), { polynomial: atom, above: exponent, below: 0 });
  if (!isNumber(stripped)) factors.set(keyOf(stripped), { polynomial: stripped, above: 1, below: 0 });
  return { weight: lead.coefficient, factors };
}

/** Known not to be 0: by its sign, or σ(x) − 1, which no sign tells. */
function isNonZero(polynomial: Polynomial): boolean {
  if (sign(toScalar(polynomial)).nonZero) return true;
  const [lead, last, ...others] = polynomial;
  if (!lead || !last || others.length > 0) return false;
  const [[atom, exponent] = [zero, 0]] = lead.monomial;
  const isLogistic = lead.monomial.length === 1 && exponent === 1 && atom.kind === "call" && atom.fn === "sigmoid";
  return isLogistic && last.monomial.length === 0 && isZero(plus(lead.coefficient, last.coefficient));
}

/** Cancels what stands on both sides and is known not to be 0. */
function cancelled({ polynomial, above, below }: Factor): Factor {
  const both = Math.min(above, below);
  return both > 0 && isNonZero(polynomial)
    ? { polynomial, above: above - both, below: below - both }
    : { polynomial, above, below };
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  const factors = new Map(a.factors);
  for (const [key, { polynomial, above, below }] of b.factors) {
    const before = factors.get(key);
    const merged = cancelled({ polynomial, above: above + (before?.above ?? 0), below: below + (before?.below ?? 0) });
    if (merged.above === 0 && merged.below === 0) factors.delete(key);
    else factors.set(key, merged);
  }
  return divideOut({ weight: times(a.weight, b.weight), factors });
}

export function raise({ weight, factors }: Fraction, exponent: number): Fraction {
  const inverse = exponent < 0;
  const repeat = Math.abs(exponent);
  const raised = [...factors].map(([key, { polynomial, above, below }]) => {
    const sides = inverse
      ? { above: below * repeat, below: above * repeat }
      : { above: above * repeat, below: below * repeat };
    return [key, { polynomial, ...sides }] as const;
  });
  let scaled = rational(1);
  for (let count = 0; count < repeat; count++) scaled = times(scaled, weight);
  return { weight: inverse ? reciprocal(scaled) : scaled, factors: new Map(raised) };
}

/** A polynomial above the line that one below divides exactly is replaced by the quotient, where that is not 0. */
function divideOut(fraction: Fraction): Fraction {
  for (const [belowKey, divisor] of fraction.factors) {
    if (divisor.below === 0 || divisor.polynomial.length < 2) continue;
    if (!isNonZero(divisor.polynomial)) continue;
    for (const [aboveKey, dividend] of fraction.factors) {
      if (dividend.above === 0 || aboveKey === belowKey) continue;
      const result = quotient(dividend.polynomial, divisor.polynomial);
      if (!result) continue;
      const factors = new Map(fraction.factors);
      lower(factors, aboveKey, dividend, "above");
      lower(factors, belowKey, divisor, "below");
      return multiply({ weight: fraction.weight, factors }, ofPolynomial(result));
    }
  }
  return fraction;
}

function lower(factors: Map<string, Factor>, key: string, factor: Factor, side: "above" | "below"): void {
  const lowered = { ...factor, [side]: factor[side] - 1 };
  if (lowered.above === 0 && lowered.below === 0) factors.delete(key);
  else factors.set(key, lowered);
}

/** Beyond these an expression is left as it is. */
export const limits = { terms: 120, degree: 16 } as const;

/** The sum over a common denominator; nothing where the numerator grows beyond the limits. */
export function sumFractions(fractions: readonly Fraction[]): Fraction | undefined {
  const common = commonFactors(fractions);
  let total: Polynomial = [];
  for (const fraction of fractions) {
    const numerator = expand(fraction, common);
    if (!numerator) return undefined;
    total = sumOf(total, numerator);
    if (total.length > limits.terms) return undefined;
  }
  return multiply({ weight: rational(1), factors: common }, ofPolynomial(total));
}

/** For each polynomial the most often that it stands above in all, and below in any, of the fractions. */
function commonFactors(fractions: readonly Fraction[]): Map<string, Factor> {
  const common = new Map<string, Factor>();
  for (const { factors } of fractions) {
    for (const [key, { polynomial }] of factors) {
      const everywhere = fractions.map((fraction) => fraction.factors.get(key));
      const above = Math.min(...everywhere.map((factor) => factor?.above ?? 0));
      const below = Math.max(...everywhere.map((factor) => factor?.below ?? 0));
      if (above > 0 || below > 0) common.set(key, { polynomial, above, below });
    }
  }
  return common;
}

/** How often a factor stands above the line, net of below. */
const net = (factor: Factor | undefined): number => (factor ? factor.above - factor.below : 0);

/** fraction / common as a polynomial. */
function expand({ weight, factors }: Fraction, common: ReadonlyMap<string, Factor>): Polynomial | undefined {
  let result: Polynomial | undefined = number(weight);
  for (const [key, { polynomial }] of new Map([...common, ...factors])) {
    result = timesPower(result, polynomial, net(factors.get(key)) - net(common.get(key)));
    if (!result) return undefined;
  }
  return result;
}

/** a·b^exponent within the limits. */
function timesPower(a: Polynomial, b: Polynomial, exponent: number): Polynomial | undefined {
  if (exponent > limits.degree) return undefined;
  let result = a;
  for (let count = 0; count < exponent; count++) {
    if (result.length * b.length > limits.terms) return undefined;
    result = product(result, b);
  }
  return result;
}

/** The fraction as an expression; `spelling` gives polynomials that stand for something shorter, by their key. */
export function fractionToScalar({ weight, factors }: Fraction, spelling: ReadonlyMap<string, Scalar>): Scalar {
  if (isZero(weight)) return zero;
  const parts = [...factors].flatMap(([key, { polynomial, above, below }]) => {
    const base = spelling.get(key) ?? toScalar(polynomial);
    return [above > 0 ? power(base, above) : undefined, below > 0 ? power(base, -below) : undefined];
  });
  return mul(constant(weight), ...parts.filter((part) => part !== undefined));
}
