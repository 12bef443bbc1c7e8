import type { Scalar } from "../../equations/scalar.ts";
import { rational } from "../../util/rational.ts";
import type { Budget } from "./budget.ts";
import { isClean, powers, substituted, type Form } from "./changes.ts";
import { coefficientsIn, raised } from "./divisor.ts";
import { at, baseOf, type Group } from "./exponentials.ts";
import { mapFactors, multiply, ofPolynomial, raise, type Factor, type Fraction } from "./fraction.ts";
import { atomic, isAtom, keyOf, number, product, scale, sumOf, type Polynomial } from "./polynomial.ts";

/**
 * In cosh and sinh: a polynomial in B = e^(u·x) that reads the same from both ends, or the same but for its sign, is one
 * in these times a power of e^(u·x/2). Nothing where no polynomial is one, or a sum stays below the line.
 */
export function inHyperbolic(fraction: Fraction, group: Group, budget: Budget): Form | undefined {
  const base = baseOf(group);
  const root = at("exp", group, rational(1, 2));
  let changes = 0;
  const change = (factor: Factor): Fraction => {
    const { polynomial, above, below } = factor;
    if (isAtom(polynomial, base)) return raise(ofPolynomial(atomic(root), budget), 2 * (above - below), budget);
    const coefficients = coefficientsIn(polynomial, base);
    const centred = coefficients.length > 1 ? centredSum(coefficients, group) : undefined;
    if (!centred || (below > 0 && centred.length > 1)) return inRoot(factor, base, root, budget);
    changes++;
    const shift = raise(ofPolynomial(atomic(root), budget), coefficients.length - 1, budget);
    return powers(multiply(ofPolynomial(centred, budget), shift, budget), factor, budget);
  };
  const made = mapFactors(fraction, change, budget);
  return changes > 0 && isClean(made, root) ? { fraction: made, names: new Map() } : undefined;
}

/** One factor with the square of the root for B. */
function inRoot(factor: Factor, base: Scalar, root: Scalar, budget: Budget): Fraction {
  const alone: Fraction = { weight: rational(1), factors: new Map([[keyOf(factor.polynomial), factor]]) };
  return substituted(alone, base, [raised(atomic(root), 2, budget), number(rational(1))], budget);
}

/** Σ cₖ·Bᵏ / B^(d/2) in cosh and sinh, where the coefficients allow it. */
function centredSum(coefficients: readonly Polynomial[], group: Group): Polynomial | undefined {
  const degree = coefficients.length - 1;
  const parts = degree % 2 === 0 ? [coefficients[degree / 2] ?? []] : [];
  for (let low = 0; low < degree - low; low++) {
    const [first = [], last = []] = [coefficients[low], coefficients[degree - low]];
    const isOdd = sumOf(first, last).length === 0;
    if (!isOdd && sumOf(first, scale(last, rational(-1))).length > 0) return undefined;
    const twice = scale(atomic(at(isOdd ? "sinh" : "cosh", group, rational(degree - 2 * low, 2))), rational(2));
    parts.push(product(twice, last));
  }
  return sumOf(...parts);
}
