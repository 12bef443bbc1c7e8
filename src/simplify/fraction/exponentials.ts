import { add, call, constant, mul } from "../../equations/build.ts";
import { compare } from "../../equations/compare.ts";
import type { UnaryFunction } from "../../equations/functions.ts";
import { exponential, weighted, type Weighted } from "../../equations/ring.ts";
import type { Call, Scalar } from "../../equations/scalar.ts";
import { gcd, isNegative, isZero, negative, rational, reciprocal, times, type Rational } from "../../util/rational.ts";
import { Budget, limits, requireWithin } from "./budget.ts";
import { mapFactors, multiply, ofPolynomial, over, raise, unit, type Fraction } from "./fraction.ts";
import { atomic, exponentOf, isAtom, number, ordered, scale, sumOf, type Polynomial } from "./polynomial.ts";
import { spelled } from "./spell.ts";

/**
 * Functions that are rational in B = e^(u·x): exp, expm1, σ, tanh, sech, cosh and sinh of multiples of x. Written in B,
 * all relations among them are ordinary algebra, and so is e^(x + y) = eˣ·eʸ.
 */
export interface Group {
  readonly argument: Scalar;
  /** u: the number of which every multiple of the argument is a whole multiple. */
  readonly step: Rational;
}

type Family = Extract<UnaryFunction, "exp" | "expm1" | "sigmoid" | "tanh" | "sech" | "cosh" | "sinh">;
type FamilyCall = Call & { readonly fn: Family; readonly args: readonly [Scalar] };

const one = number(rational(1));
const minusOne = number(rational(-1));
const two = rational(2);

/** Each function by E = eˣ, as a polynomial above and one below the line. */
const families: { readonly [F in Family]: (e: Polynomial, square: Polynomial) => readonly [Polynomial, Polynomial] } = {
  exp: (e) => [e, one],
  expm1: (e) => [sumOf(e, minusOne), one],
  sigmoid: (e) => [e, sumOf(e, one)],
  tanh: (_, square) => [sumOf(square, minusOne), sumOf(square, one)],
  sech: (e, square) => [scale(e, two), sumOf(square, one)],
  cosh: (e, square) => [sumOf(square, one), scale(e, two)],
  sinh: (e, square) => [sumOf(square, minusOne), scale(e, two)],
};

/** Each function at −x by itself at x: what keeps the powers of B positive. */
const mirrored: { readonly [F in Family]: (e: Polynomial, square: Polynomial) => readonly [Polynomial, Polynomial] } = {
  exp: (e) => [one, e],
  expm1: (e) => [sumOf(one, scale(e, rational(-1))), e],
  sigmoid: (e) => [one, sumOf(e, one)],
  tanh: (_, square) => [sumOf(one, scale(square, rational(-1))), sumOf(square, one)],
  sech: families.sech,
  cosh: families.cosh,
  sinh: (e, square) => [sumOf(one, scale(square, rational(-1))), scale(e, two)],
};

export const isFamily = (atom: Scalar): atom is FamilyCall => atom.kind === "call" && atom.fn in families;

/** x as a number times what stands for all its multiples: of a sum, the first term has no number. */
function multipleOf(x: Scalar): Weighted {
  const { weight, rest } = weighted(x);
  if (rest.kind !== "add") return { weight, rest };
  const terms = rest.terms.map(weighted).sort((a, b) => compare(b.rest, a.rest));
  const scaling = terms[0]?.weight ?? rational(1);
  const scaled = terms.map((term) => mul(constant(times(term.weight, reciprocal(scaling))), term.rest));
  return { weight: times(weight, scaling), rest: add(...scaled) };
}

/** eˣ as a product over groups: the sum in an exponent comes apart where other functions are asked of each of its terms. */
function parts({ fn, args: [x] }: FamilyCall, single: ReadonlySet<Scalar>): Weighted[] {
  const terms = fn === "exp" && x.kind === "add" ? x.terms.map(weighted) : [];
  const comesApart = terms.length > 0 && terms.every(({ rest }) => single.has(rest));
  return comesApart ? terms : [multipleOf(x)];
}

const gcdOf = (a: Rational, b: Rational): Rational =>
  rational(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator);

const positive = (a: Rational): Rational => (isNegative(a) ? negative(a) : a);

/** The groups of the functions among some atoms. */
export class Groups {
  readonly #steps = new Map<Scalar, Rational>();
  /** What is an argument by itself. */
  readonly #single: ReadonlySet<Scalar>;

  constructor(atoms: ReadonlySet<Scalar>) {
    const found = [...atoms].filter(isFamily);
    this.#single = new Set(found.map(({ args: [x] }) => multipleOf(x).rest).filter(({ kind }) => kind !== "add"));
    for (const { weight, rest } of found.flatMap((atom) => parts(atom, this.#single))) {
      const before = this.#steps.get(rest);
      if (!isZero(weight)) this.#steps.set(rest, before ? gcdOf(before, weight) : positive(weight));
    }
  }

  get all(): Group[] {
    const groups = [...this.#steps].map(([argument, step]) => ({ argument, step }));
    return groups.sort((a, b) => compare(a.argument, b.argument));
  }

  /** The function as a fraction in the bases. */
  fraction(atom: FamilyCall, budget: Budget): Fraction {
    const split = parts(atom, this.#single);
    const [only] = split;
    if (!only || split.length > 1) {
      return split.map((part) => this.#of("exp", part, budget)).reduce((a, b) => multiply(a, b, budget), unit);
    }
    return this.#of(atom.fn, only, budget);
  }

  #of(fn: Family, { weight, rest }: Weighted, budget: Budget): Fraction {
    const step = this.#steps.get(rest);
    if (!step) throw new Error("internal: a function outside all groups");
    const base = baseOf({ argument: rest, step });
    const exponent = Number(times(positive(weight), reciprocal(step)).numerator);
    requireWithin(2 * exponent, limits.degree);
    const table = isNegative(weight) ? mirrored : families;
    const [up, down] = table[fn](powerOf(base, exponent), powerOf(base, 2 * exponent));
    return over(ofPolynomial(up, budget), ofPolynomial(down, budget), budget);
  }
}

const powerOf = (base: Scalar, exponent: number): Polynomial => [
  { coefficient: rational(1), monomial: [[base, exponent]] },
];

/** B = e^(u·x), an atom. */
export const baseOf = ({ argument, step }: Group): Scalar => exponential(argumentOf(argument, step));

/** u·x, the number before a bracket or with each term: as the normal form of a sum has it. */
function argumentOf(argument: Scalar, step: Rational): Scalar {
  if (argument.kind !== "add") return mul(constant(step), argument);
  const terms = argument.terms.map(weighted).map(({ weight, rest }) => ({
    coefficient: times(step, weight),
    monomial: rest.kind === "constant" ? [] : ([[rest, 1]] as const),
  }));
  const budget = new Budget();
  return spelled({ fraction: ofPolynomial(sumOf(terms), budget), names: new Map() }, budget);
}

/** A function at a multiple of the argument. */
export const at = (fn: UnaryFunction, { argument, step }: Group, multiple: Rational): Scalar =>
  call(fn, argumentOf(argument, times(step, multiple)));

/** The fraction in as large a power of B as will do, and the group of that. */
export function coarsened(fraction: Fraction, group: Group, budget: Budget): { fraction: Fraction; group: Group } {
  const base = baseOf(group);
  const exponents = [...fraction.factors.values()].flatMap(({ polynomial, above, below }) =>
    isAtom(polynomial, base) ? [above - below] : polynomial.map(({ monomial }) => exponentOf(monomial, base)),
  );
  const common = Number(exponents.reduce((divisor, exponent) => gcd(divisor, BigInt(exponent)), 0n));
  if (common <= 1) return { fraction, group };
  const coarse = { ...group, step: times(group.step, rational(common)) };
  const larger = baseOf(coarse);
  const change = (polynomial: Polynomial): Polynomial =>
    sumOf(
      polynomial.map(({ coefficient, monomial }) => {
        const others = monomial.filter(([atom]) => atom !== base);
        const exponent = exponentOf(monomial, base) / common;
        return { coefficient, monomial: exponent > 0 ? ordered([...others, [larger, exponent]]) : others };
      }),
    );
  const changed = mapFactors(
    fraction,
    ({ polynomial, above, below }) => {
      if (isAtom(polynomial, base))
        return raise(ofPolynomial(atomic(larger), budget), (above - below) / common, budget);
      const made = ofPolynomial(change(polynomial), budget);
      return over(raise(made, above, budget), raise(made, below, budget), budget);
    },
    budget,
  );
  return { fraction: changed, group: coarse };
}
