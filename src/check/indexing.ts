import { openIndex, read } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Expression, IndexExpression, TransposeExpression } from "../syntax/syntax.ts";
import { isInteger, isNegative, order, rational } from "../util/rational.ts";
import { type Context, type IndexVariable, applicationNotes, type Scope } from "./context.ts";
import { type ArrayValue, elementAt, isLiteral, isScalar, sameDim, shapeText, transposed, unsized } from "./value.ts";

/** A tensor by its name. */
export function readAll(name: string, axes: readonly Dim[], row: boolean): ArrayValue {
  const indices = axes.map(openIndex);
  return { axes: indices, body: read(name, indices), row };
}

type Postfix = TransposeExpression | IndexExpression;

/** Transposes and indexings one after the other, as in `x[i]'`, from the left, without recursion. */
export function elaboratePostfix(expression: Postfix, scope: Scope, context: Context): ArrayValue | undefined {
  const chain: Postfix[] = [];
  let base: Expression = expression;
  for (; base.kind === "transpose" || base.kind === "index"; base = base.operand) chain.push(base);
  let value = context.value(base, scope);
  for (const step of chain.reverse()) {
    value = step.kind === "transpose" ? transpose(step, value, context) : indexed(step, value, scope, context);
    if (value) context.shown(step.span, value);
  }
  return value;
}

function transpose(
  step: TransposeExpression,
  value: ArrayValue | undefined,
  { problems }: Context,
): ArrayValue | undefined {
  if (!value || value.axes.length <= 2) return value && transposed(value);
  problems.report("E0309", `\`'\` transposes a matrix or a vector, and this is ${shapeText(value)}`, {
    span: step.span,
    repairs: ["exchange axes in index notation: `b[j, i, k] = a[i, j, k]`"],
  });
  return undefined;
}

/** `x[i, j]`; with fewer indices than axes, a slice. */
function indexed(
  step: IndexExpression,
  value: ArrayValue | undefined,
  scope: Scope,
  context: Context,
): ArrayValue | undefined {
  if (value && step.indices.length > value.axes.length) return refuseCount(step, value, scope, context);
  const given = step.indices.map((index, at) => position(index, value?.axes[at]?.dim ?? unsized, scope, context));
  if (!value || !given.every((index) => index !== undefined)) return undefined;
  const rest = value.axes.slice(given.length);
  return { axes: rest, body: elementAt(value, [...given, ...rest]), row: false };
}

function refuseCount(
  step: IndexExpression,
  value: ArrayValue,
  scope: Scope,
  { problems }: Context,
): ArrayValue | undefined {
  const text = problems.quote(step.operand.span);
  const named = text === undefined ? "this" : `\`${text}\``;
  const [given, most] = [step.indices.length, value.axes.length];
  const message = isScalar(value)
    ? `${named} is a scalar and takes no index`
    : `${named} takes ${most} ${most === 1 ? "index" : "indices"}, and ${given} are given`;
  const notes = isScalar(value) ? [] : [`${named} is ${shapeText(value)}`];
  problems.report("E0303", message, { span: step.span, notes: [...notes, ...applicationNotes(scope, shapeText)] });
  return undefined;
}

/** What stands between the brackets for an axis: an index variable or a constant. */
function position(index: Expression, dim: Dim, scope: Scope, context: Context): Scalar | undefined {
  const local = index.kind === "name" ? scope.locals.get(index.name) : undefined;
  if (local?.kind === "index") return variablePosition(local.variable, index, dim, context);
  const value = context.value(index, scope);
  if (!value) return undefined;
  if (!isScalar(value)) {
    const message = `an index is a scalar, and this is ${shapeText(value)}`;
    context.problems.report("E0303", message, { span: index.span, notes: applicationNotes(scope, shapeText) });
    return undefined;
  }
  if (value.body.kind === "constant") return constantPosition(value.body, index, dim, context);
  if (value.body.kind === "index") return indexPosition(value.body, index, dim, context);
  context.problems.report("E0118", "a computed index is not available in this version", {
    span: index.span,
    notes: ["an index is the variable of a binder or a definition, or a whole number"],
  });
  return undefined;
}

function variablePosition(variable: IndexVariable, index: Expression, dim: Dim, context: Context): Scalar | undefined {
  if (dim === unsized) return variable.index;
  variable.index ??= openIndex(dim);
  if (variable.of === "binder" || sameDim(variable.index.dim, dim))
    return indexPosition(variable.index, index, dim, context);
  const message = `\`${variable.name}\` runs over \`${variable.index.dim.name}\` in one place and over \`${dim.name}\` here`;
  context.problems.report("E0304", message, { span: index.span, repairs: ["give each dimension an index of its own"] });
  return undefined;
}

function indexPosition(given: Index, index: Expression, dim: Dim, { problems }: Context): Scalar | undefined {
  if (sameDim(given.dim, dim)) return given;
  const name = problems.quote(index.span) ?? "the index";
  problems.report("E0304", `\`${name}\` runs over \`${given.dim.name}\`, and this axis is \`${dim.name}\``, {
    span: index.span,
    repairs: [`use an index over \`${dim.name}\`, or check the order of the indices`],
  });
  return undefined;
}

function constantPosition(
  given: Scalar & { kind: "constant" },
  index: Expression,
  dim: Dim,
  { problems }: Context,
): Scalar | undefined {
  const { value } = given;
  const beyond = dim.size !== undefined && order(value, rational(dim.size)) >= 0;
  if (isInteger(value) && !isNegative(value) && !beyond) return given;
  const limit = dim.size === undefined ? `\`${dim.name}\` − 1` : String(dim.size - 1);
  const text = problems.quote(index.span);
  const message = isInteger(value)
    ? `index ${text ?? "given"} is outside of ${isLiteral(dim) ? "this axis" : `\`${dim.name}\``}`
    : `an index is a whole number, and ${text ?? "this"} is not`;
  problems.report("E0305", message, {
    span: index.span,
    notes: dim.size === 0 ? [] : [`indices run from 0 to ${limit}`],
  });
  return undefined;
}
