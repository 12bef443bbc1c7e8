import { add, constant, mul, power, zero } from "../../equations/build.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { isZero, raise, rational, reciprocal, times as product, type Rational } from "../../util/rational.ts";
import { cost } from "../cost.ts";
import type { Budget } from "./budget.ts";
import type { Form } from "./changes.ts";
import { atomsOf } from "./divisor.ts";
import { factorize } from "./factors.ts";
import type { Factor, Fraction } from "./fraction.ts";
import { exponentOf, keyOf, scale, toScalar, type Polynomial } from "./polynomial.ts";

type Names = Form["names"];

type SpellPolynomial = (polynomial: Polynomial, names: Names, budget: Budget) => Scalar;

/** A fraction as an expression: each polynomial by its name, or in the cheapest of the ways that are tried. */
export const spelled = (form: Form, budget: Budget): Scalar => spelledBy(withBrackets, form, budget);

/** A fraction as an expression, good enough to choose between forms: each polynomial by its name, or as its terms. */
export const sketched = (form: Form, budget: Budget): Scalar => spelledBy(inTerms, form, budget);

function spelledBy(spell: SpellPolynomial, { fraction, names }: Form, budget: Budget): Scalar {
  if (isZero(fraction.weight)) return zero;
  let weight = fraction.weight;
  const parts: Scalar[] = [];
  for (const factor of fraction.factors.values()) {
    const { above, below } = factor;
    const alone = fraction.factors.size === 1 && above - below === 1;
    const by = bestScale(factor, weight, { names, alone });
    weight = product(weight, raise(by, BigInt(below - above)));
    const base = spell(scale(factor.polynomial, by), names, budget);
    parts.push(...(above > 0 ? [power(base, above)] : []), ...(below > 0 ? [power(base, -below)] : []));
  }
  return mul(constant(weight), ...parts);
}

const one = rational(1);

interface Place {
  readonly names: Names;
  /** Whether there is nothing beside the factor but the number. */
  readonly alone: boolean;
}

/** The scale of a factor that leaves fewest numbers in the formula: 1/(1 + 2e⁻ˣ), not ½/(½ + e⁻ˣ). */
function bestScale({ polynomial, above, below }: Factor, weight: Rational, { names, alone }: Place): Rational {
  if (polynomial.length < 2 || names.has(keyOf(polynomial))) return one;
  const scales = [...(alone ? [weight] : []), one, ...polynomial.map(({ coefficient }) => reciprocal(coefficient))];
  const numbers = (by: Rational): number => {
    const left = product(weight, raise(by, BigInt(below - above)));
    const inside = polynomial.filter(({ coefficient }) => !isUnit(product(coefficient, by)));
    return inside.length + (isUnit(left) ? 0 : 1);
  };
  return scales.reduce((best, next) => (numbers(next) < numbers(best) ? next : best));
}

const isUnit = ({ numerator, denominator }: Rational): boolean =>
  denominator === 1n && (numerator === 1n || numerator === -1n);

/** The polynomial by its name, or as the sum of its terms. */
const inTerms: SpellPolynomial = (polynomial, names) => nameOf(polynomial, names) ?? toScalar(polynomial);

/** The same, or with what several terms have in common before a bracket, where that is cheaper. */
const withBrackets: SpellPolynomial = (polynomial, names, budget) => {
  const plain = inTerms(polynomial, names, budget);
  if (polynomial.length < 3 || plain.kind !== "add") return plain;
  const bracketed = collected(polynomial, names, budget);
  return cost(bracketed) < cost(plain) ? bracketed : plain;
};

function nameOf(polynomial: Polynomial, names: Names): Scalar | undefined {
  const [lead] = polynomial;
  if (!lead || names.size === 0) return undefined;
  const found = names.get(keyOf(scale(polynomial, reciprocal(lead.coefficient))));
  return found && mul(constant(lead.coefficient), found);
}

/** a·p + q, where a is the atom that most terms have. */
function collected(polynomial: Polynomial, names: Names, budget: Budget): Scalar {
  budget.spend(polynomial.length);
  const counts = atomsOf(polynomial).map((atom) => ({ atom, terms: polynomial.filter(has(atom)).length }));
  const most = counts.reduce((best, next) => (next.terms > best.terms ? next : best));
  if (most.terms < 2) return toScalar(polynomial);
  const inside = polynomial.filter(has(most.atom));
  const outside = polynomial.filter((term) => !inside.includes(term));
  return add(productToScalar(inside, names, budget), withBrackets(outside, names, budget));
}

const has =
  (atom: Scalar) =>
  ({ monomial }: Polynomial[number]): boolean =>
    exponentOf(monomial, atom) > 0;

function productToScalar(polynomial: Polynomial, names: Names, budget: Budget): Scalar {
  const { weight, factors } = factorize(polynomial, budget);
  const counts = new Map<string, Factor>();
  for (const each of factors) {
    const key = keyOf(each);
    counts.set(key, { polynomial: each, above: (counts.get(key)?.above ?? 0) + 1, below: 0 });
  }
  const fraction: Fraction = { weight, factors: counts };
  return spelled({ fraction, names }, budget);
}
