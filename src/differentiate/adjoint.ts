import { add, call, constant, equal, mul, not, open, power, read, reduce, select, zero } from "../equations/build.ts";
import type { Index, Power, Reduce, Scalar, Select } from "../equations/scalar.ts";
import { plus, rational } from "../util/rational.ts";
import { binaryDerivatives, unaryDerivatives } from "./rules.ts";
import type { BinaryFunction, UnaryFunction } from "../equations/functions.ts";

/** What one part of an expression receives from the whole: part and cotangent. */
export type Share = readonly [part: Scalar, cotangent: Scalar];

type Pullback = {
  readonly [K in Scalar["kind"]]: (whole: Extract<Scalar, { kind: K }>, wholeBar: Scalar) => readonly Share[];
};

const nothing = (): readonly Share[] => [];
const minusOne = rational(-1);

/** The cotangents of the direct parts of an elementwise expression, given its own. */
const pullbacks: Pullback = {
  constant: nothing,
  extent: nothing,
  index: nothing,
  read: nothing,
  add: ({ terms }, bar) => terms.map((term) => [term, bar]),
  mul: ({ factors }, bar) =>
    factors.map((factor, at) => [factor, mul(bar, ...factors.filter((_, other) => other !== at))]),
  power: ({ base, exponent }: Power, bar) => [
    [base, mul(bar, constant(exponent), power(base, plus(exponent, minusOne)))],
  ],
  call: (whole, bar) => {
    const [x, y] = whole.args;
    if (!x) return [];
    if (!y) return [[x, mul(bar, unaryDerivatives[whole.fn as UnaryFunction](x, whole))]];
    const [byX, byY] = binaryDerivatives[whole.fn as BinaryFunction];
    return [
      [x, mul(bar, byX(x, y, whole))],
      [y, mul(bar, byY(x, y, whole))],
    ];
  },
  select: ({ condition, whenTrue, whenFalse }: Select, bar) => [
    [whenTrue, select(condition, bar, zero)],
    [whenFalse, select(not(condition), bar, zero)],
  ],
  reduce: () => {
    throw new Error("internal: a reduction inside a body is to be an equation of its own before differentiation");
  },
};

export const pullback = (whole: Scalar, wholeBar: Scalar): readonly Share[] =>
  (pullbacks[whole.kind] as (whole: Scalar, wholeBar: Scalar) => readonly Share[])(whole, wholeBar);

/** The cotangent of the body at the open indices, given that of the reduction and the reduction's own value. */
type ReducePullback = (
  opened: { indices: readonly Index[]; body: Scalar },
  whole: Reduce,
  value: Scalar,
  bar: Scalar,
) => Scalar;

const attains: ReducePullback = ({ indices: [index] }, whole, _, bar) => {
  if (!index) throw new Error("internal: a reduction over nothing");
  const first = whole.operator === "max" ? "argmax" : "argmin";
  const other = open(whole);
  return select(equal(index, reduce(first, other.indices, other.body)), bar, zero);
};

export const reducePullbacks: { readonly [O in Reduce["operator"]]: ReducePullback } = {
  sum: (_, __, ___, bar) => bar,
  // The product of the others, without dividing: right also where a factor is 0.
  prod: ({ indices }, whole, _, bar) => {
    const other = open(whole);
    const same = other.indices.map((index, at) => equal(index, indices[at] ?? index));
    const others = same.reduceRight((rest, condition) => select(condition, rest, other.body), constant(1) as Scalar);
    return mul(bar, reduce("prod", other.indices, others));
  },
  max: attains,
  min: attains,
  argmax: () => zero,
  argmin: () => zero,
  logsumexp: ({ body }, _, value, bar) => mul(bar, call("exp", add(body, mul(constant(-1), value)))),
};

/**
 * The contribution of one read t[e] with cotangent `bar` to t̄[axes]: Σ over the scope of δ(axes, e)·bar. A sum over a
 * delta is a renaming, so that nothing is left of it at a plain index.
 */
export function contribution(
  indices: readonly Scalar[],
  axes: readonly Index[],
  bar: Scalar,
  scope: readonly Index[],
): Scalar {
  const guarded = indices.reduce((value, expression, at) => {
    const target = axes[at];
    if (!target) throw new Error("internal: more indices than axes");
    return select(equal(target, expression), value, zero);
  }, bar);
  return reduce("sum", scope, guarded);
}

/** The value of an equation at its axes. */
export const valueOf = (name: string, axes: readonly Index[]): Scalar => read(name, axes);
