import { add, axis, constant, mul, negate, substitute } from "../equations/build.ts";
import { bodyAt, mapReads } from "../equations/reads.ts";
import type { Index, Read, Scalar } from "../equations/scalar.ts";
import { weighted } from "../equations/ring.ts";
import { reciprocal } from "../util/rational.ts";
import type { Equation } from "../equations/system.ts";
import { children, everyPart, isScalar, readsIn } from "../equations/walk.ts";
import type { Term } from "../equations/intern.ts";
import { inDependencyOrder } from "./prune.ts";

/**
 * Where an equation is only ever read as part of the same sum, the sum is the equation: z = Wx and its only uses
 * z + b become z = Wx + b. The adjoint of the sum is then one equation too, the δ of the papers.
 */
export function absorb(
  equations: readonly Equation[],
  keep: ReadonlySet<string>,
): { equations: Equation[]; adjust: (scalar: Scalar) => Scalar } {
  const adjustments: ((scalar: Scalar) => Scalar)[] = [];
  const byName = new Map(equations.map((equation) => [equation.name, equation]));
  const readers = readersOf(equations);
  for (const { name } of equations) {
    const equation = byName.get(name);
    if (!equation || keep.has(name)) continue;
    const users = [...(readers.get(name) ?? [])].flatMap((user) => byName.get(user) ?? []);
    const addends = independent(commonAddends(name, users), name, readers);
    if (addends.length === 0) continue;
    byName.set(name, { ...equation, body: add(equation.body, ...addends) });
    for (const term of addends) for (const { tensor } of readsIn(term)) readers.get(tensor)?.add(name);
    const adjust = withoutAddends(equation, addends);
    adjustments.push(adjust);
    for (const user of users) byName.set(user.name, { ...user, body: adjust(user.body) });
  }
  return {
    equations: inDependencyOrder([...byName.values()]),
    adjust: (scalar) => adjustments.reduce((adjusted, adjust) => adjust(adjusted), scalar),
  };
}

/** Every read of the equation replaced by the read less the addends that the equation now contains. */
function withoutAddends({ name, axes }: Equation, addends: readonly Scalar[]): (scalar: Scalar) => Scalar {
  const surplus = { axes, body: negate(add(...addends)) };
  return (scalar) => mapReads(scalar, new Map([[name, surplus]]), (found, addend) => add(found, bodyAt(addend, found)));
}

/** For every tensor the equations that read it. */
function readersOf(equations: readonly Equation[]): Map<string, Set<string>> {
  const readers = new Map<string, Set<string>>();
  for (const { name, body } of equations) {
    for (const { tensor } of readsIn(body)) {
      const known = readers.get(tensor) ?? new Set();
      known.add(name);
      readers.set(tensor, known);
    }
  }
  return readers;
}

/** The terms that do not depend on the equation themselves. */
function independent(
  terms: readonly Scalar[],
  name: string,
  readers: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Scalar[] {
  if (terms.length === 0) return terms;
  const later = dependants(name, readers);
  return terms.filter((term) => readsIn(term).every(({ tensor }) => !later.has(tensor)));
}

/** The equation and every one that depends on it. */
function dependants(name: string, readers: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set([name]);
  for (const next of found) readers.get(next)?.forEach((reader) => found.add(reader));
  return found;
}

/** The terms, over the axes of the equation, that stand beside every read of it. */
function commonAddends(name: string, users: readonly Equation[]): readonly Scalar[] {
  let common: readonly Scalar[] | undefined;
  for (const { body } of users) {
    const sums = sumsAround(name, body);
    if (!sums) return [];
    for (const { others, at } of sums) {
      const here = new Set(others.map((term) => overIndices(term, at)).filter((term) => term !== undefined));
      common = common ? common.filter((term) => here.has(term)) : [...here];
      if (common.length === 0) return [];
    }
  }
  return common ?? [];
}

interface SumAround {
  readonly at: Read;
  readonly others: readonly Scalar[];
}

/** Every sum in which the equation is a term, turned so that its weight is 1; nothing where it is read in any other way. */
function sumsAround(name: string, body: Scalar): SumAround[] | undefined {
  const isUse = (term: Term): term is Read => term.kind === "read" && term.tensor === name;
  const isScaledUse = (term: Term): boolean => isScalar(term) && isUse(weighted(term).rest);
  if (isScaledUse(body)) return undefined;
  const sums: SumAround[] = [];
  for (const part of everyPart(body)) {
    const uses = children(part).filter(isScaledUse);
    if (uses.length === 0 || isScaledUse(part)) continue;
    const [use] = uses;
    if (part.kind !== "add" || uses.length > 1 || !use || !isScalar(use)) return undefined;
    const { weight, rest } = weighted(use);
    const turn = constant(reciprocal(weight));
    if (isUse(rest))
      sums.push({ at: rest, others: part.terms.filter((term) => term !== use).map((term) => mul(turn, term)) });
  }
  return sums;
}

/** A term beside a read as an expression over the axes of what is read, where it depends on nothing else. */
function overIndices(term: Scalar, { indices }: Read): Scalar | undefined {
  if (!indices.every((index): index is Index => index.kind === "index") || new Set(indices).size < indices.length)
    return undefined;
  if (!term.free.every((index) => indices.includes(index))) return undefined;
  return substitute(term, new Map(indices.map((index, at) => [index, axis(at, index.dim)])));
}
