import fc from "fast-check";
import type {
  BinaryOperator,
  Expression,
  Identifier,
  Module,
  NameExpression,
  NumberExpression,
  Statement,
} from "../../src/syntax/syntax.ts";

/** Random syntax: anything that can be written, whether or not it means something. Spans are all empty. */
const span = { start: 0, end: 0 };

const word = fc.constantFrom("a", "W1", "x", "σ", "δ_2", "h", "loss", "n", "__proto__", "constructor", "ŷ", "e1");
const identifier: fc.Arbitrary<Identifier> = word.map((name) => ({ name, span }));
const name: fc.Arbitrary<NameExpression> = word.map((name) => ({ kind: "name", name, span }));
const number: fc.Arbitrary<NumberExpression> = fc
  .constantFrom("0", "1", "2", "1.5", ".5", "3.", "1e-3", "2.5E+7")
  .map((text) => ({ kind: "number", text, span }));
const extent = fc.oneof(name, number);

const operator: fc.Arbitrary<BinaryOperator> = fc.constantFrom(
  ...(["+", "-", "*", "/", ".*", "./", "^", ".^", "<", "<=", ">", ">=", "==", "!=", "and", "or"] as const),
);
const binder: fc.Arbitrary<Identifier> = fc
  .constantFrom("sum", "mean", "prod", "max", "min", "logsumexp")
  .map((name) => ({ name, span }));

const some = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(of, { minLength: 1, maxLength: 3 });

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const part = tie("expression");
  return {
    expression: fc.oneof(
      { maxDepth: 6, depthSize: "small", withCrossShrink: true },
      name,
      number,
      fc.record({
        kind: fc.constant("unary"),
        operator: fc.constantFrom("-", "not"),
        operand: part,
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("binary"),
        operator,
        operatorSpan: fc.constant(span),
        left: part,
        right: part,
        span: fc.constant(span),
      }),
      fc.record({
        kind: fc.constant("binary"),
        operator,
        operatorSpan: fc.constant(span),
        left: part,
        right: part,
        span: fc.constant(span),
      }),
      fc.record({ kind: fc.constant("transpose"), operand: part, span: fc.constant(span) }),
      fc.record({ kind: fc.constant("index"), operand: part, indices: some(part), span: fc.constant(span) }),
      fc.record({ kind: fc.constant("call"), callee: identifier, arguments: some(part), span: fc.constant(span) }),
      fc.record(
        {
          kind: fc.constant("binder"),
          operator: binder,
          bindings: some(fc.record({ index: identifier, over: extent })),
          where: part,
          body: part,
          span: fc.constant(span),
        },
        { requiredKeys: ["kind", "operator", "bindings", "body", "span"] },
      ),
      fc.record({ kind: fc.constant("if"), condition: part, whenTrue: part, whenFalse: part, span: fc.constant(span) }),
    ),
  };
});

const tensor = fc.record({ name: identifier, axes: fc.array(extent, { maxLength: 3 }), span: fc.constant(span) });
const request = fc.record({
  what: identifier,
  of: identifier,
  withRespectTo: fc.array(identifier, { maxLength: 2 }),
  span: fc.constant(span),
});

const statement = fc.oneof(
  fc.record({
    kind: fc.constant("dim"),
    declared: some(fc.record({ name: identifier, size: number }, { requiredKeys: ["name"] })),
    span: fc.constant(span),
  }),
  fc.record({ kind: fc.constantFrom("param", "data"), declared: some(tensor), span: fc.constant(span) }),
  fc.record({ kind: fc.constant("const"), name: identifier, value: expression, span: fc.constant(span) }),
  fc.record(
    {
      kind: fc.constant("definition"),
      name: identifier,
      indices: some(identifier),
      value: expression,
      span: fc.constant(span),
    },
    { requiredKeys: ["kind", "name", "value", "span"] },
  ),
  fc.record({
    kind: fc.constant("function"),
    name: identifier,
    parameters: some(identifier),
    value: expression,
    span: fc.constant(span),
  }),
  fc.record({ kind: fc.constant("emit"), requests: some(request), span: fc.constant(span) }),
) as fc.Arbitrary<Statement>;

export const randomModule: fc.Arbitrary<Module> = fc.record({
  statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
});
