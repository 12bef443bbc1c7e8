import { always, and, equal, less, lessOrEqual, not, one, or, select, zero } from "../equations/build.ts";
import type { Condition, Scalar } from "../equations/scalar.ts";
import type { BinaryExpression, BinaryOperator, Expression, IfExpression } from "../syntax/syntax.ts";
import type { Context, Scope } from "./context.ts";
import { operand, reportElementwise } from "./misfit.ts";
import { align, type ArrayValue, elementwise, fits, mapElements, shapeText } from "./value.ts";

type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
type Junction = "and" | "or";

const comparisons: { readonly [O in Comparison]: (left: Scalar, right: Scalar) => Condition } = {
  "<": less,
  "<=": lessOrEqual,
  ">": (left, right) => less(right, left),
  ">=": (left, right) => lessOrEqual(right, left),
  "==": equal,
  "!=": (left, right) => not(equal(left, right)),
};
const junctions: { readonly [O in Junction]: (...conditions: readonly Condition[]) => Condition } = { and, or };

const isComparison = (operator: BinaryOperator): operator is Comparison => operator in comparisons;
const isJunction = (operator: BinaryOperator): operator is Junction => operator in junctions;

/** Whether the expression is a truth value, which has no place among numbers. */
export const isCondition = (expression: Expression): boolean =>
  expression.kind === "binary"
    ? isComparison(expression.operator) || isJunction(expression.operator)
    : expression.kind === "unary" && expression.operator === "not";

const indicator = (condition: Condition): Scalar => select(condition, one, zero);

/** The condition of which this is the indicator. */
function conditionOf(element: Scalar): Condition {
  if (element.kind === "select") return element.whenTrue === one ? element.condition : not(element.condition);
  return element === one ? always : not(always);
}

/** The indicator of a condition; of an array, element by element. */
export function elaborateCondition(expression: Expression, scope: Scope, context: Context): ArrayValue | undefined {
  if (expression.kind === "unary" && expression.operator === "not") {
    const negated = context.condition(expression.operand, scope);
    return negated && mapElements(negated, (element) => indicator(not(conditionOf(element))));
  }
  if (expression.kind === "binary" && isComparison(expression.operator)) {
    return compared(expression, comparisons[expression.operator], scope, context);
  }
  if (expression.kind === "binary" && isJunction(expression.operator)) {
    return joined(expression, expression.operator, scope, context);
  }
  if (context.value(expression, scope)) {
    context.problems.report("E0313", "a number stands where a condition is expected", {
      span: expression.span,
      repairs: ["compare it with something, as in `x > 0`"],
    });
  }
  return undefined;
}

function compared(
  expression: BinaryExpression,
  compare: (left: Scalar, right: Scalar) => Condition,
  scope: Scope,
  context: Context,
): ArrayValue | undefined {
  const [left, right] = [context.value(expression.left, scope), context.value(expression.right, scope)];
  if (!left || !right) return undefined;
  if (!fits(left, right)) {
    const [a, b] = [operand(expression.left, left), operand(expression.right, right)];
    reportElementwise({
      operator: expression.operator,
      left: a,
      right: b,
      span: expression.operatorSpan,
      context,
      scope,
    });
    return undefined;
  }
  return elementwise([left, right], ([x, y]) => (x && y ? indicator(compare(x, y)) : zero));
}

/** `a and b and c …`, without recursion. */
function joined(
  expression: BinaryExpression,
  operator: Junction,
  scope: Scope,
  context: Context,
): ArrayValue | undefined {
  const operands: Expression[] = [];
  let leftmost: Expression = expression;
  for (; leftmost.kind === "binary" && leftmost.operator === operator; leftmost = leftmost.left) {
    operands.push(leftmost.right);
  }
  operands.push(leftmost);
  const values = operands.map((each) => context.condition(each, scope));
  if (!values.every((value) => value !== undefined)) return undefined;
  const shape = values.find(({ axes }) => axes.length > 0);
  const wrong = shape && values.find((value) => !fits(value, shape));
  if (wrong) {
    const message = `the conditions have different shapes: ${shapeText(shape)} and ${shapeText(wrong)}`;
    context.problems.report("E0302", message, { span: expression.operatorSpan });
    return undefined;
  }
  return elementwise(values, (elements) => indicator(junctions[operator](...elements.map(conditionOf))));
}

/** `if c then a else b` */
export function elaborateIf(expression: IfExpression, scope: Scope, context: Context): ArrayValue | undefined {
  const condition = context.condition(expression.condition, scope);
  const guarded = { ...scope, guarded: true };
  const whenTrue = context.value(expression.whenTrue, guarded);
  const whenFalse = context.value(expression.whenFalse, guarded);
  if (!condition || !whenTrue || !whenFalse) return undefined;
  const values = [condition, whenTrue, whenFalse];
  const shape = values.find(({ axes }) => axes.length > 0);
  if (shape && values.some((value) => !fits(value, shape))) {
    context.problems.report("E0302", "the sides of `if` have different shapes", {
      span: expression.span,
      notes: [
        `the condition is ${shapeText(condition)}`,
        `\`then\` is ${shapeText(whenTrue)}`,
        `\`else\` is ${shapeText(whenFalse)}`,
      ],
    });
    return undefined;
  }
  const { axes, row, elements } = align(values);
  const [where, taken, other] = elements;
  if (!where || !taken || !other) throw new Error("internal: three elements expected");
  return { axes, row, body: select(conditionOf(where), taken, other) };
}
