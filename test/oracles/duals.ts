import { sizeOf, type Point, type Sizes } from "../../src/equations/evaluate.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import { axis } from "../../src/equations/leaves.ts";
import type { Condition, Index, Reduce, ReduceOperator, Scalar } from "../../src/equations/scalar.ts";
import type { System } from "../../src/equations/system.ts";
import { toNumber } from "../../src/util/rational.ts";
import { slopes } from "./function-slopes.ts";

/**
 * Forward mode by dual numbers: an evaluator of its own, which shares no derivative with the compiler. It gives the
 * exact directional derivative of every equation.
 */
export interface Dual {
  readonly value: number;
  readonly tangent: number;
}

interface DualTensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
  readonly tangents: Float64Array;
}

interface Scope {
  readonly sizes: Sizes;
  readonly tensors: ReadonlyMap<string, DualTensor>;
  readonly indices: Map<Index, number>;
  /** The last value of every compound expression, and where its free indices stood then. */
  readonly known: Map<Scalar, { readonly stood: string; readonly dual: Dual }>;
}

/** The value and the tangent of every equation, given the tangents of some inputs; the others do not move. */
export function pushforward(
  system: System,
  at: Point,
  direction: ReadonlyMap<string, Float64Array>,
): Map<string, DualTensor> {
  const tensors = new Map<string, DualTensor>();
  for (const { name, axes } of system.inputs) {
    const values = at.inputs.get(name) ?? new Float64Array();
    const shape = axes.map((dim) => sizeOf(dim, at.sizes));
    tensors.set(name, { shape, values, tangents: direction.get(name) ?? new Float64Array(values.length) });
  }
  const results = new Map<string, DualTensor>();
  for (const { name, axes, body } of system.equations) {
    const shape = axes.map((dim) => sizeOf(dim, at.sizes));
    const scope: Scope = { sizes: at.sizes, tensors, indices: new Map(), known: new Map() };
    const duals = elements(
      axes.map((dim, position) => axis(position, dim)),
      body,
      scope,
    );
    const result: DualTensor = {
      shape,
      values: Float64Array.from(duals, ({ value }) => value),
      tangents: Float64Array.from(duals, ({ tangent }) => tangent),
    };
    tensors.set(name, result);
    results.set(name, result);
  }
  return results;
}

/** The exact gradient of a scalar equation for one input: one pushforward an element, so for small inputs. */
export function gradientByDuals(system: System, of: string, wrt: string, at: Point): Float64Array {
  const length = at.inputs.get(wrt)?.length ?? 0;
  return Float64Array.from({ length }, (_, i) => {
    const unit = new Float64Array(length);
    unit[i] = 1;
    return pushforward(system, at, new Map([[wrt, unit]])).get(of)?.tangents[0] ?? NaN;
  });
}

/** The body at every combination of values of the indices, the last one fastest. */
function elements(indices: readonly Index[], body: Scalar, scope: Scope): Dual[] {
  const [first, ...rest] = indices;
  if (first === undefined) return [dualOf(body, scope)];
  const found: Dual[] = [];
  const outer = scope.indices.get(first);
  for (let i = 0; i < sizeOf(first.dim, scope.sizes); i++) {
    scope.indices.set(first, i);
    for (const dual of elements(rest, body, scope)) found.push(dual);
  }
  if (outer === undefined) scope.indices.delete(first);
  else scope.indices.set(first, outer);
  return found;
}

function dualOf(scalar: Scalar, scope: Scope): Dual {
  const stood = scalar.free.map((index) => String(scope.indices.get(index))).join();
  const known = scope.known.get(scalar);
  if (known?.stood === stood) return known.dual;
  const dual = (duals[scalar.kind] as (scalar: Scalar, scope: Scope) => Dual)(scalar, scope);
  scope.known.set(scalar, { stood, dual });
  return dual;
}

const still = (value: number): Dual => ({ value, tangent: 0 });

/** slope · tangent, and 0 where nothing moves, however steep it is there. */
const along = (slope: number, { tangent }: Dual): number => (tangent === 0 ? 0 : slope * tangent);

type Duals = { readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, scope: Scope) => Dual };

const duals: Duals = {
  constant: ({ value }) => still(toNumber(value)),
  extent: ({ dim }, { sizes }) => still(sizeOf(dim, sizes)),
  index: (index, { indices }) => still(indices.get(index) ?? NaN),
  read: ({ tensor, indices }, scope) => {
    const source = scope.tensors.get(tensor);
    if (source === undefined) throw new Error(`no tensor ${tensor}`);
    let offset = 0;
    for (const [position, index] of indices.entries()) {
      const { value } = dualOf(index, scope);
      const size = source.shape[position] ?? 0;
      if (!Number.isInteger(value) || value < 0 || value >= size) return still(NaN);
      offset = offset * size + value;
    }
    return { value: source.values[offset] ?? NaN, tangent: source.tangents[offset] ?? NaN };
  },
  add: ({ terms }, scope) => total(terms.map((term) => dualOf(term, scope))),
  mul: ({ factors }, scope) => productOf(factors.map((factor) => dualOf(factor, scope))),
  power: ({ base, exponent }, scope) => {
    const x = dualOf(base, scope);
    const e = toNumber(exponent);
    return { value: x.value ** e, tangent: along(e * x.value ** (e - 1), x) };
  },
  call: ({ fn, args }, scope) => {
    const [x = still(NaN), y = still(NaN)] = args.map((arg) => dualOf(arg, scope));
    const value = functionValues[fn](x.value, y.value);
    const slope = (slopes[fn] as ((x: number, y: number) => number | readonly [number, number]) | null)?.(
      x.value,
      y.value,
    );
    if (slope === undefined) return still(value);
    if (typeof slope === "number") return { value, tangent: along(slope, x) };
    return { value, tangent: along(slope[0], x) + along(slope[1], y) };
  },
  select: ({ condition, whenTrue, whenFalse }, scope) => dualOf(holds(condition, scope) ? whenTrue : whenFalse, scope),
  reduce: (scalar: Reduce, scope) => reductions[scalar.operator](elements(scalar.indices, scalar.body, scope)),
};

type Truths = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, scope: Scope) => boolean;
};

const truths: Truths = {
  truth: ({ value }) => value,
  less: ({ left, right }, scope) => dualOf(left, scope).value < dualOf(right, scope).value,
  lessOrEqual: ({ left, right }, scope) => dualOf(left, scope).value <= dualOf(right, scope).value,
  equal: ({ left, right }, scope) => dualOf(left, scope).value === dualOf(right, scope).value,
  not: ({ condition }, scope) => !holds(condition, scope),
  and: ({ conditions }, scope) => conditions.every((condition) => holds(condition, scope)),
  or: ({ conditions }, scope) => conditions.some((condition) => holds(condition, scope)),
};

const holds = (condition: Condition, scope: Scope): boolean =>
  (truths[condition.kind] as (condition: Condition, scope: Scope) => boolean)(condition, scope);

const total = (terms: readonly Dual[]): Dual =>
  terms.reduce((a, b) => ({ value: a.value + b.value, tangent: a.tangent + b.tangent }), still(0));

const productOf = (factors: readonly Dual[]): Dual =>
  factors.reduce((a, b) => ({ value: a.value * b.value, tangent: along(b.value, a) + along(a.value, b) }), still(1));

const first = (elements: readonly Dual[], better: (a: number, b: number) => boolean): number =>
  elements.reduce((best, { value }, i) => (better(value, elements[best]!.value) ? i : best), 0);
const greater = (a: number, b: number): boolean => a > b;
const smaller = (a: number, b: number): boolean => a < b;

/** What each reduction makes of the elements. The first index that attains an extremum takes all of its derivative. */
const reductions: { readonly [O in ReduceOperator]: (elements: readonly Dual[]) => Dual } = {
  sum: total,
  prod: productOf,
  max: (elements) => elements[first(elements, greater)] ?? still(-Infinity),
  min: (elements) => elements[first(elements, smaller)] ?? still(Infinity),
  argmax: (elements) => still(first(elements, greater)),
  argmin: (elements) => still(first(elements, smaller)),
  logsumexp: (elements) => {
    const most = elements[first(elements, greater)]?.value ?? -Infinity;
    if (!Number.isFinite(most)) return still(most);
    const weights = elements.map(({ value }) => Math.exp(value - most));
    const sum = weights.reduce((a, b) => a + b, 0);
    const tangent = elements.reduce((sofar, element, i) => sofar + along(weights[i]! / sum, element), 0);
    return { value: most + Math.log(sum), tangent };
  },
};
