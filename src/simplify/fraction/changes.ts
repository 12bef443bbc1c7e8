import type { Scalar } from "../../equations/scalar.ts";
import type { Budget } from "./budget.ts";
import { coefficientsIn, degreeIn, raised, times } from "./divisor.ts";
import { mapFactors, ofPolynomial, over, raise, type Factor, type Fraction } from "./fraction.ts";
import { isAtom, keyOf, sumOf, type Polynomial } from "./polynomial.ts";

/** A fraction in other atoms than it was, and what some of its polynomials are called, by key. */
export interface Form {
  readonly fraction: Fraction;
  readonly names: ReadonlyMap<string, Scalar>;
}

/** The fraction with up/down for an atom. */
export function substituted(
  fraction: Fraction,
  atom: Scalar,
  [up, down]: readonly [Polynomial, Polynomial],
  budget: Budget,
): Fraction {
  const change = (factor: Factor): Fraction => {
    const degree = degreeIn(factor.polynomial, atom);
    if (degree === 0) return powers(ofPolynomial(factor.polynomial, budget), factor, budget);
    // Σ cₖ·(u/v)ᵏ = Σ cₖ·uᵏ·vᵈ⁻ᵏ / vᵈ
    const parts = coefficientsIn(factor.polynomial, atom).map((coefficient, exponent) => {
      const sides = times(raised(up, exponent, budget), raised(down, degree - exponent, budget), budget);
      return times(coefficient, sides, budget);
    });
    const below = raise(ofPolynomial(down, budget), degree, budget);
    return powers(over(ofPolynomial(sumOf(...parts), budget), below, budget), factor, budget);
  };
  return mapFactors(fraction, change, budget);
}

/** What a factor becomes, as often as the factor stands above and below the line. */
export const powers = (made: Fraction, { above, below }: Omit<Factor, "polynomial">, budget: Budget): Fraction =>
  below === 0 ? raise(made, above, budget) : over(raise(made, above, budget), raise(made, below, budget), budget);

/** Whether an atom stands in no sum below the line, but for the given ones. */
export function isClean({ factors }: Fraction, atom: Scalar, allowed: readonly Polynomial[] = []): boolean {
  const keys = new Set(allowed.map(keyOf));
  return [...factors].every(
    ([key, { polynomial, below }]) =>
      below === 0 || isAtom(polynomial, atom) || degreeIn(polynomial, atom) === 0 || keys.has(key),
  );
}
