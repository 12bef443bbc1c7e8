import type { Tensor } from "../../src/equations/evaluate.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import type { Formula } from "../../src/notation/formula.ts";
import { toNumber } from "../../src/util/rational.ts";
import {
  asNumber,
  column,
  each,
  elementsOf,
  isNumberValue,
  numberValue,
  product,
  rowsOf,
  transposed,
  type Value,
} from "./value.ts";

/** A tensor as it lies on paper. */
export interface Lying extends Tensor {
  readonly dims: readonly string[];
}

/** What the names in a formula stand for. */
export interface Surroundings {
  /** Whatever is shown by this formula. */
  readonly tensor: (symbol: Formula) => Lying | undefined;
  readonly sizes: ReadonlyMap<string, number>;
  readonly explicit: ReadonlySet<string>;
  readonly letters: ReadonlyMap<string, number>;
}

type Meaning = {
  readonly [K in Formula["kind"]]: (formula: Extract<Formula, { kind: K }>, at: Surroundings) => Value;
};

const truth = (holds: boolean): number => (holds ? 1 : 0);

const relations = {
  less: (a: number, b: number) => a < b,
  lessOrEqual: (a: number, b: number) => a <= b,
  equal: (a: number, b: number) => a === b,
  notEqual: (a: number, b: number) => a !== b,
};

/** The meaning of formulas, obvious and slow: what a person would compute from the page. A condition is 1 or 0. */
const meanings: Meaning = {
  number: ({ value }) => numberValue(toNumber(value)),
  symbol: (formula, at) => {
    const letter = at.letters.get(formula.name) ?? at.sizes.get(formula.name) ?? Number(formula.name);
    return array(formula, at) ?? numberValue(letter);
  },
  partial: (formula, at) => {
    const { of, by } = formula;
    if (by.kind !== "component" && by.kind !== "sample") return array(formula, at) ?? fault("a derivative of nothing");
    return valueOf(moved(of, by), at);
  },
  ones: () => ({ rows: undefined, columns: 1, at: () => 1 }),
  identity: () => ({ rows: undefined, columns: undefined, at: (i, j) => truth(i === j) }),
  zeros: () => ({ rows: undefined, columns: undefined, at: () => 0 }),
  component: ({ of, indices }, at) => picked(slice(of, at), indices, at),
  sample: (formula, at) => whole(slice(formula, at)),
  transpose: ({ of }, at) => transposed(valueOf(of, at)),
  power: ({ base, exponent, elementwise }, at) => {
    const [x, e] = [valueOf(base, at), valueOf(exponent, at)];
    if (elementwise || isNumberValue(x)) return each([x, e], ([a, b]) => raised(a!, b!));
    const factors = Array.from({ length: asNumber(e) }, () => x);
    return factors.reduce(product);
  },
  root: ({ of }, at) => each([valueOf(of, at)], ([x]) => Math.sqrt(x!)),
  fraction: ({ above, below, elementwise }, at) => {
    const [x, y] = [valueOf(above, at), valueOf(below, at)];
    if (!elementwise) asNumber(y);
    return each([x, y], ([a, b]) => a! / b!);
  },
  product: ({ operator, factors }, at) => {
    const values = factors.map((factor) => valueOf(factor, at));
    if (operator === "matrix") return values.reduce(product);
    if (operator === "elementwise") return each(values, strongly);
    if (values.filter((value) => !isNumberValue(value)).length > 1) fault("a dot between arrays");
    return each(values, strongly);
  },
  sum: ({ terms }, at) =>
    each(
      terms.map(({ of }) => valueOf(of, at)),
      (elements) => elements.reduce((total, x, k) => (terms[k]!.minus ? total - x : total + x), 0),
    ),
  big: (formula, at) => {
    const values = bindings(formula, at).map((letters) => valueOf(formula.body, { ...at, letters }));
    return each(values, (elements) => reductions[formula.operator](elements));
  },
  call: ({ fn, args }, at) => {
    const values = args.map((argument) => valueOf(argument, at));
    const [first, second] = values;
    const ofArray = first && !second ? arrayFunctions[fn]?.(first) : undefined;
    return ofArray ?? each(values, (elements) => scalarFunction(fn, elements));
  },
  norm: ({ norm, of }, at) => {
    const value = valueOf(of, at);
    if (norm === "abs") return each([value], ([x]) => Math.abs(x!));
    const elements = elementsOf(value);
    const squares = elements.reduce((total, x) => total + x * x, 0);
    return numberValue(norm === "two" ? Math.sqrt(squares) : elements.reduce((total, x) => total + Math.abs(x), 0));
  },
  kronecker: ({ left, right }, at) => numberValue(truth(asNumber(valueOf(left, at)) === asNumber(valueOf(right, at)))),
  cases: ({ condition, whenTrue, whenFalse }, at) =>
    each(
      [condition, whenTrue, whenFalse].map((part) => valueOf(part, at)),
      ([c, x, y]) => (c === 1 ? x! : y!),
    ),
  indicator: ({ condition }, at) => valueOf(condition, at),
  relation: ({ operator, left, right }, at) =>
    each([valueOf(left, at), valueOf(right, at)], ([a, b]) => truth(relations[operator](a!, b!))),
  connective: ({ operator, parts }, at) =>
    each(
      parts.map((part) => valueOf(part, at)),
      (elements) => truth(operator === "and" ? elements.every((x) => x === 1) : elements.some((x) => x === 1)),
    ),
  not: ({ of }, at) => each([valueOf(of, at)], ([x]) => 1 - x!),
  mark: ({ of }, at) => valueOf(of, at),
  ellipsis: () => fault("an ellipsis has no value"),
};

const fault = (what: string): never => {
  throw new Error(what);
};

export const valueOf = (formula: Formula, at: Surroundings): Value =>
  (meanings[formula.kind] as (formula: Formula, at: Surroundings) => Value)(formula, at);

/** A product with 0 is 0: a bracket [false] keeps away what stands beside it. */
const strongly = (elements: readonly number[]): number =>
  elements.includes(0) ? 0 : elements.reduce((total, x) => total * x, 1);

const raised = (a: number, b: number): number => (b === 0.5 ? Math.sqrt(a) : a ** b);

/** ∂f/∂x[i] is the element i of ∂f/∂x. */
function moved(of: Formula, by: Formula): Formula {
  if (by.kind !== "component" && by.kind !== "sample") return { kind: "partial", of, by };
  return { ...by, of: moved(of, by.of) };
}

type Slice = Pick<Lying, "shape" | "values" | "dims">;

function array(symbol: Formula, at: Surroundings): Value | undefined {
  const tensor = at.tensor(symbol);
  return tensor && whole(tensor);
}

/** The tensor, or its part for some samples. */
function slice(formula: Formula, at: Surroundings): Slice {
  if (formula.kind !== "sample") return at.tensor(formula) ?? fault("indices on what is no tensor");
  const tensor = slice(formula.of, at);
  const places = formula.indices.map((index) => asNumber(valueOf(index, at)));
  let next = 0;
  const fixed = tensor.dims.map((dim) => (at.explicit.has(dim) ? places[next++]! : undefined));
  if (next !== places.length) fault("as many samples as there are explicit axes");
  const kept = fixed.flatMap((place, axis) => (place === undefined ? [axis] : []));
  const shape = kept.map((axis) => tensor.shape[axis]!);
  const values = Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => {
    const inner = unravel(k, shape);
    return tensor.values[
      ravel(
        fixed.map((place, axis) => place ?? inner[kept.indexOf(axis)]!),
        tensor.shape,
      )
    ]!;
  });
  return { shape, values, dims: kept.map((axis) => tensor.dims[axis]!) };
}

const ravel = (places: readonly number[], shape: readonly number[]): number =>
  places.reduce((offset, place, axis) => offset * shape[axis]! + place, 0);

function unravel(offset: number, shape: readonly number[]): number[] {
  let rest = offset;
  return shape
    .toReversed()
    .map((size) => {
      const place = rest % size;
      rest = Math.floor(rest / size);
      return place;
    })
    .reverse();
}

/** An array of rank 2 at the most: a vector is a column. */
function whole({ shape, values }: Slice): Value {
  if (shape.length > 2) fault("a tensor of high rank without its indices");
  const [rows = 1, columns = 1] = shape;
  return { rows, columns, at: (i, j) => values[i * columns + j]! };
}

function picked({ shape, values }: Slice, indices: readonly Formula[], at: Surroundings): Value {
  if (indices.length !== shape.length) fault("another number of indices than axes");
  const places = indices.map((index) => asNumber(valueOf(index, at)));
  const inside = places.every((place, axis) => Number.isInteger(place) && place >= 0 && place < shape[axis]!);
  return numberValue(inside ? values[ravel(places, shape)]! : NaN);
}

type Big = Extract<Formula, { kind: "big" }>;

/** Every way to give the indices of a sum their values. */
function bindings({ indices, over = [] }: Big, at: Surroundings): ReadonlyMap<string, number>[] {
  let all: ReadonlyMap<string, number>[] = [at.letters];
  indices.forEach((index, position) => {
    if (index.kind !== "symbol") throw new Error("an index without a letter");
    const size = at.sizes.get(over[position] ?? "") ?? fault(`what ${index.name} runs over is not told`);
    all = all.flatMap((letters) => Array.from({ length: size }, (_, k) => new Map([...letters, [index.name, k]])));
  });
  return all;
}

const reductions: { readonly [O in Big["operator"]]: (elements: readonly number[]) => number } = {
  sum: (elements) => elements.reduce((a, b) => a + b, 0),
  product: (elements) => elements.reduce((a, b) => a * b, 1),
  max: (elements) => Math.max(...elements),
  min: (elements) => Math.min(...elements),
  argmax: (elements) => Math.max(0, elements.indexOf(Math.max(...elements))),
  argmin: (elements) => Math.max(0, elements.indexOf(Math.min(...elements))),
  logsumexp: (elements) => Math.log(elements.reduce((total, x) => total + Math.exp(x), 0)),
};

const softmax = (elements: readonly number[]): number[] => {
  const total = elements.reduce((sum, x) => sum + Math.exp(x), 0);
  return elements.map((x) => Math.exp(x) / total);
};

const matrix = (rows: readonly (readonly number[])[]): Value => ({
  rows: rows.length,
  columns: rows[0]?.length,
  at: (i, j) => rows[i]![j]!,
});

const sized = (value: Value): Value =>
  value.rows === undefined || value.columns === undefined ? fault("an array of unknown size") : value;

/** Functions of whole arrays. */
const arrayFunctions: Readonly<Record<string, (value: Value) => Value>> = {
  tr: (value) => numberValue(rowsOf(value).reduce((total, row, i) => total + row[i]!, 0)),
  diag: (value) => {
    if (value.columns !== 1) return column(rowsOf(value).map((row, i) => row[i]!));
    return { rows: value.rows, columns: value.rows, at: (i, j) => (i === j ? value.at(i, 0) : 0) };
  },
  softmax: (value) => (value.columns === 1 ? column(softmax(elementsOf(value))) : fault("softmax of a matrix")),
  softmax_rows: (value) => matrix(rowsOf(value).map(softmax)),
  softmax_columns: (value) => transposed(matrix(rowsOf(transposed(value)).map(softmax))),
  ...Object.fromEntries(
    (["max", "min", "prod", "argmax", "argmin", "logsumexp"] as const).flatMap((name) => {
      const reduction = reductions[name === "prod" ? "product" : name];
      return [
        [name, (value: Value) => numberValue(reduction(elementsOf(value)))] as const,
        [`${name}_rows`, (value: Value) => column(rowsOf(sized(value)).map(reduction))] as const,
        [`${name}_columns`, (value: Value) => column(rowsOf(transposed(sized(value))).map(reduction))] as const,
      ];
    }),
  ),
};

const names: Readonly<Record<string, string>> = {
  σ: "sigmoid",
  π: "pi",
  "∞": "infinity",
  NaN: "nan",
  "log Γ": "lgamma",
  ψ: "digamma",
  "ψ′": "trigamma",
};

function scalarFunction(fn: string, elements: readonly number[]): number {
  const known = (functionValues as Record<string, ((...args: readonly number[]) => number) | undefined>)[
    names[fn] ?? fn
  ];
  return known ? known(...elements) : fault(`no function ${fn}`);
}
