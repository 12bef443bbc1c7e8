import type { Condition, Index, Reduce, Scalar } from "../../equations/scalar.ts";
import { hidden, NoArrayForm, type Page } from "../page.ts";
import { times, rational, type Rational } from "../../util/rational.ts";
import { contract, joined } from "./contract.ts";
import type { Node } from "./node.ts";

/** What a product is made of. */
export interface Factors {
  readonly weight: Rational;
  /** Factors that are the same for all elements. */
  readonly scalars: readonly Scalar[];
  /** What has to hold for there to be a product at all; it is the same for all elements. */
  readonly conditions: readonly Condition[];
  readonly arrays: readonly Node[];
}

const nothing: Factors = { weight: rational(1), scalars: [], conditions: [], arrays: [] };

const both = (a: Factors, b: Factors): Factors => ({
  weight: times(a.weight, b.weight),
  scalars: [...a.scalars, ...b.scalars],
  conditions: [...a.conditions, ...b.conditions],
  arrays: [...a.arrays, ...b.arrays],
});

/** Takes a product apart; guards are factors of it. */
export function factorsOf(scalar: Scalar, page: Page): Factors {
  if (scalar.kind === "constant") return { ...nothing, weight: scalar.value };
  if (scalar.kind === "mul") return scalar.factors.map((factor) => factorsOf(factor, page)).reduce(both);
  if (isGuard(scalar)) {
    const { condition, whenTrue } = scalar;
    const conditions = condition.kind === "and" ? condition.conditions : [condition];
    return [...conditions.map((part) => guardOf(part, page)), factorsOf(whenTrue, page)].reduce(both);
  }
  if (hidden(scalar, page).length === 0) return { ...nothing, scalars: [scalar] };
  return { ...nothing, arrays: [nodeOf(scalar, page)] };
}

export const isGuard = (scalar: Scalar): scalar is Extract<Scalar, { kind: "select" }> =>
  scalar.kind === "select" && scalar.whenFalse.kind === "constant" && scalar.whenFalse.value.numerator === 0n;

function guardOf(condition: Condition, page: Page): Factors {
  const indices = hidden(condition, page);
  if (indices.length === 0) return { ...nothing, conditions: [condition] };
  if (isDelta(condition)) return { ...nothing, arrays: [{ kind: "identity", indices }] };
  return { ...nothing, arrays: [{ kind: "indicator", condition, indices: atMostTwo(indices) }] };
}

/** Whether a condition says that two indices are equal. */
const isDelta = (condition: Condition): boolean =>
  condition.kind === "equal" &&
  condition.left.kind === "index" &&
  condition.right.kind === "index" &&
  condition.left.dim.name === condition.right.dim.name;

/** A sum of products as a product of matrices where it is one, and all else as it stands. */
export function nodeOf(scalar: Scalar, page: Page): Node {
  const indices = atMostTwo(hidden(scalar, page));
  const product = isSum(scalar) ? contracted(scalar, page) : undefined;
  return product ?? { kind: "atom", scalar, indices };
}

export const isSum = (scalar: Scalar): scalar is Reduce => scalar.kind === "reduce" && scalar.operator === "sum";

function contracted(sum: Reduce, page: Page): Node | undefined {
  if (sum.indices.some(({ dim }) => page.isExplicit(dim)) || page.marked.has(sum) || sum.body.kind === "add")
    return undefined;
  const { scalars, conditions, arrays } = factorsOf(sum.body, page);
  if (scalars.length > 0 || conditions.length > 0) return undefined;
  const { nodes, numbers } = contract(arrays, sum.indices);
  const [row, column] = hidden(sum, page);
  return numbers.length === 0 ? joined(nodes, row, column) : undefined;
}

function atMostTwo(indices: readonly Index[]): readonly Index[] {
  if (indices.length > 2) throw new NoArrayForm();
  return indices;
}
