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

/** What an expression uses whole itself, and the expressions in it. */
interface Use {
  readonly dims?: readonly string[];
  readonly parts?: readonly Expression[];
}

type Uses = { readonly [K in Expression["kind"]]: (expression: Extract<Expression, { kind: K }>, axes: Axes) => Use };

const uses: Uses = {
  number: () => ({}),
  name: ({ name }, axes) => ({ dims: axes.get(name) ?? [] }),
  unary: ({ operand }) => ({ parts: [operand] }),
  binary: ({ left, right }) => ({ parts: [left, right] }),
  transpose: ({ operand }) => ({ parts: [operand] }),
  index: ({ operand, indices }, axes) =>
    operand.kind === "name"
      ? { dims: (axes.get(operand.name) ?? []).slice(indices.length), parts: indices }
      : { parts: [operand, ...indices] },
  call: ({ arguments: given }) => ({ parts: given }),
  binder: ({ where, body }) => ({ parts: where ? [where, body] : [body] }),
  if: ({ condition, whenTrue, whenFalse }) => ({ parts: [condition, whenTrue, whenFalse] }),
};

/** Without recursion: a sum may have more terms than the stack is deep. */
function usedWhole(root: Expression, axes: Axes): readonly string[] {
  const whole = new Set<string>();
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const use = uses[next.kind] as (expression: Expression, axes: Axes) => Use;
    const { dims = [], parts = [] } = use(next, axes);
    for (const dim of dims) whole.add(dim);
    waiting.push(...parts);
  }
  return [...whole];
}
