import { isInteger, isNegative } from "../util/rational.ts";
import { arrangements } from "./arrangements.ts";
import { compare } from "./compare.ts";
import { call } from "./call.ts";
import { intern, type Term } from "./intern.ts";
import { bound, extent, openIndex, read, zero } from "./leaves.ts";
import { always, and, equal, less, lessOrEqual, never, not, or } from "./conditions.ts";
import { select } from "./select.ts";
import { add, addAll, mul, negate, oriented, power, weighted } from "./ring.ts";
import type { Condition, Index, Reduce, ReduceOperator, Scalar } from "./scalar.ts";

/** What to put in place of what: indices mostly, or reads. */
export type Substitution = ReadonlyMap<Scalar, Scalar>;

type Replace = (term: Scalar) => Scalar;
type Rebuild = { readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, replace: Replace) => Scalar };
type RebuildCondition = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, replace: Replace) => Condition;
};

const rebuildCondition: RebuildCondition = {
  truth: (condition) => condition,
  less: ({ left, right }, replace) => less(replace(left), replace(right)),
  lessOrEqual: ({ left, right }, replace) => lessOrEqual(replace(left), replace(right)),
  equal: ({ left, right }, replace) => equal(replace(left), replace(right)),
  not: ({ condition }, replace) => not(mapCondition(condition, replace)),
  and: ({ conditions }, replace) => and(...conditions.map((condition) => mapCondition(condition, replace))),
  or: ({ conditions }, replace) => or(...conditions.map((condition) => mapCondition(condition, replace))),
};

/** The condition with every scalar in it replaced. */
const mapCondition = (condition: Condition, replace: Replace): Condition =>
  (rebuildCondition[condition.kind] as (condition: Condition, replace: Replace) => Condition)(condition, replace);

const rebuild: Rebuild = {
  constant: (scalar) => scalar,
  extent: (scalar) => scalar,
  index: (scalar) => scalar,
  read: ({ tensor, indices }, replace) => read(tensor, indices.map(replace)),
  add: (scalar, replace) => rebuilt(scalar, scalar.terms, replace, addAll),
  mul: (scalar, replace) => rebuilt(scalar, scalar.factors, replace, (factors) => mul(...factors)),
  power: (scalar, replace) =>
    rebuilt(scalar, [scalar.base], replace, ([base]) => (base ? power(base, scalar.exponent) : scalar)),
  call: (scalar, replace) => rebuilt(scalar, scalar.args, replace, (args) => call(scalar.fn, ...args)),
  select: ({ condition, whenTrue, whenFalse }, replace) =>
    select(mapCondition(condition, replace), replace(whenTrue), replace(whenFalse)),
  reduce: (scalar, replace) => {
    const { indices, body } = opened(scalar);
    const replaced = replace(body);
    return replaced === body ? scalar : reduce(scalar.operator, indices, replaced);
  },
};

/** The same expression where no part changed, which is most of the time. */
function rebuilt(
  scalar: Scalar,
  parts: readonly Scalar[],
  replace: Replace,
  make: (parts: readonly Scalar[]) => Scalar,
): Scalar {
  const replaced = parts.map(replace);
  return replaced.every((part, at) => part === parts[at]) ? scalar : make(replaced);
}

/** The scalar with every direct part replaced; the body of a reduction is opened first, so nothing is captured. */
export const mapScalar = (scalar: Scalar, replace: Replace): Scalar =>
  (rebuild[scalar.kind] as (scalar: Scalar, replace: Replace) => Scalar)(scalar, replace);

/** The scalar with the keys replaced by their values, all at once, without capture. */
export function substitute(scalar: Scalar, substitution: Substitution): Scalar {
  const indices = [...substitution.keys()].every((key) => key.kind === "index");
  const done = new Map<Scalar, Scalar>();
  const replace: Replace = (term) => {
    const found = substitution.get(term) ?? done.get(term);
    if (found) return found;
    const untouched = indices && !term.free.some((index) => substitution.has(index));
    const result = untouched ? term : mapScalar(term, replace);
    done.set(term, result);
    return result;
  };
  return replace(scalar);
}

/** A reduction's body over open indices. */
export interface Opened {
  readonly indices: readonly Index[];
  readonly body: Scalar;
}

/** The body of a reduction with its bound indices replaced by open ones that occur nowhere else. */
export function open({ indices, body }: Reduce): Opened {
  const fresh = indices.map(({ dim }) => openIndex(dim));
  return { indices: fresh, body: rename(body, indices, fresh) };
}

const openings = new WeakMap<Reduce, Opened>();

/** One opening for every visit that closes the reduction again right away, so that visits can remember what they saw. */
function opened(reduction: Reduce): Opened {
  const found = openings.get(reduction);
  if (found) return found;
  const made = open(reduction);
  openings.set(reduction, made);
  return made;
}

/** A renaming need not open reductions below: their bound indices are lower levels, which it never touches. Several are arranged anew. */
function rename(scalar: Scalar, from: readonly Index[], to: readonly Index[]): Scalar {
  const renaming = new Map(from.map((index, position) => [index, to[position] ?? index]));
  const done = new Map<Scalar, Scalar>();
  const replace: Replace = (term) => {
    if (term.kind === "index") return renaming.get(term) ?? term;
    if (!term.free.some((index) => renaming.has(index))) return term;
    const found = done.get(term);
    if (found) return found;
    const single = term.kind === "reduce" && term.indices.length === 1;
    const result = single ? closed(term.operator, term.indices, replace(term.body)) : mapScalar(term, replace);
    done.set(term, result);
    return result;
  };
  return replace(scalar);
}

/** A reduction of `body` over indices that are free in it, in canonical form. */
export function reduce(operator: ReduceOperator, indices: readonly Index[], body: Scalar): Scalar {
  if (indices.length === 0) return body;
  return simplified[operator](indices, body);
}

export const sum = (indices: readonly Index[], body: Scalar): Scalar => reduce("sum", indices, body);

type Simplify = (indices: readonly Index[], body: Scalar) => Scalar;

/** What each reduction does to a body that does not depend on some index, and to a nested one of its kind. */
const simplified: { readonly [O in ReduceOperator]: Simplify } = {
  sum: simplifySum,
  prod: (indices, body) => {
    const { used, unused } = split(indices, body);
    const repeated = unused.reduce((result, { dim }) => call("pow", result, extent(dim)), body);
    return close("prod", used, repeated);
  },
  max: (indices, body) => close("max", split(indices, body).used, body),
  min: (indices, body) => close("min", split(indices, body).used, body),
  argmax: (indices, body) => (split(indices, body).used.length === 0 ? zero : close("argmax", indices, body)),
  argmin: (indices, body) => (split(indices, body).used.length === 0 ? zero : close("argmin", indices, body)),
  logsumexp: simplifyLogSumExp,
};

function split(indices: readonly Index[], body: Scalar): { used: Index[]; unused: Index[] } {
  return {
    used: indices.filter((index) => body.free.includes(index)),
    unused: indices.filter((index) => !body.free.includes(index)),
  };
}

function simplifySum(indices: readonly Index[], body: Scalar): Scalar {
  if (body === zero) return zero;
  if (body.kind === "reduce" && body.operator === "sum") {
    const inner = open(body);
    return sum([...indices, ...inner.indices], inner.body);
  }
  const sifted = sift(indices, body);
  if (sifted) return sum(sifted.indices, sifted.body);
  const { used, unused } = split(indices, body);
  if (unused.length > 0) return mul(...unused.map(({ dim }) => extent(dim)), sum(used, body));
  return hoist(indices, body);
}

/** Σᵢ δ(i, e)·f(i) = f(e) */
function sift(indices: readonly Index[], body: Scalar): { indices: readonly Index[]; body: Scalar } | undefined {
  if (body.kind !== "select" || body.whenFalse !== zero) return undefined;
  const conditions = body.condition.kind === "and" ? body.condition.conditions : [body.condition];
  for (const condition of conditions) {
    if (condition.kind !== "equal") continue;
    for (const [index, value] of [
      [condition.left, condition.right],
      [condition.right, condition.left],
    ] as const) {
      if (index.kind !== "index" || !indices.includes(index)) continue;
      const inside = takes(index, value);
      if (!inside) continue;
      const others = and(inside, ...conditions.filter((other) => other !== condition));
      const kept = select(others, body.whenTrue, zero);
      return { indices: indices.filter((other) => other !== index), body: substitute(kept, new Map([[index, value]])) };
    }
  }
  return undefined;
}

/** When the index takes the value, where that can be said: an index of the same dimension always, a number inside the range. */
function takes(index: Index, value: Scalar): Condition | undefined {
  if (value.kind === "index") return value.dim.name === index.dim.name ? always : undefined;
  if (value.kind !== "constant") return undefined;
  const whole = isInteger(value.value) && !isNegative(value.value);
  return whole ? less(value, extent(index.dim)) : never;
}

/** Factors that do not depend on a summation index leave the sum. */
function hoist(indices: readonly Index[], body: Scalar): Scalar {
  const depends = (factor: Term): boolean => factor.free.some((index) => indices.includes(index));
  if (body.kind === "mul") {
    const outside = body.factors.filter((factor) => !depends(factor));
    if (outside.length > 0) return mul(...outside, sum(indices, mul(...body.factors.filter(depends))));
  }
  if (body.kind === "select" && body.whenFalse === zero) {
    const conditions = body.condition.kind === "and" ? body.condition.conditions : [body.condition];
    const outside = conditions.filter((condition) => !depends(condition));
    const inside = and(...conditions.filter(depends));
    if (outside.length > 0) return select(and(...outside), sum(indices, select(inside, body.whenTrue, zero)), zero);
  }
  return close("sum", indices, body);
}

function simplifyLogSumExp(indices: readonly Index[], body: Scalar): Scalar {
  const { used, unused } = split(indices, body);
  if (unused.length > 0) {
    return add(...unused.map(({ dim }) => call("log", extent(dim))), reduce("logsumexp", used, body));
  }
  const terms = body.kind === "add" ? body.terms : [body];
  const outside = terms.filter((term) => !term.free.some((index) => indices.includes(index)));
  if (outside.length === 0) return close("logsumexp", indices, body);
  return add(...outside, close("logsumexp", indices, add(...terms.filter((term) => !outside.includes(term)))));
}

/** A reduction over one order of its indices. */
interface Candidate {
  readonly levels: readonly Index[];
  readonly body: Scalar;
  /** Whether the sum is the negative of the one over `body`. */
  readonly negated: boolean;
}

/** Binds the indices at the levels above those in the body, in the order that makes the smallest expression. */
function close(operator: ReduceOperator, indices: readonly Index[], body: Scalar): Scalar {
  if (indices.length === 0) return body;
  const candidates = arrangements(indices).map((order): Candidate => {
    const levels = order.map(({ dim }, position) => bound(body.height + 1 + position, dim));
    const renamed = rename(body, order, levels);
    return operator === "sum" ? { levels, ...unsigned(renamed) } : { levels, body: renamed, negated: false };
  });
  const least = candidates.reduce((best, next) => (compare(next.body, best.body) < 0 ? next : best));
  // A sum that equals its own negative: Σᵢⱼ (xᵢ − xⱼ) = 0.
  if (candidates.some((other) => other.body === least.body && other.negated !== least.negated)) return zero;
  const made = closed(operator, least.levels, least.body);
  return least.negated ? negate(made) : made;
}

/** The sign of a body depends on what its indices are called, so it leaves the sum only when they have their names. */
function unsigned(body: Scalar): { body: Scalar; negated: boolean } {
  const { base, flipped } = oriented(body);
  if (flipped) return { body: base, negated: true };
  const negated = isNegative(weighted(body).weight);
  return { body: negated ? negate(body) : body, negated };
}

/** The interned reduction over indices that are bound already. */
function closed(operator: ReduceOperator, indices: readonly Index[], body: Scalar): Scalar {
  const key = `${operator} ${indices.map(({ id }) => id).join()} ${String(body.id)}`;
  return intern<Reduce>(key, [body], { kind: "reduce", operator, indices, body }, indices);
}
