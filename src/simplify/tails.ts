import {
  add,
  and,
  call,
  constant,
  equal,
  mapScalar,
  mul,
  negate,
  one,
  open,
  power,
  select,
  substitute,
  sum,
  zero,
} from "../equations/build.ts";
import { isLogSum, logSumsAmong } from "../equations/log-sum.ts";
import { bodyAt, tensorsIn } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Index, Reduce, Scalar } from "../equations/scalar.ts";
import { isDerivative, type Equation, type System } from "../equations/system.ts";
import { transform } from "../equations/transform.ts";
import { everyPart, factorsOf } from "../equations/walk.ts";
import { isInteger, isNegative, toNumber } from "../util/rational.ts";

/**
 * Probabilities against labels, with all the digits of a small difference. σ(z) − y is 0 in doubles from z = 37 on where
 * y = 1; its value, −σ(−z), was lost in the difference. A sum that is a polynomial in a probability p, with
 * labels for coefficients, becomes Σ cₖ·pᵏ·(p + q)ᵈ⁻ᵏ with q = 1 − p computed without a difference, so that the coefficient
 * of what is near 1 is a difference of labels: (1 − y)·σ(z) − y·σ(−z).
 */
export function withTails(system: System): System {
  const knowledge = knowledgeOf(system);
  const equations = system.equations.map((equation) => {
    const body = isDerivative(equation) ? tailsIn(equation.body, knowledge) : equation.body;
    return body === equation.body ? equation : { ...equation, body };
  });
  return { ...system, equations };
}

interface Knowledge {
  /** The tensors that nothing but data and numbers go into. */
  readonly labels: ReadonlySet<string>;
  readonly logSums: ReadonlyMap<string, Equation>;
}

function knowledgeOf({ inputs, equations }: System): Knowledge {
  const labels = new Set(inputs.filter(({ role }) => role === "data").map(({ name }) => name));
  for (const { name, body } of equations) if (isLabel(body, labels)) labels.add(name);
  return { labels, logSums: logSumsAmong(equations) };
}

const isLabel = (scalar: Scalar, labels: ReadonlySet<string>): boolean =>
  [...tensorsIn(scalar)].every((tensor) => labels.has(tensor));

const tailsIn = (root: Scalar, knowledge: Knowledge): Scalar =>
  transform(root, (term, visit) => {
    const inner = mapScalar(term, visit);
    return (inner.kind === "add" ? inTails(inner.terms, knowledge) : undefined) ?? inner;
  });

/** A sum in the first of its probabilities that it is a polynomial in. */
function inTails(terms: readonly Scalar[], knowledge: Knowledge): Scalar | undefined {
  for (const probability of new Set(terms.flatMap((term) => factorsOf(term).map(baseOf)))) {
    const rest = complement(probability, knowledge);
    const coefficients = rest && coefficientsIn(terms, probability);
    const common = coefficients && commonFactors(coefficients.flat());
    if (!common) continue;
    const sums = coefficients.map((of) => add(...of.map((term) => without(term, common))));
    if (sums.length > 1 && sums.every((of) => isLabel(of, knowledge.labels))) {
      return mul(...common, homogeneous(sums, probability, rest));
    }
  }
  return undefined;
}

const baseOf = (factor: Scalar): Scalar =>
  factor.kind === "power" && isInteger(factor.exponent) && !isNegative(factor.exponent) ? factor.base : factor;

/** Σ cₖ·pᵏ·(p + q)ᵈ⁻ᵏ, multiplied out. */
function homogeneous(coefficients: readonly Scalar[], p: Scalar, q: Scalar): Scalar {
  const degree = coefficients.length - 1;
  const terms = coefficients.map((_, at) => {
    const parts = coefficients.slice(0, at + 1).map((of, k) => mul(constant(choose(degree - k, at - k)), of));
    return mul(add(...parts), power(p, at), power(q, degree - at));
  });
  return add(...terms);
}

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

/** The terms by the power of p that they have, without it; nothing where p is elsewhere in them, or in all of them. */
function coefficientsIn(terms: readonly Scalar[], p: Scalar): Scalar[][] | undefined {
  const byPower: Scalar[][] = [[]];
  for (const term of terms) {
    const powers = factorsOf(term).filter((factor) => baseOf(factor) === p);
    const [taken = one] = powers;
    const degree = taken === one ? 0 : taken.kind === "power" && taken !== p ? toNumber(taken.exponent) : 1;
    const others = mul(...factorsOf(term).filter((factor) => !powers.includes(factor)));
    if (powers.length > 1 || everyPart(others).includes(p)) return undefined;
    while (byPower.length <= degree) byPower.push([]);
    byPower[degree]?.push(others);
  }
  return byPower[0]?.length === 0 ? undefined : byPower;
}

/** What every term is multiplied by, numbers apart. */
function commonFactors(terms: readonly Scalar[]): readonly Scalar[] {
  const [first, ...others] = terms.map((term) => factorsOf(weighted(term).rest));
  return (first ?? []).filter((factor) => factor !== one && others.every((factors) => factors.includes(factor)));
}

const without = (term: Scalar, common: readonly Scalar[]): Scalar => {
  const { weight, rest } = weighted(term);
  return mul(constant(weight), ...factorsOf(rest).filter((factor) => !common.includes(factor)));
};

/** 1 − p without a difference, where p is σ(x) or an element of softmax(x): the sum of the other elements. */
function complement(p: Scalar, { logSums }: Knowledge): Scalar | undefined {
  if (p.kind !== "call" || !p.args[0]) return undefined;
  const [x] = p.args;
  if (p.fn === "sigmoid") return call("sigmoid", negate(x));
  if (p.fn !== "exp" || x.kind !== "add") return undefined;
  for (const term of x.terms) {
    const total = negate(term);
    const definition = total.kind === "read" ? logSums.get(total.tensor) : undefined;
    const logSum = total.kind === "read" && definition ? bodyAt(definition, total) : total;
    if (!isLogSum(logSum)) continue;
    const others = otherElements(add(...x.terms.filter((other) => other !== term)), logSum, term);
    if (others) return others;
  }
  return undefined;
}

/** Σ e^(f(k) − L) over every k but that for which f(k) is the element. */
function otherElements(element: Scalar, logSum: Reduce, minusTotal: Scalar): Scalar | undefined {
  const { indices, body } = open(logSum);
  for (const chosen of choices(indices, element.free)) {
    if (substitute(body, chosen) !== element) continue;
    const isElement = and(...indices.map((index) => equal(index, chosen.get(index) ?? index)));
    return sum(indices, select(isElement, zero, call("exp", add(body, minusTotal))));
  }
  return undefined;
}

/** Every way to put free indices in place of summation indices, each over its own dimension. */
const choices = (indices: readonly Index[], free: readonly Index[]): ReadonlyMap<Scalar, Scalar>[] =>
  indices.reduce<ReadonlyMap<Scalar, Scalar>[]>(
    (made, index) =>
      made.flatMap((chosen) =>
        free
          .filter(({ dim }) => dim.name === index.dim.name && dim.size === index.dim.size)
          .map((at) => new Map([...chosen, [index, at]])),
      ),
    [new Map()],
  );
