import { arrangements } from "../equations/arrangements.ts";
import { add, axis, constant, mapScalar, mul, open, substitute, sum } from "../equations/build.ts";
import { bodyAt, tensorsIn } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Add, Index, Read, Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { transform } from "../equations/transform.ts";
import { factorsOf, partsOutsideReductions } from "../equations/walk.ts";
import { isZero, plus, rational, reciprocal, times, type Rational } from "../util/rational.ts";
import { mapSums } from "./contract.ts";
import { cost, rounds } from "./cost.ts";

/**
 * Σ B·a + Σ B·b = Σ B·(a + b): sums that have factors in common, whatever their indices are called, become one where the
 * system is cheaper for it. A sum that is an equation of its own comes in where its other readers can do without it:
 * xᵀAx and its gradient Aᵀx + Ax become ½·xᵀs and s, with s = (A + Aᵀ)x. What is infinite on the left may be NaN on the
 * right: a and b may be infinite with different signs.
 */
export function gatherSums(equations: readonly Equation[], keep: ReadonlySet<string>): readonly Equation[] {
  let system = new Map(equations.map((equation) => [equation.name, equation]));
  for (const { name } of equations) {
    for (let next = gatherIn(name, system, keep); next; next = gatherIn(name, system, keep)) system = next;
  }
  return [...system.values()];
}

const one = rational(1);

type Equations = ReadonlyMap<string, Equation>;

/** Sums of more terms are not searched for pairs: that takes quadratic time. */
const longestSum = 64;

/** The system with two sums of one equation joined, where there are two that make it cheaper. */
function gatherIn(name: string, system: Equations, keep: ReadonlySet<string>): Map<string, Equation> | undefined {
  const equation = system.get(name);
  if (!equation) return undefined;
  for (const part of partsOutsideReductions(equation.body)) {
    if (part.kind !== "add" || part.terms.length > longestSum) continue;
    for (const pair of pairsIn(part, system)) {
      const gathered = joinInto(equation, part, pair, system, keep);
      if (gathered) return gathered;
    }
  }
  return undefined;
}

/** A term as weight · outside · Σ, the sum in place or read of its equation. */
interface SumTerm {
  readonly term: Scalar;
  readonly weight: Rational;
  readonly outside: Scalar;
  readonly sum: Reduce;
  readonly from: Read | undefined;
}

/** The ways to see a term as a sum. */
function sumTerms(term: Scalar, system: Equations): SumTerm[] {
  const { weight, rest } = weighted(term);
  const factors = rest.kind === "mul" ? rest.factors : [rest];
  return factors.flatMap((factor) => {
    const definition = factor.kind === "read" ? system.get(factor.tensor) : undefined;
    const value = factor.kind === "read" && definition ? bodyAt(definition, factor) : factor;
    if (value.kind !== "reduce" || value.operator !== "sum") return [];
    const outside = mul(...factors.filter((other) => other !== factor));
    return [{ term, weight, outside, sum: value, from: factor.kind === "read" ? factor : undefined }];
  });
}

/** Two terms that are, apart from the weight of the first and what stands outside both, the sum `joined`. */
interface Pair {
  readonly terms: readonly [SumTerm, SumTerm];
  /** The second sum is taken so often for each first. */
  readonly ratio: Rational;
  readonly joined: Scalar;
}

function pairsIn({ terms }: Add, system: Equations): Pair[] {
  const sums = terms.flatMap((term) => sumTerms(term, system));
  return sums.flatMap((left, at) =>
    sums.slice(at + 1).flatMap((right): Pair[] => {
      if (left.term === right.term || left.outside !== right.outside) return [];
      const ratio = times(right.weight, reciprocal(left.weight));
      const joined = together(left.sum, right.sum, ratio);
      return joined ? [{ terms: [left, right], ratio, joined }] : [];
    }),
  );
}

/** Σ common·(a + ratio·b) under the names of indices that make it cheapest; nothing where the sums share no factor. */
function together(left: Reduce, right: Reduce, ratio: Rational): Scalar | undefined {
  const [first, second] = [open(left), open(right)];
  const [indices = []] = arrangements(first.indices);
  const mine = factorsOf(first.body);
  const candidates = arrangements(second.indices).flatMap((others) => {
    if (!sameDims(indices, others)) return [];
    const renamed = substitute(second.body, new Map(others.map((index, at) => [index, indices[at] ?? index])));
    const theirs = factorsOf(renamed);
    const common = mine.filter((factor) => theirs.includes(factor));
    if (common.length === 0) return [];
    const rest = (factors: readonly Scalar[]): Scalar => mul(...factors.filter((factor) => !common.includes(factor)));
    return [sum(indices, mul(...common, add(rest(mine), mul(constant(ratio), rest(theirs)))))];
  });
  return candidates.sort((a, b) => cost(a) - cost(b))[0];
}

const sameDims = (a: readonly Index[], b: readonly Index[]): boolean =>
  a.length === b.length && a.every(({ dim }, at) => dim.name === b[at]?.dim.name);

/** The system with the pair in one sum, if that is cheaper, without the equations that it then can do without. */
function joinInto(
  equation: Equation,
  whole: Add,
  pair: Pair,
  system: Equations,
  keep: ReadonlySet<string>,
): Map<string, Equation> | undefined {
  const [left, right] = pair.terms;
  const others = whole.terms.filter((term) => term !== left.term && term !== right.term);
  const gathered = add(mul(constant(left.weight), left.outside, pair.joined), ...others);
  const body = transform(equation.body, (term, visit) =>
    term === whole ? gathered : term.kind === "reduce" ? term : mapScalar(term, visit),
  );
  let next = new Map([...system, [equation.name, { ...equation, body }]]);
  let saved = rounds(equation.axes) * (cost(equation.body) - cost(body));
  for (const { from } of pair.terms) {
    const gone = from && !keep.has(from.tensor) ? next.get(from.tensor) : undefined;
    const freed = from && gone ? withoutReads(from, gone, pair, next) : undefined;
    if (!gone || !freed) continue;
    saved += rounds(gone.axes) * cost(gone.body);
    next = freed;
  }
  return saved > 0 ? next : undefined;
}

/**
 * The system without the equation z that one of the two reads: Σ w·z = ½·Σ w·(z + y) wherever Σ w·y is the same sum.
 * Nothing where some reader needs z itself.
 */
function withoutReads(from: Read, gone: Equation, pair: Pair, system: Equations): Map<string, Equation> | undefined {
  const weight = plus(one, pair.ratio);
  const overAxes = axesFor(from, gone);
  const values = [pair.joined, ...pair.terms.map(({ sum }) => sum)];
  if (isZero(weight) || !overAxes || !values.every(({ free }) => free.every((index) => overAxes.has(index))))
    return undefined;
  const [joined = pair.joined, ...same] = values.map((value) => substitute(value, overAxes));
  const { name, axes } = gone;
  const substitutes: Substitutes = {
    tensor: name,
    same: same.map((body) => ({ axes, body })),
    instead: { axes, body: mul(constant(reciprocal(weight)), joined) },
  };
  const next = new Map<string, Equation>();
  for (const equation of system.values()) {
    if (equation === gone) continue;
    const without = tensorsIn(equation.body).has(name)
      ? { ...equation, body: mapSums(equation.body, (reduction) => readInstead(reduction, substitutes)) }
      : equation;
    if (tensorsIn(without.body).has(name)) return undefined;
    next.set(equation.name, without);
  }
  return next;
}

/** The axes of an equation for the indices that it is read at, where these are plain and different. */
function axesFor({ indices }: Read, { axes }: Equation): Map<Scalar, Scalar> | undefined {
  const overAxes = new Map(axes.map((dim, at) => [indices[at] ?? axis(at, dim), axis(at, dim)]));
  const plain = indices.every(({ kind }) => kind === "index") && overAxes.size === axes.length;
  return plain ? overAxes : undefined;
}

type Body = Pick<Equation, "axes" | "body">;

/** What may stand in place of a tensor in sums where it comes to the same as in `same`. */
interface Substitutes {
  readonly tensor: string;
  readonly same: readonly Body[];
  readonly instead: Body;
}

function readInstead(reduction: Reduce, { tensor, same, instead }: Substitutes): Scalar {
  const { indices, body } = open(reduction);
  const factors = factorsOf(body);
  const use = factors.find((factor): factor is Read => factor.kind === "read" && factor.tensor === tensor);
  if (!use) return reduction;
  const others = factors.filter((factor) => factor !== use);
  const whole = (value: Scalar): Scalar => {
    if (value.kind !== "reduce") return sum(indices, mul(...others, value));
    const inner = open(value);
    return sum([...indices, ...inner.indices], mul(...others, inner.body));
  };
  const [first, ...more] = same.map((definition) => whole(bodyAt(definition, use)));
  return more.every((total) => total === first) ? sum(indices, mul(...others, bodyAt(instead, use))) : reduction;
}
