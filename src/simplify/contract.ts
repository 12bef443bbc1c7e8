import { mapScalar, mul, open, sum } from "../equations/build.ts";
import { bodyAt } from "../equations/reads.ts";
import type { Index, Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { readsIn } from "../equations/walk.ts";
import { transform } from "../equations/transform.ts";
import { Lifting } from "./lift.ts";
import type { Names } from "./naming.ts";

const typicalExtent = 64;

const size = (indices: Iterable<Index>): number =>
  [...indices].reduce((product, { dim }) => product * Math.max(dim.size ?? typicalExtent, 1), 1);

/**
 * A sum of a product of three or more tensors becomes the cheapest order of sums of two. Which pair goes first is
 * decided by the number of multiplications, with the sizes that are known and 64 for the others.
 */
export function splitContractions(equations: readonly Equation[], names: Names): Equation[] {
  const lifting = new Lifting(names);
  return equations.flatMap((equation) => {
    const before = lifting.made.length;
    const body = splitIn(equation.body, lifting);
    return [...lifting.made.slice(before), body === equation.body ? equation : { ...equation, body }];
  });
}

function splitIn(scalar: Scalar, lifting: Lifting): Scalar {
  return mapSums(scalar, (inner) => splitSum(inner, lifting));
}

/** The scalar with every sum in it replaced, the inner ones first. */
const mapSums = (scalar: Scalar, replace: (reduction: Reduce) => Scalar): Scalar =>
  transform(scalar, (term, visit) => {
    const inner = mapScalar(term, visit);
    return inner.kind === "reduce" && inner.operator === "sum" ? replace(inner) : inner;
  });

function splitSum(reduction: Reduce, lifting: Lifting): Scalar {
  const { indices, body } = open(reduction);
  if (body.kind !== "mul") return reduction;
  const plan = cheapest({ factors: body.factors, indices });
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
}

interface Plan {
  readonly factors: readonly (Scalar | Partial)[];
  readonly indices: readonly Index[];
}

/** Joins pairs for as long as that makes the whole cheaper: greedy, the cheapest remainder first. */
function cheapest(whole: Plan): Plan | undefined {
  let plan = whole;
  for (;;) {
    const better = joins(plan).sort((a, b) => a.cost - b.cost)[0];
    if (!better || better.cost >= loopCost(plan)) return plan === whole ? undefined : plan;
    plan = better.plan;
  }
}

const rangeOf = (factors: readonly { readonly free: readonly Index[] }[]): Set<Index> =>
  new Set(factors.flatMap(({ free }) => free));

/** Multiplications of the one loop over everything. */
const loopCost = ({ factors }: Plan): number => factors.length * size(rangeOf(factors));

function joins(plan: Plan): { plan: Plan; cost: number }[] {
  const { factors, indices } = plan;
  if (factors.length < 3) return [];
  return factors.flatMap((left, at) =>
    factors.slice(at + 1).map((right) => {
      const others = factors.filter((factor) => factor !== left && factor !== right);
      const needed = rangeOf(others);
      const range = rangeOf([left, right]);
      const summed = [...range].filter((index) => indices.includes(index) && !needed.has(index));
      const joined: Partial = {
        factors: [left, right],
        summed,
        free: [...range].filter((index) => !summed.includes(index)),
      };
      const next: Plan = { factors: [joined, ...others], indices: indices.filter((index) => !summed.includes(index)) };
      return { plan: next, cost: 2 * size(range) + loopCost(next) };
    }),
  );
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
  const joined = equations.map((equation) => {
    const body = joinIn(equation.body, sums);
    const settled = body === equation.body ? equation : { ...equation, body };
    const isSum = body.kind === "reduce" && body.operator === "sum";
    if (isSum && reads.get(equation.name) === 1 && !keep.has(equation.name)) sums.set(equation.name, settled);
    return settled;
  });
  return joined;
}

function joinIn(scalar: Scalar, sums: ReadonlyMap<string, Equation>): Scalar {
  return sums.size === 0 ? scalar : mapSums(scalar, (inner) => joinFactors(inner, sums));
}

function joinFactors(reduction: Reduce, sums: ReadonlyMap<string, Equation>): Scalar {
  const { indices, body } = open(reduction);
  const factors = body.kind === "mul" ? body.factors : [body];
  const nested = factors.map((factor) => summands(factor, sums));
  const inner = nested.flatMap((sum) => sum?.indices ?? []);
  if (inner.length === 0) return reduction;
  const expanded: Plan = {
    factors: factors.flatMap((factor, at) => nested[at]?.factors ?? [factor]),
    indices: [...indices, ...inner],
  };
  const asWritten =
    bestCost({ factors, indices }) + nested.reduce((total, sum) => total + (sum ? bestCost(sum) : 0), 0);
  const together = expanded.factors.length === factors.length ? 0 : bestCost(expanded);
  if (together >= asWritten) return reduction;
  const joined = sum(expanded.indices, mul(...expanded.factors.filter((factor) => "kind" in factor)));
  // What was put in place may read such a sum in turn: ((A·B)·C)·x unfolds from the outside in.
  return joined.kind === "reduce" && joined.operator === "sum" ? joinFactors(joined, sums) : joined;
}

/** The sum that a factor reads, as a product over its own indices. */
function summands(
  factor: Scalar,
  sums: ReadonlyMap<string, Equation>,
): { factors: readonly Scalar[]; indices: readonly Index[] } | undefined {
  const definition = factor.kind === "read" ? sums.get(factor.tensor) : undefined;
  const value = definition && factor.kind === "read" ? bodyAt(definition, factor) : undefined;
  if (value?.kind !== "reduce") return undefined;
  const { indices, body } = open(value);
  return { indices, factors: body.kind === "mul" ? body.factors : [body] };
}

/** What a product costs in its cheapest order. */
const bestCost = (plan: Plan): number => planCost(cheapest(plan) ?? plan);

const planCost = (plan: Plan): number =>
  loopCost(plan) +
  plan.factors.reduce(
    (total, factor) => total + ("kind" in factor ? 0 : planCost({ factors: factor.factors, indices: factor.summed })),
    0,
  );
