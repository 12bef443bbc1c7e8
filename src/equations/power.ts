import { isEven, isInteger, order, rational, times, type Rational } from "../util/rational.ts";
import { sign } from "./facts.ts";
import { intern } from "./intern.ts";
import type { Power, Scalar } from "./scalar.ts";

export const wholeOne = rational(1);

/** The interned power, as it stands. Everybody else wants `power` of `ring.ts`. */
export const bare = (base: Scalar, exponent: Rational): Power =>
  intern<Power>(`power ${String(base.id)} ${String(exponent.numerator)}/${String(exponent.denominator)}`, [base], {
    kind: "power",
    base,
    exponent,
  });

const isPositive = (a: Rational): boolean => a.numerator > 0n;

/**
 * Whether base^a · base^b = base^(a+b) wherever the left side is defined, and undefined where it is not:
 * x·x⁻¹ is 1 only where x ≠ 0 is known, and √x·√x is x only where x ≥ 0 is known.
 */
export function exponentsAdd(base: Scalar, a: Rational, b: Rational, sum: Rational): boolean {
  const { nonNegative, nonZero } = sign(base);
  const sameSide = isPositive(a) === isPositive(b);
  if (!sameSide && !nonZero) return false;
  if (nonNegative || (isInteger(a) && isInteger(b))) return true;
  return !isInteger(sum) && sameSide;
}

/** Whether (base^inner)^outer = base^(inner·outer) as in `exponentsAdd`: (√x)⁻¹ is, (√x)² and √(x²) are not. */
export function exponentsMultiply(base: Scalar, inner: Rational, outer: Rational): boolean {
  if (sign(base).nonNegative) return true;
  if (isInteger(inner) && isInteger(outer)) return true;
  return !isEven(inner) && !isInteger(times(inner, outer));
}

export const isOneExponent = (exponent: Rational): boolean => order(exponent, wholeOne) === 0;
