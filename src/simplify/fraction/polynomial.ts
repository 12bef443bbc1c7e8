import { add, constant, mul, power } from "../../equations/build.ts";
import { compare } from "../../equations/compare.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { isZero, plus, rational, reciprocal, times, type Rational } from "../../util/rational.ts";
import { Budget } from "./budget.ts";

/** Atoms to positive whole powers, in `compare` order of the atoms. */
export type Monomial = readonly (readonly [atom: Scalar, exponent: number])[];

export interface Term {
  readonly coefficient: Rational;
  readonly monomial: Monomial;
}

/** A sum of terms with different monomials and no zero coefficient, the leading one first. */
export type Polynomial = readonly Term[];

const monomialKey = (monomial: Monomial): string =>
  monomial.map(([atom, exponent]) => `${String(atom.id)}^${String(exponent)}`).join();

const degree = (monomial: Monomial): number => monomial.reduce((sum, [, exponent]) => sum + exponent, 0);

/** Graded lexicographic order, the leading monomial first. */
function compareMonomials(a: Monomial, b: Monomial): number {
  const byDegree = degree(b) - degree(a);
  if (byDegree !== 0) return byDegree;
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const [left, right] = [a[at], b[at]];
    if (!left || !right) break;
    const order = compare(left[0], right[0]) || right[1] - left[1];
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function collect(terms: Iterable<Term>): Polynomial {
  const sums = new Map<string, Term>();
  for (const { coefficient, monomial } of terms) {
    const key = monomialKey(monomial);
    const before = sums.get(key);
    sums.set(key, { coefficient: before ? plus(before.coefficient, coefficient) : coefficient, monomial });
  }
  const nonZero = [...sums.values()].filter(({ coefficient }) => !isZero(coefficient));
  return nonZero.sort((a, b) => compareMonomials(a.monomial, b.monomial));
}

export const number = (value: Rational): Polynomial => (isZero(value) ? [] : [{ coefficient: value, monomial: [] }]);
export const atomic = (atom: Scalar): Polynomial => [{ coefficient: rational(1), monomial: [[atom, 1]] }];

export const sumOf = (...polynomials: readonly Polynomial[]): Polynomial => collect(polynomials.flat());

export const scale = (polynomial: Polynomial, factor: Rational): Polynomial =>
  isZero(factor)
    ? []
    : polynomial.map(({ coefficient, monomial }) => ({ coefficient: times(coefficient, factor), monomial }));

export const ordered = (monomial: Monomial): Monomial => [...monomial].sort(([left], [right]) => compare(left, right));

export const exponentOf = (monomial: Monomial, atom: Scalar): number =>
  monomial.find(([each]) => each === atom)?.[1] ?? 0;

/** Whether this is one atom and nothing else. */
export function isAtom(polynomial: Polynomial, atom: Scalar): boolean {
  const [lead] = polynomial;
  return polynomial.length === 1 && lead?.monomial.length === 1 && exponentOf(lead.monomial, atom) === 1;
}

function monomialProduct(a: Monomial, b: Monomial): Monomial {
  const exponents = new Map(a);
  for (const [atom, exponent] of b) exponents.set(atom, (exponents.get(atom) ?? 0) + exponent);
  return ordered([...exponents]);
}

export const product = (a: Polynomial, b: Polynomial): Polynomial =>
  collect(
    a.flatMap((left) =>
      b.map((right) => ({
        coefficient: times(left.coefficient, right.coefficient),
        monomial: monomialProduct(left.monomial, right.monomial),
      })),
    ),
  );

/** a / b where b divides a, as monomials. */
export function monomialQuotient(a: Monomial, b: Monomial): Monomial | undefined {
  const exponents = new Map(a);
  for (const [atom, exponent] of b) {
    const left = (exponents.get(atom) ?? 0) - exponent;
    if (left < 0) return undefined;
    if (left === 0) exponents.delete(atom);
    else exponents.set(atom, left);
  }
  return [...exponents];
}

/** a / b where b divides a exactly, else nothing. @throws BeyondLimits */
export function quotient(a: Polynomial, b: Polynomial, budget = new Budget()): Polynomial | undefined {
  const [lead] = b;
  if (!lead) return undefined;
  let rest = a;
  const result: Term[] = [];
  while (rest[0]) {
    const monomial = monomialQuotient(rest[0].monomial, lead.monomial);
    if (!monomial) return undefined;
    budget.spend(rest.length + b.length);
    const term = { coefficient: times(rest[0].coefficient, reciprocal(lead.coefficient)), monomial };
    result.push(term);
    rest = sumOf(rest, scale(product([term], b), rational(-1)));
  }
  return collect(result);
}

/** The monomial that divides every term. */
export function content(polynomial: Polynomial): Monomial {
  const [first, ...others] = polynomial;
  if (!first) return [];
  return first.monomial.flatMap(([atom, exponent]) => {
    const least = others.reduce((lowest, { monomial }) => Math.min(lowest, new Map(monomial).get(atom) ?? 0), exponent);
    return least > 0 ? [[atom, least] as const] : [];
  });
}

export const isNumber = (polynomial: Polynomial): boolean => polynomial.every(({ monomial }) => monomial.length === 0);

export const keyOf = (polynomial: Polynomial): string =>
  polynomial
    .map(
      ({ coefficient, monomial }) =>
        `${String(coefficient.numerator)}/${String(coefficient.denominator)}*${monomialKey(monomial)}`,
    )
    .join("+");

/** The polynomial as an expression. */
export const toScalar = (polynomial: Polynomial): Scalar =>
  add(
    ...polynomial.map(({ coefficient, monomial }) =>
      mul(constant(coefficient), ...monomial.map(([atom, exponent]) => power(atom, exponent))),
    ),
  );
