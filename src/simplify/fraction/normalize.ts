import { call, negate } from "../../equations/build.ts";
import { compare } from "../../equations/compare.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { isEven, isInteger, isNegative, rational } from "../../util/rational.ts";
import { weighted } from "../../equations/ring.ts";
import { cost, operationCosts } from "../cost.ts";
import { rewrite } from "../rewrite.ts";
import type { Rule, Step } from "../rule.ts";
import { Budget, limits, requireWithin, within } from "./budget.ts";
import type { Form } from "./changes.ts";
import { withoutSquares } from "./circular.ts";
import { coarsened, Groups, isFamily, type Group } from "./exponentials.ts";
import { formsOf } from "./forms.ts";
import {
  multiply,
  ofNumber,
  ofPolynomial,
  raise,
  refactored,
  sumFractions,
  unit,
  type Fraction,
} from "./fraction.ts";
import { atomic } from "./polynomial.ts";
import { spelled } from "./spell.ts";

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

/** An expression taken apart. */
class Conversion {
  readonly atoms: ReadonlySet<Scalar>;
  readonly groups: Groups;
  readonly #budget: Budget;
  readonly #known = new Map<Scalar, Fraction>();

  constructor(root: Scalar, budget: Budget) {
    this.atoms = atomsIn(root);
    this.groups = new Groups(this.atoms);
    this.#budget = budget;
  }

  /** A sum, product or whole power as a fraction in its atoms. @throws BeyondLimits */
  fraction(scalar: Scalar): Fraction {
    const found = this.#known.get(scalar);
    if (found) return found;
    const made = this.#convert(scalar);
    this.#known.set(scalar, made);
    return made;
  }

  #convert(scalar: Scalar): Fraction {
    if (scalar.kind === "constant") return ofNumber(scalar.value);
    if (scalar.kind === "add") {
      requireWithin(scalar.terms.length, limits.terms);
      return sumFractions(
        scalar.terms.map((term) => this.fraction(term)),
        this.#budget,
      );
    }
    if (scalar.kind === "mul") {
      return scalar.factors.reduce((product, part) => multiply(product, this.fraction(part), this.#budget), unit);
    }
    if (scalar.kind === "power" && isInteger(scalar.exponent)) {
      return raise(this.fraction(scalar.base), Number(scalar.exponent.numerator), this.#budget);
    }
    return this.#atom(scalar);
  }

  #atom(atom: Scalar): Fraction {
    if (isFamily(atom)) return this.groups.fraction(atom, this.#budget);
    const [x] = atom.kind === "call" && atom.fn === "softplus" ? atom.args : [];
    const mirror = x && call("softplus", negate(x));
    // softplus(x) = softplus(−x) + x
    const written = x && mirror && this.atoms.has(mirror) && compare(atom, mirror) > 0;
    const whole = ofPolynomial(atomic(written ? mirror : atom), this.#budget);
    return written ? sumFractions([whole, this.fraction(x)], this.#budget) : whole;
  }
}

/** How good a form is: its cost, and functions of half an argument only where they save more than one function. */
function weight(scalar: Scalar): number {
  const halves = [...atomsIn(scalar)].filter(isFamily).filter(({ args: [x] }) => isEven(inverse(x)));
  return cost(scalar) + operationCosts.transcendental * halves.length;
}

const inverse = (x: Scalar): { numerator: bigint; denominator: bigint } => {
  const { denominator } = weighted(x).weight;
  return rational(denominator);
};

/** The form for each group in turn that is best, whatever the others then become. */
function settledForm(fraction: Fraction, groups: readonly Group[], spell: (form: Form) => Scalar, budget: Budget): Form {
  let settled: Form = { fraction, names: new Map() };
  for (const each of groups) {
    const coarse = coarsened(settled.fraction, each, budget);
    const { names } = settled;
    const forms = formsOf(coarse.fraction, coarse.group, budget).map((form) => ({
      fraction: form.fraction,
      names: new Map([...names, ...form.names]),
    }));
    settled = best(forms, (form) => weight(spell(form)));
  }
  return settled;
}

/** The one of least weight; of several the first. */
function best<T>(candidates: readonly T[], weigh: (candidate: T) => number): T {
  const weighed = candidates.map((candidate) => ({ candidate, weight: weigh(candidate) }));
  return weighed.reduce((least, next) => (next.weight < least.weight ? next : least)).candidate;
}

/** What a rational expression comes to: from its own factors, and from nothing but the function that it is. */
interface Forms {
  readonly own: Scalar;
  readonly canonical: Scalar | undefined;
}

function formsOfExpression(scalar: Scalar, settle: (scalar: Scalar) => Scalar, budget: Budget): Forms {
  const conversion = new Conversion(scalar, budget);
  const written = conversion.fraction(scalar);
  const spell = (form: Form): Scalar => settle(spelled(form, budget));
  const groups = conversion.groups.all;
  const shortest = (fraction: Fraction): Scalar =>
    best(
      withoutSquares(fraction, conversion.atoms, budget).map((each) =>
        spell(settledForm(each, groups, spell, budget)),
      ),
      weight,
    );
  return { own: shortest(written), canonical: within(() => shortest(refactored(written, budget))) };
}

/** Whether there is anything to gain: a quotient, a product of a sum, or functions that are related to one another. */
function worthwhile(scalar: Scalar): boolean {
  if (scalar.kind === "mul") return scalar.factors.some(hasSum) || scalar.factors.filter(hasFamily).length > 1;
  if (scalar.kind === "power") return hasSum(scalar) && isNegative(scalar.exponent) && [...atomsIn(scalar)].some(isFamily);
  if (scalar.kind !== "add") return false;
  return scalar.terms.some((term) => term.kind === "mul" || term.kind === "power" || isRelated(term));
}

const hasSum = (factor: Scalar): boolean =>
  factor.kind === "add" || (factor.kind === "power" && factor.base.kind === "add");

const hasFamily = (factor: Scalar): boolean => isFamily(factor) || (factor.kind === "power" && isFamily(factor.base));

const isRelated = (term: Scalar): boolean => isFamily(term) || (term.kind === "call" && term.fn === "softplus");

/**
 * Brings a rational expression over a common denominator, cancels what is known not to be 0, and takes the result where
 * it is no dearer: (y − f)/(f(1 − f)) · f(1 − f) = y − f whatever the spelling. `rules` name the functions in the result.
 */
export function cancellation(rules: readonly Rule[]): Step {
  const known = new WeakMap<Scalar, { readonly after: Scalar | undefined }>();
  const settle = (scalar: Scalar): Scalar => rewrite(scalar, rules, () => undefined);
  const apply = (scalar: Scalar): Scalar | undefined => {
    const forms = worthwhile(scalar) ? within(() => formsOfExpression(scalar, settle, new Budget())) : undefined;
    if (!forms) return undefined;
    const { own, canonical = scalar } = forms;
    const least = cost(canonical) <= cost(own) ? canonical : own;
    const gains = cost(least) < cost(scalar) || (least === canonical && cost(least) === cost(scalar));
    return gains && least !== scalar ? least : undefined;
  };
  return {
    name: "common-denominator",
    identity: "a/c + b/d = (ad + bc)/(cd), and what stands above and below cancels",
    apply: (scalar) => {
      const found = known.get(scalar);
      if (found) return found.after;
      const after = apply(scalar);
      known.set(scalar, { after });
      return after;
    },
  };
}
