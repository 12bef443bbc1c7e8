import { call, constant, mul, negate } from "../../equations/build.ts";
import { compare } from "../../equations/compare.ts";
import { weighted } from "../../equations/ring.ts";
import type { Call, Scalar } from "../../equations/scalar.ts";
import { isInteger, rational, reciprocal } from "../../util/rational.ts";
import { cost } from "../cost.ts";
import type { Step } from "../rule.ts";
import {
  fractionToScalar,
  limits,
  multiply,
  ofNumber,
  ofPolynomial,
  raise,
  sumFractions,
  type Fraction,
} from "./fraction.ts";
import { atomic, number, scale, sumOf, type Polynomial } from "./polynomial.ts";

const whole = rational(1);
const minusOne = rational(-1);

type Reflect = (mirror: Polynomial, x: Polynomial) => Polynomial;

/** f(x) by f(−x), for functions of which both may occur. */
const reflections: { readonly sigmoid: Reflect; readonly softplus: Reflect } = {
  sigmoid: (mirror) => sumOf(number(whole), scale(mirror, minusOne)), // σ(x) = 1 − σ(−x)
  softplus: (mirror, x) => sumOf(mirror, x), // softplus(x) = softplus(−x) + x
};

/** The atoms of an expression: everything that is not a sum, a product or a whole power. */
function atomsIn(root: Scalar): Set<Scalar> {
  const atoms = new Set<Scalar>();
  const seen = new Set<Scalar>();
  const visit = (scalar: Scalar): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    if (scalar.kind === "add") scalar.terms.forEach(visit);
    else if (scalar.kind === "mul") scalar.factors.forEach(visit);
    else if (scalar.kind === "power" && isInteger(scalar.exponent)) visit(scalar.base);
    else if (scalar.kind !== "constant") atoms.add(scalar);
  };
  visit(root);
  return atoms;
}

const reflected = (atom: Scalar): atom is Call & { fn: keyof typeof reflections } =>
  atom.kind === "call" && (atom.fn === "sigmoid" || atom.fn === "softplus");

/** An atom as a polynomial: of the two f(x), f(−x) that both occur, one is written by the other. */
function atomPolynomial(atom: Scalar, atoms: ReadonlySet<Scalar>): Polynomial {
  if (!reflected(atom) || !atom.args[0]) return atomic(atom);
  const [x] = atom.args;
  const mirror = call(atom.fn, negate(x));
  if (!atoms.has(mirror) || compare(atom, mirror) < 0) return atomic(atom);
  const { weight, rest } = weighted(x);
  return reflections[atom.fn](atomic(mirror), scale(atomic(rest), weight));
}

/** An atom as a fraction: eˣ by σ(x) or σ(−x), where one of these occurs too. */
function atomFraction(atom: Scalar, atoms: ReadonlySet<Scalar>): Fraction {
  const [x] = atom.kind === "call" && atom.fn === "exp" ? atom.args : [];
  if (!x) return ofPolynomial(atomPolynomial(atom, atoms));
  const [same, mirror] = [call("sigmoid", x), call("sigmoid", negate(x))];
  const known = atoms.has(same) ? same : mirror;
  if (!atoms.has(known)) return ofPolynomial(atomic(atom));
  const logistic = atomPolynomial(known, atoms);
  const odds = multiply(ofPolynomial(logistic), raise(ofPolynomial(reflections.sigmoid(logistic, [])), -1));
  return known === same ? odds : raise(odds, -1); // eˣ = σ(x)/(1 − σ(x))
}

/** What was written by its mirror image is spelled as it was: 1 − σ(x) is σ(−x) again. */
function spellings(atoms: ReadonlySet<Scalar>): Map<string, Scalar> {
  const spelled = new Map<string, Scalar>();
  for (const atom of atoms) {
    const [key] = ofPolynomial(atomPolynomial(atom, atoms)).factors.keys();
    const { weight } = ofPolynomial(atomPolynomial(atom, atoms));
    if (key !== undefined) spelled.set(key, mul(constant(reciprocal(weight)), atom));
  }
  return spelled;
}

type Convert = (scalar: Scalar) => Fraction | undefined;

/** A sum, product or whole power as a fraction of polynomials in its atoms; nothing beyond the limits. */
function toFraction(root: Scalar, atoms: ReadonlySet<Scalar>): Fraction | undefined {
  const known = new Map<Scalar, Fraction | undefined>();
  const convert: Convert = (scalar) => {
    if (!known.has(scalar)) known.set(scalar, convertOne(scalar, atoms, convert));
    return known.get(scalar);
  };
  return convert(root);
}

function convertOne(scalar: Scalar, atoms: ReadonlySet<Scalar>, convert: Convert): Fraction | undefined {
  if (scalar.kind === "constant") return ofNumber(scalar.value);
  if (scalar.kind === "add") {
    if (scalar.terms.length > limits.terms) return undefined;
    const parts = scalar.terms.map(convert);
    return parts.every((part) => part !== undefined) ? sumFractions(parts) : undefined;
  }
  if (scalar.kind === "mul") {
    return scalar.factors
      .map(convert)
      .reduce((product, part) => product && part && multiply(product, part), ofNumber(whole));
  }
  if (scalar.kind === "power" && isInteger(scalar.exponent)) {
    const base = convert(scalar.base);
    const exponent = Number(scalar.exponent.numerator);
    return base && Math.abs(exponent) <= limits.degree ? raise(base, exponent) : undefined;
  }
  return atomFraction(scalar, atoms);
}

/** Whether there is anything to gain: a quotient, a product of a sum, or a function at x and at −x. */
function worthwhile(scalar: Scalar): boolean {
  if (scalar.kind === "mul")
    return scalar.factors.some(
      (factor) => factor.kind === "add" || (factor.kind === "power" && factor.base.kind === "add"),
    );
  if (scalar.kind !== "add") return false;
  return scalar.terms.some((term) => term.kind === "mul" || term.kind === "power" || reflected(term));
}

/**
 * Brings a rational expression over a common denominator, cancels what is known not to be 0, and keeps the result
 * where it is cheaper: (y − f)/(f(1 − f)) · f(1 − f) = y − f whatever the spelling.
 */
export const cancel: Step = {
  name: "common-denominator",
  identity: "a/c + b/d = (ad + bc)/(cd), and what stands above and below cancels",
  apply: (scalar) => {
    if (!worthwhile(scalar)) return undefined;
    const atoms = atomsIn(scalar);
    const fraction = toFraction(scalar, atoms);
    if (!fraction) return undefined;
    const result = fractionToScalar(fraction, spellings(atoms));
    return cost(result) < cost(scalar) ? result : undefined;
  },
};
