import { call, negate } from "../../equations/build.ts";
import { compare } from "../../equations/compare.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { isEven, isInteger, isNegative, rational } from "../../util/rational.ts";
import { weighted } from "../../equations/ring.ts";
import { cost, operationCosts } from "../cost.ts";
import { rewrite } from "../rewrite.ts";
import type { Step } from "../rule.ts";
import { Budget, limits, requireWithin, within } from "./budget.ts";
import type { Form } from "./changes.ts";
import { withoutSquares } from "./circular.ts";
import { coarsened, Groups, isFamily, type Group } from "./exponentials.ts";
import { formsOf } from "./forms.ts";
import { multiply, ofNumber, ofPolynomial, raise, refactored, sumFractions, unit, type Fraction } from "./fraction.ts";
import { riskOf } from "./risk.ts";
import { atomic } from "./polynomial.ts";
import { sketched, spelled } from "./spell.ts";

/** What a sum, a product or a whole power is made of; an atom has no such parts. */
function partsOf(scalar: Scalar): readonly Scalar[] {
  if (scalar.kind === "add") return scalar.terms;
  if (scalar.kind === "mul") return scalar.factors;
  return scalar.kind === "power" && isInteger(scalar.exponent) ? [scalar.base] : [];
}

/** The atoms of an expression: everything that is not a sum, a product or a whole power. */
function atomsIn(root: Scalar): Set<Scalar> {
  const atoms = new Set<Scalar>();
  const seen = new Set<Scalar>();
  const visit = (scalar: Scalar): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    const parts = partsOf(scalar);
    parts.forEach(visit);
    if (parts.length === 0 && scalar.kind !== "constant") atoms.add(scalar);
  };
  visit(root);
  return atoms;
}

/** An expression taken apart. */
class Conversion {
  readonly atoms: ReadonlySet<Scalar>;
  readonly groups: Groups;
  readonly budget: Budget;
  readonly #known = new Map<Scalar, Fraction>();

  constructor(root: Scalar, budget: Budget) {
    this.atoms = atomsIn(root);
    this.groups = new Groups(this.atoms);
    this.budget = budget;
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
        this.budget,
      );
    }
    if (scalar.kind === "mul") {
      return scalar.factors.reduce((product, part) => multiply(product, this.fraction(part), this.budget), unit);
    }
    if (scalar.kind === "power" && isInteger(scalar.exponent)) {
      return raise(this.fraction(scalar.base), Number(scalar.exponent.numerator), this.budget);
    }
    return this.#atom(scalar);
  }

  #atom(atom: Scalar): Fraction {
    if (isFamily(atom)) return this.groups.fraction(atom, this.budget);
    const [x] = atom.kind === "call" && atom.fn === "softplus" ? atom.args : [];
    const mirror = x && call("softplus", negate(x));
    // softplus(x) = softplus(−x) + x
    const written = x && mirror && this.atoms.has(mirror) && compare(atom, mirror) > 0;
    const whole = ofPolynomial(atomic(written ? mirror : atom), this.budget);
    return written ? sumFractions([whole, this.fraction(x)], this.budget) : whole;
  }
}

/** More than any expression costs. */
const manyTimes = 1e6;

/** How good a form is: first its risk, then its cost, and functions of half an argument only where they save more than one function. */
function weight(scalar: Scalar): number {
  const halves = [...atomsIn(scalar)].filter(isFamily).filter(({ args: [x] }) => isHalf(x));
  return manyTimes * riskOf(scalar) + cost(scalar) + operationCosts.transcendental * halves.length;
}

/** Whether there is an even number below some line of a sum. */
const isHalf = (x: Scalar): boolean =>
  x.kind === "add" ? x.terms.some(isHalf) : isEven(rational(weighted(x).weight.denominator));

/** The form for each group in turn that is best, whatever the others then become. */
function settledForm(
  fraction: Fraction,
  groups: readonly Group[],
  spell: (form: Form) => Scalar,
  budget: Budget,
): Form {
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
  const [only, ...others] = candidates;
  if (only && others.length === 0) return only;
  const weighed = candidates.map((candidate) => ({ candidate, weight: weigh(candidate) }));
  return weighed.reduce((least, next) => (next.weight < least.weight ? next : least)).candidate;
}

/** What a rational expression comes to: from its own factors, and from nothing but the function that it is. */
interface Forms {
  readonly own: Scalar | undefined;
  readonly canonical: Scalar | undefined;
}

function formsOfExpression(scalar: Scalar, conversion: Conversion, rules: readonly Step[]): Forms {
  const { budget } = conversion;
  const written = conversion.fraction(scalar);
  const shortest = (fraction: Fraction): Scalar => shortestSpelling(fraction, conversion, rules);
  const canonical = within(() => shortest(refactored(written, budget)));
  // A sum has been multiplied out already.
  const own = canonical && scalar.kind === "add" ? undefined : within(() => shortest(written));
  return { own, canonical };
}

function shortestSpelling(fraction: Fraction, conversion: Conversion, rules: readonly Step[]): Scalar {
  const { budget } = conversion;
  const settled = [...conversion.atoms].flatMap((atom) => [atom, ...(isFamily(atom) ? atom.args : [])]);
  const named = (scalar: Scalar): Scalar => rewrite(scalar, rules, () => undefined, settled);
  const sketch = (form: Form): Scalar => named(sketched(form, budget));
  const forms = withoutSquares(fraction, conversion.atoms, budget).map((each) =>
    settledForm(each, conversion.groups.all, sketch, budget),
  );
  return best(
    forms.map((form) => named(spelled(form, budget))),
    weight,
  );
}

/** Whether there is anything to gain: a quotient, a product of sums, or functions that are related to one another. */
function worthwhile(scalar: Scalar): boolean {
  if (scalar.kind !== "add") return isWorthwhileProduct(scalar.kind === "mul" ? scalar.factors : [scalar]);
  return scalar.terms.some((term) => term.kind === "mul" || term.kind === "power" || isRelated(term));
}

function isWorthwhileProduct(factors: readonly Scalar[]): boolean {
  if (factors.filter(hasFamily).length > 1 || factors.some(dividesByFamily)) return true;
  const sums = factors.filter(hasSum);
  if (sums.length === 0) return false;
  if (sums.length > 1 || factors[0]?.kind === "constant") return true;
  const isQuotient = factors.length > 1 && factors.some((each) => each.kind === "power" && isNegative(each.exponent));
  return isQuotient || factors.some((factor) => [...atomsIn(factor)].some(isRelated));
}

const hasFamily = (factor: Scalar): boolean => isFamily(factor.kind === "power" ? factor.base : factor);

const dividesByFamily = (factor: Scalar): boolean =>
  factor.kind === "power" && isNegative(factor.exponent) && isFamily(factor.base);

const hasSum = (factor: Scalar): boolean =>
  factor.kind === "add" || (factor.kind === "power" && factor.base.kind === "add");

const isRelated = (term: Scalar): boolean =>
  isFamily(term) || (term.kind === "call" && (term.fn === "softplus" || term.fn === "sin" || term.fn === "cos"));

/** What signs may cost without making an expression worse. */
const signs = 0.1;

const isCheaper = (a: Scalar, b: Scalar): boolean => cost(a) + signs < cost(b);

/** The better form of an expression: that with less risk, and otherwise the canonical one unless the other is cheaper. */
function chosenOf({ own, canonical }: Forms, scalar: Scalar): Scalar {
  if (!own || !canonical) return canonical ?? own ?? scalar;
  const [riskOwn, riskCanonical] = [riskOf(own), riskOf(canonical)];
  if (riskOwn !== riskCanonical) return riskOwn < riskCanonical ? own : canonical;
  return isCheaper(own, canonical) ? own : canonical;
}

/** Whether a form may stand in place of an expression; the canonical one also where it costs the same. */
function isWorthIt(form: Scalar, scalar: Scalar, isCanonical: boolean): boolean {
  const [before, after] = [riskOf(scalar), riskOf(form)];
  if (after > before) return false;
  if (before === 2 && after < 2) return true;
  return isCanonical ? !isCheaper(scalar, form) : isCheaper(form, scalar);
}

/** What comes of an expression. */
interface Outcome {
  /** What it is replaced by, if it is. */
  readonly after?: Scalar;
  /** Whether to take it apart goes beyond the limits; then so does whatever it is a part of. */
  readonly beyond: boolean;
  /** How many steps it took, without its parts. */
  readonly steps: number;
}

/** A step, and the same for one model, where all expressions together may take so many steps. */
export interface Cancellation extends Step {
  readonly within: (steps: number) => Step;
}

/**
 * Brings a rational expression over a common denominator, cancels what is known not to be 0, and takes the result where
 * it is no dearer: (y − f)/(f(1 − f)) · f(1 − f) = y − f whatever the spelling. `rules` name the functions in the result.
 */
export function cancellation(rules: readonly Step[], budgetFor = (): Budget => new Budget()): Cancellation {
  const known = new WeakMap<Scalar, Outcome>();
  const attempt = (scalar: Scalar): Outcome => {
    if (partsOf(scalar).some((part) => outcomeOf(part).beyond)) return { beyond: true, steps: 0 };
    if (!worthwhile(scalar)) return { beyond: false, steps: 0 };
    const budget = budgetFor();
    const conversion = within(() => new Conversion(scalar, budget));
    if (!conversion || !within(() => conversion.fraction(scalar))) return { beyond: true, steps: budget.spent };
    const forms = formsOfExpression(scalar, conversion, rules);
    const chosen = chosenOf(forms, scalar);
    const isBetter = chosen !== scalar && isWorthIt(chosen, scalar, chosen === forms.canonical);
    return { ...(isBetter && { after: chosen }), beyond: false, steps: budget.spent };
  };
  const outcomeOf = (scalar: Scalar): Outcome => {
    const found = known.get(scalar);
    if (found) return found;
    const outcome = attempt(scalar);
    known.set(scalar, outcome);
    return outcome;
  };
  const step = {
    name: "common-denominator",
    identity: "a/c + b/d = (ad + bc)/(cd), and what stands above and below cancels",
    apply: (scalar: Scalar) => outcomeOf(scalar).after,
  };
  return { ...step, within: (steps) => ({ ...step, apply: upTo(steps, outcomeOf) }) };
}

/** Each expression is counted once, and as if nobody had met it before: so a model comes to the same whatever was before it. */
function upTo(steps: number, outcomeOf: (scalar: Scalar) => Outcome): Step["apply"] {
  const seen = new Set<Scalar>();
  let left = steps;
  return (scalar) => {
    if (left <= 0 && !seen.has(scalar)) return undefined;
    const outcome = outcomeOf(scalar);
    if (!seen.has(scalar)) left -= outcome.steps;
    seen.add(scalar);
    return outcome.after;
  };
}
