import { add, constant, mul, open, substitute, sum } from "../equations/build.ts";
import { weighted } from "../equations/ring.ts";
import type { Reduce, Scalar } from "../equations/scalar.ts";
import type { Step } from "./rule.ts";

/** A term as a factor times a sum over dimensions. */
interface SumTerm {
  readonly term: Scalar;
  readonly factor: Scalar;
  readonly sum: Reduce;
  /** Terms with the same key add up under one sum. */
  readonly key: string;
}

function asSum(term: Scalar): SumTerm[] {
  const { weight, rest } = weighted(term);
  const factors = rest.kind === "mul" ? rest.factors : [rest];
  const reductions = factors.filter(
    (factor): factor is Reduce => factor.kind === "reduce" && factor.operator === "sum",
  );
  const [reduction] = reductions;
  if (!reduction || reductions.length > 1) return [];
  const outside = mul(...factors.filter((factor) => factor !== reduction));
  const key = `${String(outside.id)} ${reduction.indices.map(({ dim }) => dim.name).join()}`;
  return [{ term, factor: mul(constant(weight), outside), sum: reduction, key }];
}

/** Sums that make up one number, such as the two halves of a cross-entropy, are taken together: what cancels can meet. */
export const mergeSums: Step = {
  name: "merge-sums",
  identity: "a·Σf + a·Σg = a·Σ(f + g)",
  apply: (scalar) => {
    if (scalar.kind !== "add" || scalar.free.length > 0) return undefined;
    const sums = scalar.terms.flatMap(asSum);
    const groups = new Map<string, SumTerm[]>();
    for (const sum of sums) groups.set(sum.key, [...(groups.get(sum.key) ?? []), sum]);
    const group = [...groups.values()].find(({ length }) => length > 1);
    if (!group) return undefined;
    const merged = new Set(group.map(({ term }) => term));
    return add(together(group), ...scalar.terms.filter((term) => !merged.has(term)));
  },
};

function together([first, ...others]: readonly SumTerm[]): Scalar {
  if (!first) throw new Error("internal: no sums to merge");
  const { indices, body } = open(first.sum);
  const bodies = others.map(({ factor, sum: other }) => mul(factor, atIndices(other, indices)));
  return sum(indices, add(mul(first.factor, body), ...bodies));
}

const atIndices = (other: Reduce, indices: Reduce["indices"]): Scalar => {
  const opened = open(other);
  return substitute(opened.body, new Map(opened.indices.map((index, at) => [index, indices[at] ?? index])));
};
