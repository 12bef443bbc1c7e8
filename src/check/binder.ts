import { extent, mul, openIndex, power, reduce, sum } from "../equations/build.ts";
import type { Index, ReduceOperator, Scalar } from "../equations/scalar.ts";
import type { BinderExpression, BinderOperator } from "../syntax/syntax.ts";
import { type Context, type Local, type Scope, withLocals } from "./context.ts";
import { type ArrayValue, mapElements } from "./value.ts";

export type Reduction = (indices: readonly Index[], body: Scalar) => Scalar;

/** One index in each reduction, the first outermost. */
const nested =
  (operator: ReduceOperator): Reduction =>
  (indices, body) =>
    indices.reduceRight((inner, index) => reduce(operator, [index], inner), body);

/** How an operator reduces a body over indices, in a binder and over the axes of a whole array. */
export const reductions: { readonly [O in BinderOperator]: Reduction } = {
  sum,
  mean: (indices, body) => mul(...indices.map(({ dim }) => power(extent(dim), -1)), sum(indices, body)),
  prod: (indices, body) => reduce("prod", indices, body),
  max: nested("max"),
  min: nested("min"),
  logsumexp: (indices, body) => reduce("logsumexp", indices, body),
};

const isBinder = (name: string): name is BinderOperator => Object.hasOwn(reductions, name);

/** `sum(i in n, j in m, e)`; where `e` is an array, element by element. */
export function elaborateBinder(expression: BinderExpression, scope: Scope, context: Context): ArrayValue | undefined {
  const indices: (Index | undefined)[] = [];
  const locals: [string, Local][] = [];
  for (const { index, over } of expression.bindings) {
    const dim = context.dimension(over);
    const open = dim && openIndex(dim);
    indices.push(open);
    // Without a dimension, which was reported, uses of the index say nothing more.
    locals.push([
      index.name,
      open
        ? { kind: "index", variable: { of: "binder", name: index.name, index: open } }
        : { kind: "argument", value: undefined },
    ]);
  }
  const body = context.value(expression.body, withLocals(scope, locals));
  const { name } = expression.operator;
  if (!body || !isBinder(name) || expression.where || !indices.every((index) => index !== undefined)) return undefined;
  return mapElements(body, (element) => reductions[name](indices, element));
}
