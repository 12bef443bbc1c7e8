import { Decimal } from "decimal.js";
import type { Dim } from "./dim.ts";
import { sizeOf, type Sizes } from "./evaluate.ts";
import { axis } from "./leaves.ts";
import { exactly } from "./precise-exponential.ts";
import { preciseFunctions } from "./precise-functions.ts";
import type { Precision } from "./precise-special.ts";
import type { Condition, Index, ReduceOperator, Scalar } from "./scalar.ts";
import type { System } from "./system.ts";

/**
 * The mathematics of a system, in decimal arithmetic: what the formula says as it is written, to as many digits as are
 * asked for. Where 1 + e⁻⁸⁰⁰ occurs it takes 348 more of them to tell it from 1; so the arithmetic is told of every value
 * on the way, and gets as many digits more as there are orders of magnitude between the largest and the smallest.
 */

/** Where a system is evaluated. Arrays are row-major; a scalar is an array of length 1. */
export interface PrecisePoint {
  readonly sizes: Sizes;
  readonly inputs: ReadonlyMap<string, readonly (Decimal | number)[]>;
}

/** Digits that are never exceeded: decimal.js knows π and log 10 to 1025. */
const mostDigits = 1000;

interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly Decimal[];
}

interface Scope {
  readonly precision: Precision;
  readonly sizes: Sizes;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly indices: Map<Index, number>;
  /** The last value of every expression, and where its free indices stood then. */
  readonly known: Map<Scalar, { readonly stood: string; readonly value: Decimal }>;
}

/**
 * The elements of the equation `of`, right to `digits` digits as long as that takes no more than `mostDigits` on the way.
 * @throws Error where an input or a size is missing
 */
export function evaluatePrecisely(system: System, of: string, at: PrecisePoint, digits = 50): readonly Decimal[] {
  for (let precision = digits; ;) {
    const { values, spread } = evaluateWith(system, of, at, precision);
    const needed = Math.min(digits + spread, mostDigits);
    if (needed <= precision) return values;
    precision = needed;
  }
}

/** The elements in arithmetic of some digits, and how many orders of magnitude apart the values on the way are. */
function evaluateWith(
  system: System,
  of: string,
  at: PrecisePoint,
  digits: number,
): { values: readonly Decimal[]; spread: number } {
  const Number = Decimal.clone({ precision: digits, minE: -9e15, maxE: 9e15 });
  let [smallest, largest] = [0, 0];
  const note = (value: Decimal): Decimal => {
    if (value.isFinite() && !value.isZero()) {
      smallest = Math.min(smallest, value.e);
      largest = Math.max(largest, value.e);
    }
    return value;
  };
  const tensors = new Map<string, Tensor>();
  for (const { name, axes } of system.inputs) {
    const values = at.inputs
      .get(name)
      ?.map((value) => note(new Number(typeof value === "number" ? exactly(value) : value)));
    if (!values) throw new Error(`internal: no input ${name}`);
    tensors.set(name, { shape: shapeOf(axes, at.sizes), values });
  }
  for (const { name, axes, body } of system.equations) {
    const scope = { precision: { Number, note }, sizes: at.sizes, tensors, indices: new Map(), known: new Map() };
    const places = axes.map((dim, position) => axis(position, dim));
    tensors.set(name, { shape: shapeOf(axes, at.sizes), values: elements(places, body, scope) });
    if (name === of) break;
  }
  return { values: tensors.get(of)?.values ?? [], spread: largest - smallest };
}

const shapeOf = (axes: readonly Dim[], sizes: Sizes): number[] => axes.map((dim) => sizeOf(dim, sizes));

/** The body at every combination of values of the indices, the last one fastest. */
function elements([first, ...rest]: readonly Index[], body: Scalar, scope: Scope): Decimal[] {
  if (first === undefined) return [valueOf(body, scope)];
  const { indices } = scope;
  const outer = indices.get(first);
  const found: Decimal[] = [];
  for (let at = 0; at < sizeOf(first.dim, scope.sizes); at++) {
    indices.set(first, at);
    found.push(...elements(rest, body, scope));
  }
  if (outer === undefined) indices.delete(first);
  else indices.set(first, outer);
  return found;
}

function valueOf(scalar: Scalar, scope: Scope): Decimal {
  const stood = scalar.free.map((index) => String(scope.indices.get(index))).join();
  const known = scope.known.get(scalar);
  if (known?.stood === stood) return known.value;
  const value = scope.precision.note((meanings[scalar.kind] as Meaning<Scalar>)(scalar, scope));
  scope.known.set(scalar, { stood, value });
  return value;
}

type Meaning<S> = (scalar: S, scope: Scope) => Decimal;
type Meanings = { readonly [K in Scalar["kind"]]: Meaning<Extract<Scalar, { kind: K }>> };

const meanings: Meanings = {
  constant: ({ value }, { precision: { Number } }) =>
    new Number(String(value.numerator)).div(String(value.denominator)),
  extent: ({ dim }, { sizes, precision: { Number } }) => new Number(sizeOf(dim, sizes)),
  index: (index, { indices, precision: { Number } }) => new Number(indices.get(index) ?? NaN),
  read: ({ tensor, indices }, scope) => {
    const source = scope.tensors.get(tensor);
    const places = indices.map((index) => valueOf(index, scope).toNumber());
    const { Number } = scope.precision;
    const inside = places.every((place, at) => place >= 0 && place < (source?.shape[at] ?? 0) && isWhole(place));
    const offset = places.reduce((sum, place, at) => sum * (source?.shape[at] ?? 0) + place, 0);
    return (inside ? source?.values[offset] : undefined) ?? new Number(NaN);
  },
  add: ({ terms }, scope) => terms.map((term) => valueOf(term, scope)).reduce((sum, term) => sum.plus(term)),
  mul: ({ factors }, scope) => factors.map((each) => valueOf(each, scope)).reduce((all, each) => all.times(each)),
  power: ({ base, exponent }, scope) => {
    const { Number } = scope.precision;
    const x = valueOf(base, scope);
    if (exponent.denominator !== 2n)
      return x.pow(new Number(String(exponent.numerator)).div(String(exponent.denominator)));
    return x.sqrt().pow(String(exponent.numerator));
  },
  call: ({ fn, args }, scope) => {
    const apply = preciseFunctions[fn] as (...given: readonly (Decimal | Precision)[]) => Decimal;
    return apply(...args.map((arg) => valueOf(arg, scope)), scope.precision);
  },
  select: ({ condition, whenTrue, whenFalse }, scope) => valueOf(holds(condition, scope) ? whenTrue : whenFalse, scope),
  reduce: ({ operator, indices, body }, scope) => reductions[operator](elements(indices, body, scope), scope.precision),
};

const isWhole = (value: number): boolean => value === Math.floor(value);

type Reduction = (elements: readonly Decimal[], precision: Precision) => Decimal;

const largest: Reduction = (elements, { Number }) =>
  elements.length > 0 ? Number.max(...elements) : new Number(-Infinity);
const smallest: Reduction = (elements, { Number }) =>
  elements.length > 0 ? Number.min(...elements) : new Number(Infinity);
const firstAt =
  (extremum: Reduction): Reduction =>
  (elements, precision) => {
    const best = extremum(elements, precision);
    return new precision.Number(
      Math.max(
        0,
        elements.findIndex((element) => element.eq(best)),
      ),
    );
  };
const sum: Reduction = (elements, { Number }) => elements.reduce((total, each) => total.plus(each), new Number(0));

const reductions: { readonly [O in ReduceOperator]: Reduction } = {
  sum,
  prod: (elements, { Number }) => elements.reduce((total, each) => total.times(each), new Number(1)),
  max: largest,
  min: smallest,
  argmax: firstAt(largest),
  argmin: firstAt(smallest),
  logsumexp: (elements, precision) =>
    preciseFunctions.log(
      sum(
        elements.map((each) => preciseFunctions.exp(each, precision)),
        precision,
      ),
      precision,
    ),
};

type Truths = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, scope: Scope) => boolean;
};

const truths: Truths = {
  truth: ({ value }) => value,
  less: ({ left, right }, scope) => valueOf(left, scope).lt(valueOf(right, scope)),
  lessOrEqual: ({ left, right }, scope) => valueOf(left, scope).lte(valueOf(right, scope)),
  equal: ({ left, right }, scope) => valueOf(left, scope).eq(valueOf(right, scope)),
  not: ({ condition }, scope) => !holds(condition, scope),
  and: ({ conditions }, scope) => conditions.every((condition) => holds(condition, scope)),
  or: ({ conditions }, scope) => conditions.some((condition) => holds(condition, scope)),
};

const holds = (condition: Condition, scope: Scope): boolean =>
  (truths[condition.kind] as (condition: Condition, scope: Scope) => boolean)(condition, scope);
