import { zero } from "../../equations/build.ts";
import { sign } from "../../equations/facts.ts";
import {
  equals,
  isZero,
  rational,
  raise as power,
  reciprocal,
  times as product,
  type Rational,
} from "../../util/rational.ts";
import type { Budget } from "./budget.ts";
import { limits, refuse, requireWithin } from "./budget.ts";
import { exactQuotient, greatestDivisor, raised, times } from "./divisor.ts";
import { factorize } from "./factors.ts";
import { atomic, content, isNumber, keyOf, number, sumOf, toScalar, type Polynomial, type Term } from "./polynomial.ts";

/** One polynomial of a fraction: how often it stands above and below the line. */
export interface Factor {
  readonly polynomial: Polynomial;
  readonly above: number;
  readonly below: number;
}

/** weight · Π polynomial^above / polynomial^below. A factor stands on both sides only where it may be 0. */
export interface Fraction {
  readonly weight: Rational;
  readonly factors: ReadonlyMap<string, Factor>;
}

export const unit: Fraction = { weight: rational(1), factors: new Map() };

export const ofNumber = (value: Rational): Fraction => ({ ...unit, weight: value });

/** The fraction of one polynomial: its numbers in `weight`, its atoms apart from what is left. */
export function ofPolynomial(polynomial: Polynomial, budget: Budget): Fraction {
  const [lead] = polynomial;
  if (!lead) return ofNumber(rational(0));
  if (isNumber(polynomial)) return ofNumber(lead.coefficient);
  const common = content(polynomial);
  const divisor = [{ coefficient: lead.coefficient, monomial: common }];
  const rest = exactQuotient(polynomial, divisor, budget);
  const factors = new Map<string, Factor>();
  for (const [atom, above] of common) put(factors, { polynomial: atomic(atom), above, below: 0 });
  if (!isNumber(rest)) put(factors, { polynomial: rest, above: 1, below: 0 });
  return { weight: lead.coefficient, factors };
}

const put = (factors: Map<string, Factor>, factor: Factor): unknown => factors.set(keyOf(factor.polynomial), factor);

const squareOf = ({ coefficient }: Term): Rational => product(coefficient, coefficient);

/** Functions that never reach 1 nor −1. */
const inside: ReadonlySet<string> = new Set(["sigmoid", "tanh"]);

/** Known not to be 0: by its sign, or σ(x) − 1 and tanh(x) ± 1, which no sign tells. */
function isNonZero(polynomial: Polynomial): boolean {
  if (sign(toScalar(polynomial)).nonZero) return true;
  const [lead, last, ...others] = polynomial;
  if (!lead || !last || others.length > 0) return false;
  const [[atom, exponent] = [zero, 0]] = lead.monomial;
  const isInside = lead.monomial.length === 1 && exponent > 0 && atom.kind === "call" && inside.has(atom.fn);
  return isInside && last.monomial.length === 0 && equals(squareOf(lead), squareOf(last));
}

export function multiply(a: Fraction, b: Fraction, budget: Budget): Fraction {
  const factors = new Map(a.factors);
  for (const factor of b.factors.values()) include(factors, factor);
  return divideOut({ weight: product(a.weight, b.weight), factors }, budget);
}

/** Multiplies by one more factor, and cancels what then stands on both sides and is known not to be 0. */
function include(factors: Map<string, Factor>, { polynomial, above, below }: Factor): void {
  const key = keyOf(polynomial);
  const before = factors.get(key);
  const merged = { polynomial, above: above + (before?.above ?? 0), below: below + (before?.below ?? 0) };
  const both = Math.min(merged.above, merged.below);
  const gone = both > 0 && isNonZero(polynomial) ? both : 0;
  if (merged.above === gone && merged.below === gone) factors.delete(key);
  else factors.set(key, { polynomial, above: merged.above - gone, below: merged.below - gone });
}

/** @throws BeyondLimits also where 0 would be below the line */
export function raise({ weight, factors }: Fraction, exponent: number, budget: Budget): Fraction {
  if (exponent < 0 && isZero(weight)) refuse();
  requireWithin(Math.abs(exponent), limits.degree);
  budget.spend(factors.size);
  const size = Math.abs(exponent);
  const raisedFactors = [...factors].map(([key, { polynomial, above, below }]) => {
    const [up, down] = exponent < 0 ? [below, above] : [above, below];
    return [key, { polynomial, above: up * size, below: down * size }] as const;
  });
  return { weight: power(weight, BigInt(exponent)), factors: new Map(raisedFactors) };
}

/** What polynomials above and below the line have in common goes where it is known not to be 0. */
function divideOut(fraction: Fraction, budget: Budget): Fraction {
  for (const divisor of fraction.factors.values()) {
    if (divisor.below === 0 || divisor.polynomial.length < 2) continue;
    for (const dividend of fraction.factors.values()) {
      if (dividend.above === 0 || dividend === divisor || dividend.polynomial.length < 2) continue;
      const common = commonFactor(dividend.polynomial, divisor.polynomial, budget);
      if (!common) continue;
      return divideOut(withoutCommon(fraction, { dividend, divisor, common }, budget), budget);
    }
  }
  return fraction;
}

/** The part of the common divisor that is known not to be 0. */
function commonFactor(a: Polynomial, b: Polynomial, budget: Budget): Polynomial | undefined {
  const divisor = greatestDivisor(a, b, budget);
  if (isNumber(divisor)) return undefined;
  if (isNonZero(divisor)) return divisor;
  return factorize(divisor, budget).factors.find(isNonZero);
}

interface Cancelling {
  readonly dividend: Factor;
  readonly divisor: Factor;
  readonly common: Polynomial;
}

function withoutCommon(fraction: Fraction, { dividend, divisor, common }: Cancelling, budget: Budget): Fraction {
  const times = Math.min(dividend.above, divisor.below);
  const factors = new Map(fraction.factors);
  include(factors, { ...dividend, above: -times, below: 0 });
  include(factors, { ...divisor, above: 0, below: -times });
  const up = raise(ofPolynomial(exactQuotient(dividend.polynomial, common, budget), budget), times, budget);
  const down = raise(ofPolynomial(exactQuotient(divisor.polynomial, common, budget), budget), -times, budget);
  for (const factor of [...up.factors.values(), ...down.factors.values()]) include(factors, factor);
  return { weight: [up.weight, down.weight].reduce(product, fraction.weight), factors };
}

/** The sum over a common denominator. @throws BeyondLimits */
export function sumFractions(fractions: readonly Fraction[], budget: Budget): Fraction {
  const common = commonFactors(fractions);
  let total: Polynomial = [];
  for (const fraction of fractions) {
    total = sumOf(total, expand(fraction, common, budget));
    budget.spend(total.length);
    requireWithin(total.length, limits.terms);
  }
  return multiply({ weight: rational(1), factors: common }, ofPolynomial(total, budget), budget);
}

/** For each polynomial the most often that it stands above in all, and below in any, of the fractions. */
function commonFactors(fractions: readonly Fraction[]): Map<string, Factor> {
  const common = new Map<string, Factor>();
  for (const { factors } of fractions) {
    for (const [key, { polynomial }] of factors) {
      if (common.has(key)) continue;
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
function expand({ weight, factors }: Fraction, common: ReadonlyMap<string, Factor>, budget: Budget): Polynomial {
  let result = number(weight);
  for (const [key, { polynomial }] of new Map([...common, ...factors])) {
    result = times(result, raised(polynomial, net(factors.get(key)) - net(common.get(key)), budget), budget);
  }
  return result;
}

/** Numerator and denominator multiplied out. @throws BeyondLimits */
function sidesOf({ weight, factors }: Fraction, budget: Budget): readonly [Polynomial, Polynomial] {
  let [up, down] = [number(weight), number(rational(1))];
  for (const { polynomial, above, below } of factors.values()) {
    up = times(up, raised(polynomial, above, budget), budget);
    down = times(down, raised(polynomial, below, budget), budget);
  }
  return [up, down];
}

/**
 * The fraction in factors that depend on nothing but its numerator and denominator in lowest terms, however it came
 * about. @throws BeyondLimits
 */
export function refactored(fraction: Fraction, budget: Budget): Fraction {
  const [up, down] = sidesOf(fraction, budget);
  const above = factorize(up, budget);
  const below = factorize(down, budget);
  const factors = new Map<string, Factor>();
  for (const polynomial of above.factors) include(factors, { polynomial, above: 1, below: 0 });
  for (const polynomial of below.factors) include(factors, { polynomial, above: 0, below: 1 });
  return divideOut({ weight: product(above.weight, reciprocal(below.weight)), factors }, budget);
}

/** a/b */
export const over = (a: Fraction, b: Fraction, budget: Budget): Fraction => multiply(a, raise(b, -1, budget), budget);

/** The product of what each factor becomes. */
export const mapFactors = (
  { weight, factors }: Fraction,
  change: (factor: Factor) => Fraction,
  budget: Budget,
): Fraction => [...factors.values()].reduce((made, factor) => multiply(made, change(factor), budget), ofNumber(weight));
