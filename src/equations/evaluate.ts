import { toNumber } from "../util/rational.ts";
import type { Dim } from "./dim.ts";
import { functionValues } from "./function-values.ts";
import type { Term } from "./intern.ts";
import { axis } from "./leaves.ts";
import type { Condition, Index, ReduceOperator, Scalar } from "./scalar.ts";
import type { System } from "./system.ts";
import { children, everyPart } from "./walk.ts";

/**
 * The reference semantics: what an equation means, element by element. Slow and obvious; every pass is measured
 * against it. An expression is compiled to closures once and then evaluated for every element, and a part that is
 * used twice is evaluated once for each binding of its free indices, since bodies are graphs rather than trees.
 */

/** The size of every dimension whose size is not fixed, by name. */
export type Sizes = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** Where a system is evaluated. Arrays are row-major; a scalar is an array of length 1. */
export interface Point {
  readonly sizes: Sizes;
  readonly inputs: ReadonlyMap<string, Float64Array>;
}

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float64Array;
}

/** What a scalar's free parts stand for. */
export interface Environment {
  readonly sizes: Sizes;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly indices: ReadonlyMap<Index, number>;
}

/** Where the current value of an index stands. */
interface Slot {
  value: number;
}

type Value = () => number;
type Test = () => boolean;

interface Compilation {
  readonly sizes: Sizes;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly slot: (index: Index) => Slot;
  readonly value: (scalar: Scalar) => Value;
  readonly test: (condition: Condition) => Test;
}

/**
 * The value of every equation, by name.
 * @throws Error where an input or a size is missing or an input has the wrong length
 */
export function evaluate(system: System, at: Point): Map<string, Float64Array> {
  const tensors = new Map<string, Tensor>();
  for (const { name, axes } of system.inputs) {
    const shape = axes.map((dim) => sizeOf(dim, at.sizes));
    const values = at.inputs.get(name);
    if (values?.length !== count(shape)) {
      throw new Error(`internal: input ${name} has length ${String(values?.length)}, not ${String(count(shape))}`);
    }
    tensors.set(name, { shape, values });
  }
  const results = new Map<string, Float64Array>();
  for (const { name, axes, body } of system.equations) {
    const shape = axes.map((dim) => sizeOf(dim, at.sizes));
    const compilation = compile(body, at.sizes, tensors);
    const slots = axes.map((dim, position) => compilation.slot(axis(position, dim)));
    const value = compilation.value(body);
    const values = new Float64Array(count(shape));
    let next = 0;
    forEachElement(slots, shape, () => {
      values[next++] = value();
    });
    tensors.set(name, { shape, values });
    results.set(name, values);
  }
  return results;
}

/** The value of one expression. @throws Error where the environment lacks something that it reads */
export function evaluateScalar(scalar: Scalar, environment: Environment): number {
  const compilation = compile(scalar, environment.sizes, environment.tensors);
  for (const [index, value] of environment.indices) compilation.slot(index).value = value;
  return compilation.value(scalar)();
}

/** The size of a dimension at a point. @throws Error where it is neither fixed nor given */
export function sizeOf(dim: Dim, sizes: Sizes): number {
  const size = dim.size ?? (isMap(sizes) ? sizes.get(dim.name) : new Map(Object.entries(sizes)).get(dim.name));
  if (size === undefined) throw new Error(`internal: no size for dimension ${dim.name}`);
  return size;
}

const isMap = (sizes: Sizes): sizes is ReadonlyMap<string, number> => sizes instanceof Map;

const count = (shape: readonly number[]): number => shape.reduce((total, size) => total * size, 1);

/** Runs through every combination of values of the indices, the last one fastest. */
function forEachElement(slots: readonly Slot[], shape: readonly number[], visit: () => void, from = 0): void {
  const slot = slots[from];
  if (slot === undefined) {
    visit();
    return;
  }
  for (let i = 0; i < shape[from]!; i++) {
    slot.value = i;
    forEachElement(slots, shape, visit, from + 1);
  }
}

function compile(root: Scalar, sizes: Sizes, tensors: ReadonlyMap<string, Tensor>): Compilation {
  const shared = usedTwice(root);
  const slots = new Map<Index, Slot>();
  const values = new Map<Scalar, Value>();
  const tests = new Map<Condition, Test>();
  const compilation: Compilation = {
    sizes,
    tensors,
    slot: (index) => entry(slots, index, () => ({ value: NaN })),
    value: (scalar) => entry(values, scalar, () => remember(scalar, meaningOf(scalar, compilation))),
    test: (condition) => entry(tests, condition, () => remember(condition, truthOf(condition, compilation))),
  };
  const remember = <T>(term: Term, compute: () => T): (() => T) =>
    shared.has(term) ? remembered(compute, term.free.map(compilation.slot)) : compute;
  return compilation;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** The parts that more than one whole uses, and reductions: what is worth remembering. */
function usedTwice(root: Scalar): Set<Term> {
  const used = new Set<Term>();
  const twice = new Set<Term>();
  for (const term of everyPart(root)) {
    if (term.kind === "reduce") twice.add(term);
    for (const part of children(term)) {
      if (used.has(part) && children(part).length > 0) twice.add(part);
      used.add(part);
    }
  }
  return twice;
}

/** Computes anew only where an index that it depends on has changed since. */
function remembered<T>(compute: () => T, depends: readonly Slot[]): () => T {
  const seen = new Float64Array(depends.length);
  let last: { readonly result: T } | undefined;
  return () => {
    if (last !== undefined && depends.every((slot, position) => slot.value === seen[position])) return last.result;
    last = { result: compute() };
    depends.forEach((slot, position) => (seen[position] = slot.value));
    return last.result;
  };
}

type Meanings = {
  readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, compilation: Compilation) => Value;
};

/** What each kind of expression means. */
const meanings: Meanings = {
  constant: ({ value }) => {
    const number = toNumber(value);
    return () => number;
  },
  extent: ({ dim }, { sizes }) => {
    const size = sizeOf(dim, sizes);
    return () => size;
  },
  index: (index, { slot }) => {
    const place = slot(index);
    return () => place.value;
  },
  read: ({ tensor, indices }, { tensors, value }) => {
    const source = tensors.get(tensor);
    if (source?.shape.length !== indices.length) {
      throw new Error(`internal: ${tensor} is read at ${String(indices.length)} indices, but is not such a tensor`);
    }
    return element(source, indices.map(value));
  },
  add: ({ terms }, { value }) => {
    const values = terms.map(value);
    return () => values.reduce((total, term) => total + term(), 0);
  },
  mul: ({ factors }, { value }) => {
    const values = factors.map(value);
    return () => values.reduce((total, factor) => total * factor(), 1);
  },
  power: ({ base, exponent }, { value }) => {
    const [x, e] = [value(base), toNumber(exponent)];
    return () => raised(x(), e);
  },
  call: ({ fn, args }, { value }) => {
    const apply: (x: number, y: number) => number = functionValues[fn];
    const [x, y] = args.map(value);
    return () => apply(x ? x() : NaN, y ? y() : NaN);
  },
  select: ({ condition, whenTrue, whenFalse }, { value, test }) => {
    const [holds, taken, other] = [test(condition), value(whenTrue), value(whenFalse)];
    return () => (holds() ? taken() : other());
  },
  reduce: ({ operator, indices, body }, { sizes, slot, value }) => {
    const slots = indices.map(slot);
    const shape = indices.map(({ dim }) => sizeOf(dim, sizes));
    const element = value(body);
    return () => {
      const elements: number[] = [];
      forEachElement(slots, shape, () => elements.push(element()));
      return reductions[operator](elements);
    };
  },
};

const meaningOf = (scalar: Scalar, compilation: Compilation): Value =>
  (meanings[scalar.kind] as (scalar: Scalar, compilation: Compilation) => Value)(scalar, compilation);

type Truths = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, compilation: Compilation) => Test;
};

/** What each kind of condition means. NaN compares false. */
const truths: Truths = {
  truth:
    ({ value }) =>
    () =>
      value,
  less: ({ left, right }, { value }) => {
    const [a, b] = [value(left), value(right)];
    return () => a() < b();
  },
  lessOrEqual: ({ left, right }, { value }) => {
    const [a, b] = [value(left), value(right)];
    return () => a() <= b();
  },
  equal: ({ left, right }, { value }) => {
    const [a, b] = [value(left), value(right)];
    return () => a() === b();
  },
  not: ({ condition }, { test }) => {
    const holds = test(condition);
    return () => !holds();
  },
  and: ({ conditions }, { test }) => {
    const tests = conditions.map(test);
    return () => tests.every((holds) => holds());
  },
  or: ({ conditions }, { test }) => {
    const tests = conditions.map(test);
    return () => tests.some((holds) => holds());
  },
};

const truthOf = (condition: Condition, compilation: Compilation): Test =>
  (truths[condition.kind] as (condition: Condition, compilation: Compilation) => Test)(condition, compilation);

/** The element at the values of the indices; NaN where there is none. */
function element({ shape, values }: Tensor, indices: readonly Value[]): Value {
  return () => {
    let offset = 0;
    for (let position = 0; position < shape.length; position++) {
      const index = indices[position]!();
      const size = shape[position]!;
      if (!(index >= 0 && index < size && Number.isInteger(index))) return NaN;
      offset = offset * size + index;
    }
    return values[offset] ?? NaN;
  };
}

/** xᵉ, with the cases that `**` rounds twice done as written. */
function raised(x: number, e: number): number {
  if (e < 0) return 1 / raised(x, -e);
  if (e === 2) return x * x;
  return e === 0.5 ? Math.sqrt(x) : x ** e;
}

const largest = (elements: readonly number[]): number => elements.reduce((a, b) => Math.max(a, b), -Infinity);
const smallest = (elements: readonly number[]): number => elements.reduce((a, b) => Math.min(a, b), Infinity);

/** What each reduction makes of the elements, in the order of the indices. */
const reductions: { readonly [O in ReduceOperator]: (elements: readonly number[]) => number } = {
  sum: (elements) => elements.reduce((total, element) => total + element, 0),
  prod: (elements) => elements.reduce((total, element) => total * element, 1),
  max: largest,
  min: smallest,
  argmax: (elements) => Math.max(0, elements.indexOf(largest(elements))),
  argmin: (elements) => Math.max(0, elements.indexOf(smallest(elements))),
  logsumexp: (elements) => {
    const most = largest(elements);
    if (!Number.isFinite(most)) return most;
    return most + Math.log(elements.reduce((total, element) => total + Math.exp(element - most), 0));
  },
};
