import type { Dim } from "../equations/dim.ts";
import type { DefinitionStatement, Expression } from "../syntax/syntax.ts";
import type { Meaning } from "./context.ts";

type Parts = {
  readonly [K in Expression["kind"]]: (expression: Extract<Expression, { kind: K }>) => readonly Expression[];
};

const parts: Parts = {
  number: () => [],
  name: () => [],
  unary: ({ operand }) => [operand],
  binary: ({ left, right }) => [left, right],
  transpose: ({ operand }) => [operand],
  index: ({ operand, indices }) => [operand, ...indices],
  call: (expression) => expression.arguments,
  binder: ({ body }) => [body],
  if: ({ condition, whenTrue, whenFalse }) => [condition, whenTrue, whenFalse],
};

/**
 * The dimensions of the indices on the left of a definition, read off the tensors that they index on the right. An
 * index that only indexes something else, such as a function's result, gets its dimension when that is elaborated.
 */
export function inferIndices(
  { indices, value }: DefinitionStatement,
  meanings: ReadonlyMap<string, Meaning>,
): ReadonlyMap<string, Dim> {
  const found = new Map<string, Dim>();
  const wanted = new Set(indices?.map(({ name }) => name));
  const left: Expression[] = wanted.size > 0 ? [value] : [];
  for (let expression = left.pop(); expression; expression = left.pop()) {
    for (const [name, dim] of uses(expression, meanings))
      if (wanted.has(name) && !found.has(name)) found.set(name, dim);
    left.push(
      ...(parts[expression.kind] as (expression: Expression) => readonly Expression[])(expression).toReversed(),
    );
  }
  return found;
}

/** The names that stand at the axes of a tensor. */
function uses(expression: Expression, meanings: ReadonlyMap<string, Meaning>): [string, Dim][] {
  if (expression.kind !== "index" || expression.operand.kind !== "name") return [];
  const meaning = meanings.get(expression.operand.name);
  if (meaning?.kind !== "tensor") return [];
  return expression.indices.flatMap((index, at): [string, Dim][] => {
    const dim = meaning.axes[at];
    return index.kind === "name" && dim ? [[index.name, dim]] : [];
  });
}
