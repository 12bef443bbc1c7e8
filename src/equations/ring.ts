import {
  equals,
  exactSquareRoot,
  isEven,
  isInteger,
  isNegative,
  isZero,
  negative,
  plus,
  raise,
  rational,
  times,
  type Rational,
} from "../util/rational.ts";
import { compare } from "./compare.ts";
import { and } from "./conditions.ts";
import { sign } from "./facts.ts";
import { intern } from "./intern.ts";
import { constant, minusOne, one, zero } from "./leaves.ts";
import { bare, exponentsAdd, exponentsMultiply, isOneExponent, wholeOne } from "./power.ts";
import type { Add, Call, Condition, Mul, Scalar, Select } from "./scalar.ts";

const wholeZero = rational(0);
const minusWholeOne = rational(-1);

/** A term as a number times the rest. */
export interface Weighted {
  readonly weight: Rational;
  readonly rest: Scalar;
}

/** Splits 3·x into 3 and x; a number is itself times 1. The number of a guard stands inside it. */
export function weighted(term: Scalar): Weighted {
  if (term.kind === "constant") return { weight: term.value, rest: one };
  if (isGuard(term)) {
    const { weight, rest } = weighted(term.whenTrue);
    return { weight, rest: guard(term.condition, rest) };
  }
  if (term.kind !== "mul") return { weight: wholeOne, rest: term };
  const [first, ...others] = term.factors;
  if (first?.kind !== "constant") return { weight: wholeOne, rest: term };
  return { weight: first.value, rest: others.length === 1 ? (others[0] ?? one) : product(others) };
}

/** The interned product of factors that are canonical already. */
function product(factors: readonly Scalar[]): Scalar {
  if (factors.length === 0) return one;
  if (factors.length === 1 && factors[0]) return factors[0];
  return intern<Mul>(`mul ${factors.map(({ id }) => id).join()}`, factors, { kind: "mul", factors });
}

/** weight · rest, where rest carries no number of its own. */
function scaled(weight: Rational, rest: Scalar): Scalar {
  if (isZero(weight)) return zero;
  if (rest === one) return constant(weight);
  if (equals(weight, wholeOne)) return rest;
  if (isGuard(rest)) return guard(rest.condition, mul(constant(weight), rest.whenTrue));
  return rest.kind === "mul" ? product([constant(weight), ...rest.factors]) : product([constant(weight), rest]);
}

function* addends(terms: readonly Scalar[], scale: Rational): Generator<Weighted> {
  for (const term of terms) {
    const { weight, rest } = weighted(term);
    const total = times(scale, weight);
    const unit = equals(total, wholeOne) || equals(total, minusWholeOne);
    if (rest.kind === "add" && unit) yield* addends(rest.terms, total);
    else yield { weight: total, rest };
  }
}

/** The sum: flat, like terms collected, sorted. */
export const add = (...terms: readonly Scalar[]): Scalar => addAll(terms);

/** The sum of a list that may be longer than an argument list may be. */
export function addAll(terms: readonly Scalar[]): Scalar {
  const weights = new Map<Scalar, Rational>();
  for (const { weight, rest } of addends(terms, wholeOne)) {
    weights.set(rest, plus(weights.get(rest) ?? wholeZero, weight));
  }
  const collected = [...weights].filter(([, weight]) => !isZero(weight));
  const sorted = collected.sort(([a], [b]) => compare(a, b)).map(([rest, weight]) => scaled(weight, rest));
  if (sorted.length === 0) return zero;
  if (sorted.length === 1 && sorted[0]) return sorted[0];
  return intern<Add>(`add ${sorted.map(({ id }) => id).join()}`, sorted, { kind: "add", terms: sorted });
}

export const negate = (term: Scalar): Scalar => mul(minusOne, term);
export const sub = (a: Scalar, b: Scalar): Scalar => add(a, negate(b));
export const divide = (a: Scalar, b: Scalar): Scalar => mul(a, power(b, minusWholeOne));

/** A product under construction: base^exponent for every base, and the number in front. */
interface Factors {
  weight: Rational;
  readonly exponents: Map<Scalar, Rational[]>;
  readonly exponentials: Scalar[];
  readonly guards: Select[];
}

/** Numbers weigh more than functions, these more than products, and these more than reads. */
function heft(term: Scalar): number {
  if (term.kind === "call") return 2;
  if (term.kind === "mul") return Math.max(1, ...term.factors.map(heft));
  if (term.kind === "constant") return 3; // 1 − h, not h − 1
  return term.kind === "read" ? 0 : 1;
}

/**
 * a − b is the same up to sign as b − a. The one with fewer minus signs stands for both; at a tie the one that adds
 * the weightiest term: σ(z) − y, not y − σ(z).
 */
export function oriented(base: Scalar): { base: Scalar; flipped: boolean } {
  if (base.kind !== "add") return { base, flipped: false };
  const terms = base.terms.map(weighted);
  const balance = terms.reduce((sum, { weight }) => sum + (isNegative(weight) ? -1 : 1), 0);
  const decisive = terms.reduce((best, term) => (heft(term.rest) > heft(best.rest) ? term : best));
  const flipped = balance < 0 || (balance === 0 && isNegative(decisive.weight));
  return flipped ? { base: negatedSum(base), flipped } : { base, flipped };
}

function scaledTerm(scale: Rational, term: Scalar): Scalar {
  const { weight, rest } = weighted(term);
  return scaled(times(scale, weight), rest);
}

const isGuard = (factor: Scalar): factor is Select => factor.kind === "select" && factor.whenFalse === zero;

function collectFactor(factor: Scalar, into: Factors): void {
  if (factor.kind === "constant") into.weight = times(into.weight, factor.value);
  else if (factor.kind === "mul") for (const inner of factor.factors) collectFactor(inner, into);
  else if (isGuard(factor)) into.guards.push(factor);
  else if (factor.kind === "call" && factor.fn === "exp") into.exponentials.push(factor);
  else if (factor.kind === "power") collectPower(factor.base, factor.exponent, into);
  else collectPower(factor, wholeOne, into);
}

function collectPower(signed: Scalar, exponent: Rational, into: Factors): void {
  const { base, flipped } = isInteger(exponent) ? oriented(signed) : { base: signed, flipped: false };
  if (flipped && !isEven(exponent)) into.weight = negative(into.weight);
  const exponents = into.exponents.get(base) ?? [];
  const partner = exponents.findIndex((other) => exponentsAdd(base, other, exponent, plus(other, exponent)));
  const other = exponents[partner];
  if (other === undefined) exponents.push(exponent);
  else exponents.splice(partner, 1, plus(other, exponent));
  into.exponents.set(base, exponents);
}

/** eᵃ·eᵇ = eᵃ⁺ᵇ where one ranges over no index that the other does not: merging must not grow the range. */
function mergeExponentials(exponentials: readonly Scalar[]): Scalar[] {
  const merged: Scalar[] = [];
  for (const factor of exponentials) {
    const partner = merged.findIndex((other) => nested(other, factor));
    const other = merged[partner];
    if (other?.kind === "call" && factor.kind === "call" && other.args[0] && factor.args[0]) {
      merged.splice(partner, 1, exponential(add(other.args[0], factor.args[0])));
    } else merged.push(factor);
  }
  return merged.filter((factor) => factor !== one);
}

const nested = (a: Scalar, b: Scalar): boolean =>
  a.free.every((index) => b.free.includes(index)) || b.free.every((index) => a.free.includes(index));

/** eˣ as it stands, but e⁰ = 1. */
export const exponential = (x: Scalar): Scalar =>
  x === zero ? one : intern<Call>(`call exp ${String(x.id)}`, [x], { kind: "call", fn: "exp", args: [x] });

/** The product: flat, equal bases collected, numbers in front, guards outside, sorted. */
export function mul(...given: readonly Scalar[]): Scalar {
  const collected: Factors = { weight: wholeOne, exponents: new Map(), exponentials: [], guards: [] };
  for (const factor of given) collectFactor(factor, collected);
  if (isZero(collected.weight)) return zero;
  const { settled, unsettled } = powersOf(collected);
  const factors = [...settled, ...mergeExponentials(collected.exponentials)];
  const [guard, ...guards] = collected.guards;
  const weight = constant(collected.weight);
  if (guard) return guarded(guard, mul(weight, ...unsettled, ...factors, ...guards));
  if (unsettled.length > 0) return mul(weight, ...unsettled, ...factors);
  return weightedProduct(collected.weight, factors.sort(compare));
}

/** The collected powers, apart from those that want collecting again. */
function powersOf({ exponents }: Factors): { settled: Scalar[]; unsettled: Scalar[] } {
  const settled: Scalar[] = [];
  const unsettled: Scalar[] = [];
  for (const [base, all] of exponents) {
    for (const exponent of all) {
      const factor = collectedPower(base, exponent);
      if (factor !== one) (isPowerOf(factor, base) ? settled : unsettled).push(factor);
    }
  }
  return { settled, unsettled };
}

/** A number times canonical factors; −1 goes into a lone sum. */
function weightedProduct(weight: Rational, factors: readonly Scalar[]): Scalar {
  const [only] = factors;
  if (factors.length === 1 && only?.kind === "add" && equals(weight, minusWholeOne)) {
    return negatedSum(only);
  }
  return scaled(weight, product(factors));
}

const negated = new WeakMap<Add, Scalar>();

/** −1 goes into guards among the terms, and into the sums that these guard: into each different one once. */
function negatedSum(sum: Add): Scalar {
  const found = negated.get(sum);
  if (found) return found;
  const made = addAll(sum.terms.map((term) => scaledTerm(minusWholeOne, term)));
  negated.set(sum, made);
  return made;
}

/** base^exponent; a function's own rule, such as norm² = s, may turn it into something that wants collecting again. */
function collectedPower(base: Scalar, exponent: Rational): Scalar {
  if (isZero(exponent)) return one;
  if (isOneExponent(exponent)) return base;
  return base.kind === "call" ? powerOfCall(base, exponent) : bare(base, exponent);
}

const isPowerOf = (factor: Scalar, base: Scalar): boolean =>
  factor === base || (factor.kind === "power" && factor.base === base);

/** (if c then a else 0)·b = if c then a·b else 0: b counts only where the side is taken. */
function guarded({ condition, whenTrue }: Select, others: Scalar): Scalar {
  return guard(condition, mul(whenTrue, others));
}

/** `if condition then value else 0`; conditions that stand inside one another hold together. */
export function guard(condition: Condition, value: Scalar): Scalar {
  if (condition.kind === "truth") return condition.value ? value : zero;
  if (value === zero) return zero;
  if (isGuard(value)) return guard(and(condition, value.condition), value.whenTrue);
  const key = `select ${String(condition.id)} ${String(value.id)} ${String(zero.id)}`;
  return intern<Select>(key, [condition, value, zero], { kind: "select", condition, whenTrue: value, whenFalse: zero });
}

/** base to a constant exponent. */
export function power(base: Scalar, exponent: Rational | bigint | number): Scalar {
  const e = typeof exponent === "object" ? exponent : rational(exponent);
  if (isZero(e)) return one;
  if (isOneExponent(e)) return base;
  switch (base.kind) {
    case "constant":
      return powerOfConstant(base.value, e);
    case "mul":
      return powerOfProduct(base.factors, e);
    case "power":
      return powerOfPower(base.base, base.exponent, e);
    case "call":
      return powerOfCall(base, e);
    default:
      return mul(bare(base, e));
  }
}

function powerOfConstant(value: Rational, exponent: Rational): Scalar {
  if (isZero(value)) return isNegative(exponent) ? bare(constant(value), exponent) : zero;
  if (equals(value, wholeOne)) return one;
  const small = exponent.numerator < 1024n && exponent.numerator > -1024n;
  if (isInteger(exponent) && small) return constant(raise(value, exponent.numerator));
  const root = exponent.denominator === 2n && small ? exactSquareRoot(value) : undefined;
  return root ? constant(raise(root, exponent.numerator)) : bare(constant(value), exponent);
}

/**
 * A whole power goes to every factor; another only to factors that are never negative, and where one of the others may
 * be, to those that are never 0 either: √(x²·y) is 0 at x = 0, y = −1, where |x|·√y is not defined.
 */
function powerOfProduct(factors: readonly Scalar[], exponent: Rational): Scalar {
  if (isInteger(exponent)) return mul(...factors.map((factor) => power(factor, exponent)));
  const every = factors.every((factor) => sign(factor).nonNegative);
  const isSafe = (factor: Scalar): boolean => every || (sign(factor).nonNegative && sign(factor).nonZero);
  const safe = factors.filter(isSafe);
  const rest = factors.filter((factor) => !isSafe(factor));
  if (safe.length === 0) return bare(product(factors), exponent);
  const outside = safe.map((factor) => power(factor, exponent));
  return rest.length === 0 ? mul(...outside) : mul(...outside, bare(mul(...rest), exponent));
}

function powerOfPower(base: Scalar, inner: Rational, outer: Rational): Scalar {
  if (exponentsMultiply(base, inner, outer)) return power(base, times(inner, outer));
  if (isEven(inner)) return power(absolute(base), times(inner, outer)); // √(x²) = |x|
  return bare(bare(base, inner), outer);
}

const absolute = (x: Scalar): Scalar =>
  sign(x).nonNegative ? x : intern<Call>(`call abs ${String(x.id)}`, [x], { kind: "call", fn: "abs", args: [x] });

function powerOfCall(call: Call, exponent: Rational): Scalar {
  const [x] = call.args;
  if (x && call.fn === "exp") return exponential(mul(constant(exponent), x));
  if (x && call.fn === "abs" && isEven(exponent)) return power(x, exponent);
  if (x && call.fn === "norm" && isEven(exponent)) return power(x, times(exponent, rational(1, 2)));
  return bare(call, exponent);
}
