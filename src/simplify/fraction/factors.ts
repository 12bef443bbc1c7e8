import type { Scalar } from "../../equations/scalar.ts";
import { exactSquareRoot, rational, reciprocal, times as product, type Rational } from "../../util/rational.ts";
import type { Budget } from "./budget.ts";
import { limits, requireWithin } from "./budget.ts";
import {
  atomsOf,
  coefficientsIn,
  contentIn,
  degreeIn,
  exactQuotient,
  fromCoefficients,
  greatestDivisor,
  monic,
  raised,
  times,
} from "./divisor.ts";
import {
  atomic,
  content,
  isNumber,
  monomialQuotient,
  number,
  scale,
  sumOf,
  type Polynomial,
  type Term,
} from "./polynomial.ts";

/** A polynomial as a number times factors with leading coefficient 1, each as often as it stands in the list. */
export interface Factored {
  readonly weight: Rational;
  readonly factors: readonly Polynomial[];
}

/**
 * The factors that show: single atoms, factors that lack one of the atoms of the others, repeated ones, and those of a
 * quadratic. They depend on the polynomial alone. @throws BeyondLimits
 */
export function factorize(polynomial: Polynomial, budget: Budget): Factored {
  const [lead] = polynomial;
  if (!lead) return { weight: rational(0), factors: [] };
  if (isNumber(polynomial)) return { weight: lead.coefficient, factors: [] };
  const common = content(polynomial);
  const divisor = [{ coefficient: lead.coefficient, monomial: common }];
  const rest = common.length === 0 ? monic(polynomial) : exactQuotient(polynomial, divisor, budget);
  const singles = common.flatMap(([atom, exponent]) => Array.from({ length: exponent }, () => atomic(atom)));
  return { weight: lead.coefficient, factors: [...singles, ...split(rest, budget)] };
}

function split(polynomial: Polynomial, budget: Budget): Polynomial[] {
  if (isNumber(polynomial)) return [];
  const divisor = properDivisor(polynomial, budget);
  if (!divisor) return [polynomial];
  return [...split(divisor, budget), ...split(monic(exactQuotient(polynomial, divisor, budget)), budget)];
}

/** A divisor that is neither a number nor the polynomial itself. */
function properDivisor(polynomial: Polynomial, budget: Budget): Polynomial | undefined {
  const atoms = atomsOf(polynomial);
  const linear = atoms.find((atom) => degreeIn(polynomial, atom) === 1);
  for (const atom of linear ? [linear] : atoms) {
    const shared = contentIn(polynomial, atom, budget);
    if (!isNumber(shared)) return shared;
    if (linear) return undefined; // a·x + b without a common divisor of a and b has no factors
    const repeated = greatestDivisor(polynomial, derivative(polynomial, atom, budget), budget);
    if (!isNumber(repeated)) return repeated;
    const half = degreeIn(polynomial, atom) === 2 ? quadraticDivisor(polynomial, atom, budget) : undefined;
    if (half) return half;
  }
  return undefined;
}

/** ∂/∂atom */
const derivative = (polynomial: Polynomial, atom: Scalar, budget: Budget): Polynomial =>
  fromCoefficients(
    coefficientsIn(polynomial, atom)
      .map((each, power) => scale(each, rational(power)))
      .slice(1),
    atom,
    budget,
  );

/** a·x² + b·x + c has the divisor of 2a·x + b − √(b² − 4ac), where that root is a polynomial. */
function quadraticDivisor(polynomial: Polynomial, atom: Scalar, budget: Budget): Polynomial | undefined {
  const [c = [], b = [], a = []] = coefficientsIn(polynomial, atom);
  const discriminant = sumOf(times(b, b, budget), scale(times(a, c, budget), rational(-4)));
  const root = squareRoot(discriminant, budget);
  if (!root) return undefined;
  const line = fromCoefficients([sumOf(b, scale(root, rational(-1))), scale(a, rational(2))], atom, budget);
  const divisor = greatestDivisor(polynomial, line, budget);
  return isNumber(divisor) ? undefined : divisor;
}

/** The polynomial of which this is the square. */
function squareRoot(polynomial: Polynomial, budget: Budget): Polynomial | undefined {
  const [lead] = polynomial;
  const first = lead && rootOfTerm(lead);
  if (!lead || !first) return undefined;
  let root: Polynomial = [first];
  let rest: Polynomial = polynomial.slice(1);
  while (rest[0]) {
    const monomial = monomialQuotient(rest[0].monomial, first.monomial);
    if (!monomial) return undefined;
    const coefficient = product(rest[0].coefficient, reciprocal(product(rational(2), first.coefficient)));
    const next = number(coefficient).map((term) => ({ ...term, monomial }));
    // (r + t)² = r² + 2rt + t²
    const grown = sumOf(scale(times(root, next, budget), rational(2)), raised(next, 2, budget));
    rest = sumOf(rest, scale(grown, rational(-1)));
    root = sumOf(root, next);
    requireWithin(root.length, limits.terms);
    if (root.length * root.length > 2 * polynomial.length ** 2) return undefined;
  }
  return root;
}

function rootOfTerm({ coefficient, monomial }: Term): Term | undefined {
  const root = exactSquareRoot(coefficient);
  if (!root || monomial.some(([, exponent]) => exponent % 2 === 1)) return undefined;
  return { coefficient: root, monomial: monomial.map(([atom, exponent]) => [atom, exponent / 2] as const) };
}
