import { negate } from "../../equations/build.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rational } from "../../util/rational.ts";
import type { Budget } from "./budget.ts";
import { isClean, powers, substituted, type Form } from "./changes.ts";
import { coefficientsIn, degreeIn, raised } from "./divisor.ts";
import { at, baseOf, type Group } from "./exponentials.ts";
import { mapFactors, multiply, ofPolynomial, over, raise, unit, type Factor, type Fraction } from "./fraction.ts";
import { inHyperbolic } from "./hyperbolic.ts";
import { atomic, isAtom, keyOf, number, product, scale, sumOf, type Polynomial } from "./polynomial.ts";

/**
 * The forms that a fraction in B = e^(u·x) may take. One with a sum of exponentials, σ or tanh below the line is taken
 * only where there is none without; and then rather one that is a single quotient of exponentials.
 */
export function formsOf(fraction: Fraction, group: Group, budget: Budget): Form[] {
  const base = baseOf(group);
  const inSums = [...fraction.factors.values()].some(
    ({ polynomial }) => degreeIn(polynomial, base) > 0 && !isAtom(polynomial, base),
  );
  if (!inSums) return [{ fraction, names: unnamed }];
  const others = [inLogistic(fraction, group, budget), inTanh(fraction, group, budget)];
  const exponentials = isClean(fraction, base) ? [termByTerm(fraction, group, budget)] : [];
  const clean: Form[] = [...exponentials, ...others.filter((form) => form.isClean)];
  const hyperbolic = inHyperbolic(fraction, group, budget);
  const forms = hyperbolic ? [...clean, hyperbolic] : clean;
  if (clean.length > 0) return forms;
  const safe = withoutOverflow(fraction, group, budget);
  return [...forms, ...(safe ? [safe] : others)];
}

interface Candidate extends Form {
  readonly isClean: boolean;
}

const unnamed = new Map<string, Scalar>();
const one = number(rational(1));
const half = rational(1, 2);
const minus = (a: Polynomial, b: Polynomial): Polynomial => sumOf(a, scale(b, rational(-1)));

/** In s = σ(u·x), with σ(−u·x) for 1 − s. */
function inLogistic(fraction: Fraction, group: Group, budget: Budget): Candidate {
  const s = at("sigmoid", group, rational(1));
  const rest = minus(atomic(s), one);
  const made = substituted(fraction, baseOf(group), [atomic(s), minus(one, atomic(s))], budget);
  const names = new Map([[keyOf(rest), negate(at("sigmoid", group, rational(-1)))]]);
  return { fraction: made, names, isClean: isClean(made, s, [rest]) };
}

/** In h = tanh(u·x/2), with sech² for 1 − h². */
function inTanh(fraction: Fraction, group: Group, budget: Budget): Candidate {
  const h = at("tanh", group, half);
  const pair = [sumOf(atomic(h), one), minus(atomic(h), one)];
  const made = substituted(fraction, baseOf(group), [sumOf(one, atomic(h)), minus(one, atomic(h))], budget);
  return {
    fraction: withSech(made, group, pair, budget),
    names: unnamed,
    isClean: isClean(made, h, pair) && !dividesBy(made, h),
  };
}

/** tanh may be 0, and then is no divisor that a form should have. */
const dividesBy = ({ factors }: Fraction, atom: Scalar): boolean =>
  [...factors.values()].some(({ polynomial, below }) => below > 0 && isAtom(polynomial, atom));

/** (h + 1)·(h − 1) = −sech² */
function withSech(fraction: Fraction, group: Group, pair: readonly Polynomial[], budget: Budget): Fraction {
  const [left, right] = pair.map((each) => fraction.factors.get(keyOf(each)));
  if (!left || !right) return fraction;
  const count = Math.min(left.above, right.above) - Math.min(left.below, right.below);
  const square = ofPolynomial(scale(raised(atomic(at("sech", group, half)), 2, budget), rational(-1)), budget);
  const product = pair.map((each) => ofPolynomial(each, budget)).reduce((a, b) => multiply(a, b, budget));
  return multiply(fraction, raise(over(square, product, budget), count, budget), budget);
}

/** (a + b·eˣ + …)/eᵏˣ as a sum of exponentials. */
function termByTerm(fraction: Fraction, group: Group, budget: Budget): Form {
  const base = baseOf(group);
  const own = [...fraction.factors.values()].find(({ polynomial }) => isAtom(polynomial, base));
  const sums = [...fraction.factors.values()].filter((each) => each !== own && degreeIn(each.polynomial, base) > 0);
  const [sum, ...others] = sums;
  if (!own || own.below === 0 || sum?.above !== 1 || others.length > 0) return { fraction, names: unnamed };
  const change = (factor: Factor): Fraction => {
    if (factor === own) return unit;
    if (factor !== sum) return powers(ofPolynomial(factor.polynomial, budget), factor, budget);
    return ofPolynomial(dividedByPower(factor.polynomial, group, own.below), budget);
  };
  return { fraction: mapFactors(fraction, change, budget), names: unnamed };
}

/**
 * eᵏˣ/(a + b·eˣ + …) divided by eᵏˣ: what overflows then stands below the line only, and the quotient is 0 as it should
 * be. Nothing where a sum of exponentials stands above a line too.
 */
function withoutOverflow(fraction: Fraction, group: Group, budget: Budget): Form | undefined {
  const base = baseOf(group);
  const factors = [...fraction.factors.values()].filter(({ polynomial }) => degreeIn(polynomial, base) > 0);
  const own = factors.find(({ polynomial }) => isAtom(polynomial, base));
  const sums = factors.filter((factor) => factor !== own);
  if (sums.some(({ above }) => above > 0)) return undefined;
  let left = own ? own.above - own.below : 0;
  const shares = new Map<Factor, number>();
  for (const factor of sums) {
    const share = Math.max(0, Math.min(left, factor.below * degreeIn(factor.polynomial, base)));
    shares.set(factor, share);
    left -= share;
  }
  const change = (factor: Factor): Fraction => {
    if (factor === own) return raise(ofPolynomial(atomic(base), budget), left, budget);
    const share = shares.get(factor);
    if (share === undefined) return powers(ofPolynomial(factor.polynomial, budget), factor, budget);
    const shift = Math.floor(share / factor.below);
    const more = share % factor.below;
    const shifted = (by: number, count: number): Fraction =>
      raise(ofPolynomial(dividedByPower(factor.polynomial, group, by), budget), -count, budget);
    return multiply(shifted(shift, factor.below - more), shifted(shift + 1, more), budget);
  };
  return { fraction: mapFactors(fraction, change, budget), names: unnamed };
}

/** Σ cₖ·Bᵏ⁻ˢ, the negative powers by e^(−u·x). */
function dividedByPower(polynomial: Polynomial, group: Group, shift: number): Polynomial {
  const base = baseOf(group);
  if (shift === 0) return polynomial;
  const inverse = at("exp", group, rational(-1));
  const parts = coefficientsIn(polynomial, base).map((coefficient, exponent) => {
    const power = exponent - shift;
    if (power === 0) return coefficient;
    const atom = power < 0 ? inverse : base;
    return product(coefficient, [{ coefficient: rational(1), monomial: [[atom, Math.abs(power)]] }]);
  });
  return sumOf(...parts);
}
