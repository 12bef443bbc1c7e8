import type { Span } from "../diagnostics/diagnostic.ts";
import type { BinaryExpression, BinaryOperator, Expression } from "./syntax.ts";

/** One step of a chain of binary operators: `∘ operand`. */
export interface SpineStep {
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly operand: Expression;
  /** The expression up to and with this step. */
  readonly whole: BinaryExpression;
}

/**
 * An expression as the start of its left spine and the steps from there: `a + b·c - d` is `a`, `+ b·c`, `- d`. Only
 * the left spine may be of any length (the parser bounds every other depth), so a walk along it and down into the
 * operands never runs out of stack. `goesOn` may end the spine early.
 */
export function leftSpine(
  expression: Expression,
  goesOn: (left: BinaryExpression, of: BinaryExpression) => boolean = () => true,
): { readonly start: Expression; readonly steps: readonly SpineStep[] } {
  const steps: SpineStep[] = [];
  let at = expression;
  while (at.kind === "binary") {
    const { operator, operatorSpan, left, right } = at;
    steps.push({ operator, operatorSpan, operand: right, whole: at });
    const ends = left.kind === "binary" && !goesOn(left, at);
    at = left;
    if (ends) break;
  }
  return { start: at, steps: steps.reverse() };
}
