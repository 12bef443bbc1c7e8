import type { System } from "../equations/system.ts";
import type { Style } from "../notation/notation.ts";
import type { Expression, Module, Statement } from "../syntax/syntax.ts";

/**
 * How a file is written. Dimensions along which nothing is ever used whole, while others are, keep their index: they
 * are the samples of a model that is written for one sample. Where nothing at all is used whole, the file is written in
 * components.
 */
export function styleOf(module: Module, { inputs, equations }: System, notation: Style["notation"] | undefined): Style {
  const axes = new Map([...inputs, ...equations].map((tensor) => [tensor.name, tensor.axes.map(({ name }) => name)]));
  const whole = new Set(module.statements.flatMap((statement) => wholeIn(statement, axes)));
  if (whole.size === 0) return { notation: notation ?? "index", explicit: new Set() };
  const explicit = [...axes.values()].flat().filter((dim) => !whole.has(dim));
  return { notation: notation ?? "matrix", explicit: new Set(explicit) };
}

/** The dimensions of each tensor. */
type Axes = ReadonlyMap<string, readonly string[]>;

/** The dimensions along which a statement uses an array whole. */
function wholeIn(statement: Statement, axes: Axes): readonly string[] {
  if (statement.kind === "definition") return usedWhole(statement.value, axes);
  if (statement.kind !== "function") return [];
  const parameters = new Set(statement.parameters.map(({ name }) => name));
  return usedWhole(statement.value, new Map([...axes].filter(([name]) => !parameters.has(name))));
}

type Rows = {
  readonly [K in Expression["kind"]]: (expression: Extract<Expression, { kind: K }>, axes: Axes) => readonly string[];
};

const usedWhole = (expression: Expression, axes: Axes): readonly string[] =>
  (rows[expression.kind] as (expression: Expression, axes: Axes) => readonly string[])(expression, axes);

const inAll = (expressions: readonly Expression[], axes: Axes): readonly string[] =>
  expressions.flatMap((expression) => usedWhole(expression, axes));

const rows: Rows = {
  number: () => [],
  name: ({ name }, axes) => axes.get(name) ?? [],
  unary: ({ operand }, axes) => usedWhole(operand, axes),
  binary: ({ left, right }, axes) => inAll([left, right], axes),
  transpose: ({ operand }, axes) => usedWhole(operand, axes),
  index: ({ operand, indices }, axes) => [
    ...(operand.kind === "name" ? (axes.get(operand.name) ?? []).slice(indices.length) : usedWhole(operand, axes)),
    ...inAll(indices, axes),
  ],
  call: ({ arguments: given }, axes) => inAll(given, axes),
  binder: ({ where, body }, axes) => inAll(where ? [where, body] : [body], axes),
  if: ({ condition, whenTrue, whenFalse }, axes) => inAll([condition, whenTrue, whenFalse], axes),
};
