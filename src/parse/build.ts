/** What the rules of grammar/nabla.ne make: one function for each construct, from tokens and parts to syntax. */
import type { Span } from "../diagnostics/diagnostic.ts";
import type {
  BinaryExpression,
  BinaryOperator,
  BinderExpression,
  CallExpression,
  ConstStatement,
  DefinitionStatement,
  DimStatement,
  EmitRequest,
  EmitStatement,
  Expression,
  FunctionStatement,
  Identifier,
  IfExpression,
  IndexExpression,
  NameExpression,
  NumberExpression,
  TensorStatement,
  TransposeExpression,
  UnaryExpression,
  UnaryOperator,
} from "../syntax/syntax.ts";
import type { Token } from "./token.ts";

type Extent = NameExpression | NumberExpression;
type Size = DimStatement["declared"][number];
type Tensor = TensorStatement["declared"][number];
type Binding = BinderExpression["bindings"][number];

/**
 * A list while it grows. Earley's algorithm keeps several ends of one list alive, so that none may be changed,
 * and copying at each item is quadratic.
 */
export interface Growing<T> {
  readonly before: Growing<T> | undefined;
  readonly last: T;
}

export const first = <T>(last: T): Growing<T> => ({ before: undefined, last });
export const next = <T>(before: Growing<T>, last: T): Growing<T> => ({ before, last });

function grown<T>(growing: Growing<T> | undefined): T[] {
  const items: T[] = [];
  for (let at = growing; at; at = at.before) items.push(at.last);
  return items.reverse();
}

const between = (from: Span, to: Span): Span => ({ start: from.start, end: to.end });
const lastSpan = (declared: Growing<{ readonly span: Span }>): Span => declared.last.span;

export function dimStatement(word: Token, declared: Growing<Size>): DimStatement {
  const { name, size: extent } = declared.last;
  return { kind: "dim", declared: grown(declared), span: between(word, (extent ?? name).span) };
}

export function size(name: Identifier, extent: NumberExpression | undefined): Size {
  return { name, ...(extent && { size: extent }) };
}

export function tensorStatement(kind: "param" | "data", word: Token, declared: Growing<Tensor>): TensorStatement {
  return { kind, declared: grown(declared), span: between(word, lastSpan(declared)) };
}

export function tensor(name: Identifier, extents: Growing<Extent> | undefined, close: Token | undefined): Tensor {
  return { name, axes: grown(extents), span: between(name.span, close ?? name.span) };
}

export function constStatement(word: Token, name: Identifier, value: Expression): ConstStatement {
  return { kind: "const", name, value, span: between(word, value.span) };
}

export function definition(
  name: Identifier,
  indices: Growing<Identifier> | undefined,
  value: Expression,
): DefinitionStatement {
  return {
    kind: "definition",
    name,
    ...(indices && { indices: grown(indices) }),
    value,
    span: between(name.span, value.span),
  };
}

export function functionStatement(
  name: Identifier,
  parameters: Growing<Identifier>,
  value: Expression,
): FunctionStatement {
  return { kind: "function", name, parameters: grown(parameters), value, span: between(name.span, value.span) };
}

export function emitStatement(word: Token, requests: Growing<EmitRequest>): EmitStatement {
  return { kind: "emit", requests: grown(requests), span: between(word, lastSpan(requests)) };
}

export function request(
  what: Identifier,
  of: Identifier,
  names: Growing<Identifier> | undefined,
  close: Token,
): EmitRequest {
  return { what, of, withRespectTo: grown(names), span: between(what.span, close) };
}

export function conditional(
  word: Token,
  condition: Expression,
  whenTrue: Expression,
  whenFalse: Expression,
): IfExpression {
  return { kind: "if", condition, whenTrue, whenFalse, span: between(word, whenFalse.span) };
}

export function binary(left: Expression, operator: Token, right: Expression): BinaryExpression {
  const span = between(left.span, right.span);
  return {
    kind: "binary",
    operator: operator.value as BinaryOperator,
    operatorSpan: between(operator, operator),
    left,
    right,
    span,
  };
}

export function unary(operator: UnaryOperator, sign: Token, operand: Expression): UnaryExpression {
  return { kind: "unary", operator, operand, span: between(sign, operand.span) };
}

export function transpose(operand: Expression, mark: Token): TransposeExpression {
  return { kind: "transpose", operand, span: between(operand.span, mark) };
}

export function index(operand: Expression, indices: Growing<Expression>, close: Token): IndexExpression {
  return { kind: "index", operand, indices: grown(indices), span: between(operand.span, close) };
}

/** Brackets leave no trace but the span, which takes them in. */
export function bracketed(open: Token, inner: Expression, close: Token): Expression {
  return { ...inner, span: between(open, close) };
}

export function call(callee: Identifier, given: Growing<Expression>, close: Token): CallExpression {
  return { kind: "call", callee, arguments: grown(given), span: between(callee.span, close) };
}

export function binder(
  operator: Identifier,
  bindings: Growing<Binding>,
  where: Expression | undefined,
  body: Expression,
  close: Token,
): BinderExpression {
  const span = between(operator.span, close);
  return { kind: "binder", operator, bindings: grown(bindings), ...(where && { where }), body, span };
}

export function binding(bound: Identifier, over: Extent): Binding {
  return { index: bound, over };
}

export function identifier(token: Token): Identifier {
  return { name: token.value, span: between(token, token) };
}

export function nameExpression(token: Token): NameExpression {
  return { kind: "name", name: token.value, span: between(token, token) };
}

export function number(token: Token): NumberExpression {
  return { kind: "number", text: token.value, span: between(token, token) };
}
