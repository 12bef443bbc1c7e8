import { mapScalar, mul, open, sum } from "../equations/build.ts";
import { bodyAt } from "../equations/reads.ts";
import type { Index, Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { factorsOf, readsIn } from "../equations/walk.ts";
import { transform } from "../equations/transform.ts";
import { rounds } from "./cost.ts";
import { Lifting } from "./lift.ts";
import type { Names } from "./naming.ts";
import { Standing } from "./standing.ts";

const size = (indices: Iterable<Index>): number => rounds([...indices].map(({ dim }) => dim));

/**
 * A sum of a product of three or more tensors becomes the cheapest order of sums of two. Which pair goes first is
 * decided by the number of multiplications, with the sizes that are known and 64 for the others; a pair whose sum
 * stands elsewhere takes none: a gradient's AᵀBᵀ gives tr(A·X·B) = Σ X ⊙ AᵀBᵀ.
 */
export function splitContractions(equations: readonly Equation[], names: Names): Equation[] {
  const lifting = new Lifting(names, equations);
  const standing = new Standing(equations);
  return equations.flatMap((equation) => {
    const before = lifting.made.length;
    const body = mapSums(equation.body, (inner) => splitSum(inner, standing, lifting));
    return [...lifting.made.slice(before), body === equation.body ? equation : { ...equation, body }];
  });
}

/** A sum as a product over its own indices. */
function productOf(reduction: Reduce): { factors: readonly Scalar[]; indices: readonly Index[] } {
  const { indices, body } = open(reduction);
  return { indices, factors: factorsOf(body) };
}

/** The scalar with every sum in it replaced, the inner ones first. */
export const mapSums = (scalar: Scalar, replace: (reduction: Reduce) => Scalar): Scalar =>
  transform(scalar, (term, visit) => {
    const inner = mapScalar(term, visit);
    return inner.kind === "reduce" && inner.operator === "sum" ? replace(inner) : inner;
  });

function splitSum(reduction: Reduce, standing: Standing, lifting: Lifting): Scalar {
  if (factorsOf(reduction.body).length < 3) return reduction;
  const { indices, factors } = productOf(reduction);
  const find = (part: Scalar): Made => ({ read: lifting.find(part), stands: standing.has(part) });
  const plan = cheapest({ factors, indices }, find);
  return plan ? sum(plan.indices, mul(...plan.factors.map(liftProducts(lifting)))) : reduction;
}

const liftProducts =
  (lifting: Lifting) =>
  (factor: Scalar | Partial): Scalar =>
    "kind" in factor
      ? factor
      : lifting.lift(sum(factor.summed, mul(...factor.factors.map(liftProducts(lifting)))), "t");

/** A product that is made, and summed over the indices that nothing else needs, before it meets the others. */
interface Partial {
  readonly factors: readonly (Scalar | Partial)[];
  readonly summed: readonly Index[];
  readonly free: readonly Index[];
  /** Its sum stands elsewhere. */
  readonly stands: boolean;
}

interface Plan {
  readonly factors: readonly (Scalar | Partial)[];
  readonly indices: readonly Index[];
}

/** Where a sum stands already: an equation that reads as just this, or some place in a body. */
interface Made {
  readonly read: Scalar | undefined;
  readonly stands: boolean;
}
type Find = (part: Scalar) => Made;

/** Joins pairs for as long as that makes the whole cheaper: greedy, the cheapest remainder first. */
function cheapest(whole: Plan, find: Find): Plan | undefined {
  let plan = whole;
  for (;;) {
    const better = joins(plan, find).sort((a, b) => a.cost - b.cost)[0];
    if (!better || better.cost >= loopCost(plan)) return plan === whole ? undefined : plan;
    plan = better.plan;
  }
}

const rangeOf = (factors: readonly { readonly free: readonly Index[] }[]): Set<Index> =>
  new Set(factors.flatMap(({ free }) => free));

/** Multiplications of the one loop over everything. */
const loopCost = ({ factors }: Plan): number => factors.length * size(rangeOf(factors));

function joins(plan: Plan, find: Find): { plan: Plan; cost: number }[] {
  const { factors, indices } = plan;
  if (factors.length < 3) return [];
  return factors.flatMap((left, at) =>
    factors.slice(at + 1).map((right) => {
      const others = factors.filter((factor) => factor !== left && factor !== right);
      const needed = rangeOf(others);
      const range = rangeOf([left, right]);
      const summed = [...range].filter((index) => indices.includes(index) && !needed.has(index));
      const { joined, cost } = joinPair(left, right, summed, find);
      const next: Plan = { factors: [joined, ...others], indices: indices.filter((index) => !summed.includes(index)) };
      return { plan: next, cost: cost + loopCost(next) };
    }),
  );
}

/** The product of two factors, summed, and how many multiplications it takes. */
function joinPair(
  left: Scalar | Partial,
  right: Scalar | Partial,
  summed: readonly Index[],
  find: Find,
): { joined: Scalar | Partial; cost: number } {
  const range = rangeOf([left, right]);
  const made = "kind" in left && "kind" in right && summed.length > 0 ? find(sum(summed, mul(left, right))) : undefined;
  if (made?.read) return { joined: made.read, cost: 0 };
  const stands = made?.stands ?? false;
  const free = [...range].filter((index) => !summed.includes(index));
  return { joined: { factors: [left, right], summed, free, stands }, cost: stands ? 0 : 2 * size(range) };
}

/**
 * The inverse, to begin with: a sum that is read once, as a factor of the summand of another sum, joins it, so that
 * the order of the whole product can be chosen: A·(B·x) and (A·B)·x are the same sum over two indices.
 */
export function joinContractions(equations: readonly Equation[], keep: ReadonlySet<string>): Equation[] {
  const reads = new Map<string, number>();
  for (const { body } of equations) {
    for (const { tensor } of readsIn(body)) reads.set(tensor, (reads.get(tensor) ?? 0) + 1);
  }
  const sums = new Map<string, Equation>();
  const standing = new Standing(equations);
  return equations.map((equation) => {
    const body = mapSums(equation.body, (inner) => joinFactors(inner, sums, standing));
    const settled = body === equation.body ? equation : { ...equation, body };
    const isSum = body.kind === "reduce" && body.operator === "sum";
    if (isSum && reads.get(equation.name) === 1 && !keep.has(equation.name)) sums.set(equation.name, settled);
    return settled;
  });
}

function joinFactors(reduction: Reduce, sums: ReadonlyMap<string, Equation>, standing: Standing): Scalar {
  if (!factorsOf(reduction.body).some((factor) => mayBeSum(factor, sums))) return reduction;
  const { indices, factors } = productOf(reduction);
  const nested = factors.map((factor) => innerSum(factor, sums));
  const going = nested.filter((inner) => inner !== undefined);
  if (going.length === 0) return reduction;
  const opened = nested.map((inner) => inner && productOf(inner));
  const expanded: Plan = {
    factors: factors.flatMap((factor, at) => opened[at]?.factors ?? [factor]),
    indices: [...indices, ...opened.flatMap((inner) => inner?.indices ?? [])],
  };
  const find: Find = (part) => ({ read: undefined, stands: standing.has(part, going) });
  const asWritten =
    bestCost({ factors, indices }, find) +
    opened.reduce((total, inner) => total + (inner ? bestCost(inner, find) : 0), 0);
  const together = expanded.factors.length === factors.length ? 0 : bestCost(expanded, find);
  if (together >= asWritten) return reduction;
  const joined = sum(expanded.indices, mul(...expanded.factors.filter((factor) => "kind" in factor)));
  // What was put in place may read such a sum in turn: ((A·B)·C)·x unfolds from the outside in.
  return joined.kind === "reduce" && joined.operator === "sum" ? joinFactors(joined, sums, standing) : joined;
}

const mayBeSum = (factor: Scalar, sums: ReadonlyMap<string, Equation>): boolean =>
  factor.kind === "reduce" || (factor.kind === "read" && sums.has(factor.tensor));

/** The sum that a factor is, or that it reads where nothing else does. */
function innerSum(factor: Scalar, sums: ReadonlyMap<string, Equation>): Reduce | undefined {
  const definition = factor.kind === "read" ? sums.get(factor.tensor) : undefined;
  const value = definition && factor.kind === "read" ? bodyAt(definition, factor) : factor;
  return value.kind === "reduce" && value.operator === "sum" ? value : undefined;
}

/** What a product costs in its cheapest order. */
const bestCost = (plan: Plan, find: Find): number => planCost(cheapest(plan, find) ?? plan);

const planCost = (plan: Plan): number =>
  loopCost(plan) +
  plan.factors.reduce(
    (total, factor) =>
      total + ("kind" in factor || factor.stands ? 0 : planCost({ factors: factor.factors, indices: factor.summed })),
    0,
  );
