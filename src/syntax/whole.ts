import type { Expression, Module, Statement } from "./syntax.ts";

/** The dimensions of each tensor. */
export type Axes = ReadonlyMap<string, readonly string[]>;

/** The dimensions along which a file uses arrays whole, instead of element by element. */
export const wholeDims = ({ statements }: Module, axes: Axes): ReadonlySet<string> =>
  new Set(statements.flatMap((statement) => wholeIn(statement, axes)));

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
