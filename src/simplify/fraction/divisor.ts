import { compare } from "../../equations/compare.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rational, reciprocal, type Rational } from "../../util/rational.ts";
import { limits, requireWithin, type Budget } from "./budget.ts";
import {
  atomic,
  content,
  exponentOf,
  isNumber,
  number,
  product,
  quotient,
  scale,
  sumOf,
  type Polynomial,
} from "./polynomial.ts";

/** Greatest common divisors of polynomials in several atoms, by Euclid's algorithm in one atom after another. */

const unit = number(rational(1));

/** a·b within the limits. @throws BeyondLimits */
export function times(a: Polynomial, b: Polynomial, budget: Budget): Polynomial {
  budget.spend(a.length * b.length);
  const made = product(a, b);
  requireWithin(made.length, limits.terms);
  return made;
}

/** base^exponent within the limits. @throws BeyondLimits */
export function raised(base: Polynomial, exponent: number, budget: Budget): Polynomial {
  requireWithin(exponent, limits.degree);
  let made = unit;
  for (let count = 0; count < exponent; count++) made = times(made, base, budget);
  return made;
}

/** a/b, which divides it. @throws BeyondLimits */
export function exactQuotient(a: Polynomial, b: Polynomial, budget: Budget): Polynomial {
  const made = quotient(a, b, budget);
  if (!made) throw new Error("internal: a divisor that does not divide");
  return made;
}

/** The leading coefficient made 1. */
export const monic = (polynomial: Polynomial): Polynomial =>
  polynomial[0] ? scale(polynomial, reciprocal(polynomial[0].coefficient)) : polynomial;

export const atomsOf = (polynomial: Polynomial): Scalar[] =>
  [...new Set(polynomial.flatMap(({ monomial }) => monomial.map(([atom]) => atom)))].sort(compare);

/** The coefficients of the powers of one atom, from the constant one on. */
export function coefficientsIn(polynomial: Polynomial, atom: Scalar): Polynomial[] {
  const byPower = Array.from({ length: degreeIn(polynomial, atom) + 1 }, (): Polynomial[number][] => []);
  for (const { coefficient, monomial } of polynomial) {
    byPower[exponentOf(monomial, atom)]?.push({ coefficient, monomial: monomial.filter(([each]) => each !== atom) });
  }
  return byPower.map((terms) => sumOf(terms));
}

export const degreeIn = (polynomial: Polynomial, atom: Scalar): number =>
  polynomial.reduce((most, { monomial }) => Math.max(most, exponentOf(monomial, atom)), 0);

/** The polynomial whose coefficients in an atom are given. */
export function fromCoefficients(coefficients: readonly Polynomial[], atom: Scalar, budget: Budget): Polynomial {
  return sumOf(...coefficients.map((each, power) => times(each, raised(atomic(atom), power, budget), budget)));
}

/** The divisor of all coefficients in an atom. */
export const contentIn = (polynomial: Polynomial, atom: Scalar, budget: Budget): Polynomial =>
  coefficientsIn(polynomial, atom)
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.length - b.length)
    .reduce<Polynomial>((divisor, each) => greatestDivisor(divisor, each, budget), []);

/** The greatest common divisor, with leading coefficient 1. @throws BeyondLimits */
export function greatestDivisor(a: Polynomial, b: Polynomial, budget: Budget): Polynomial {
  if (a.length === 0) return monic(b);
  if (b.length === 0) return monic(a);
  if (isNumber(a) || isNumber(b)) return unit;
  budget.spend(a.length + b.length);
  if (a.length === 1 || b.length === 1) return [{ coefficient: rational(1), monomial: content(monic([...a, ...b])) }];
  const [inA, inB] = [atomsOf(a), atomsOf(b)];
  const common = inA.filter((atom) => inB.includes(atom));
  if (common.every((atom) => areCoprimeIn(a, b, atom))) return unit;
  const alone = inA.find((atom) => !common.includes(atom));
  if (alone) return greatestDivisor(contentIn(a, alone, budget), b, budget);
  const other = inB.find((atom) => !common.includes(atom));
  if (other) return greatestDivisor(a, contentIn(b, other, budget), budget);
  const [atom] = common;
  return atom ? euclid(a, b, atom, budget) : unit;
}

/** Euclid's algorithm on the parts without a common content. */
function euclid(a: Polynomial, b: Polynomial, atom: Scalar, budget: Budget): Polynomial {
  const [contentA, contentB] = [contentIn(a, atom, budget), contentIn(b, atom, budget)];
  const common = greatestDivisor(contentA, contentB, budget);
  let [larger, smaller] = [exactQuotient(a, contentA, budget), exactQuotient(b, contentB, budget)];
  if (degreeIn(larger, atom) < degreeIn(smaller, atom)) [larger, smaller] = [smaller, larger];
  while (smaller.length > 0) {
    if (degreeIn(smaller, atom) === 0) return common;
    const rest = remainder(larger, smaller, atom, budget);
    larger = smaller;
    smaller = rest.length === 0 ? rest : exactQuotient(rest, contentIn(rest, atom, budget), budget);
  }
  return monic(times(common, larger, budget));
}

/** What is left of a, times a power of b's leading coefficient, by b. */
function remainder(a: Polynomial, b: Polynomial, atom: Scalar, budget: Budget): Polynomial {
  const degree = degreeIn(b, atom);
  const lead = coefficientsIn(b, atom)[degree] ?? [];
  let rest = a;
  while (rest.length > 0 && degreeIn(rest, atom) >= degree) {
    const top = degreeIn(rest, atom);
    const restLead = coefficientsIn(rest, atom)[top] ?? [];
    const shift = raised(atomic(atom), top - degree, budget);
    const taken = times(times(restLead, shift, budget), b, budget);
    rest = sumOf(times(rest, lead, budget), scale(taken, rational(-1)));
  }
  return monic(rest);
}

/** A prime below 2²⁶, so that products of remainders are exact doubles. */
const prime = 67_108_859;

/**
 * Whether no common divisor has the atom in it. The answer is sure where it is yes: the other atoms are given values
 * modulo a prime, and a common divisor would still be one, of the same degree as long as the leading coefficient is not 0.
 */
function areCoprimeIn(a: Polynomial, b: Polynomial, atom: Scalar): boolean {
  const others = new Map([...new Set([...atomsOf(a), ...atomsOf(b)])].map((each, at) => [each, 7919 * (at + 3) + 1]));
  const [imageA, imageB] = [imageIn(a, atom, others), imageIn(b, atom, others)];
  if (imageA.length <= degreeIn(a, atom) || imageB.length === 0) return false;
  let [larger, smaller] = [imageA, imageB];
  while (smaller.length > 1) [larger, smaller] = [smaller, remainderOf(larger, smaller)];
  return smaller.length === 1;
}

const trimmed = (coefficients: readonly number[]): number[] =>
  coefficients.slice(0, coefficients.findLastIndex((each) => each !== 0) + 1);

/** The coefficients in an atom modulo the prime, where the others have these values. */
function imageIn(polynomial: Polynomial, atom: Scalar, values: ReadonlyMap<Scalar, number>): number[] {
  const image = Array.from({ length: degreeIn(polynomial, atom) + 1 }, () => 0);
  for (const { coefficient, monomial } of polynomial) {
    let value = residue(coefficient);
    let power = 0;
    for (const [each, exponent] of monomial) {
      if (each === atom) power = exponent;
      else value = (value * powerOf(values.get(each) ?? 0, exponent)) % prime;
    }
    image[power] = ((image[power] ?? 0) + value) % prime;
  }
  return trimmed(image);
}

function powerOf(base: number, exponent: number): number {
  let [result, square] = [1, base % prime];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

const inverse = (value: number): number => powerOf(value, prime - 2);

function residue({ numerator, denominator }: Rational): number {
  const modulo = (value: bigint): number => Number(((value % BigInt(prime)) + BigInt(prime)) % BigInt(prime));
  return (modulo(numerator) * inverse(modulo(denominator))) % prime;
}

function remainderOf(a: readonly number[], b: readonly number[]): number[] {
  const rest = [...a];
  const lead = inverse(b.at(-1) ?? 0);
  for (let top = rest.length - 1; top >= b.length - 1; top--) {
    const factor = ((rest[top] ?? 0) * lead) % prime;
    b.forEach((each, at) => {
      const place = top - b.length + 1 + at;
      rest[place] = ((rest[place] ?? 0) + prime - ((factor * each) % prime)) % prime;
    });
  }
  return trimmed(rest.slice(0, b.length - 1));
}
