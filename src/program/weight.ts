import { arithmetic, logic } from "./program.ts";
import type { OfKind, Operator, Statement, StatementKind, Value, ValueKind } from "./program.ts";

/**
 * About how much code statements make, in bytes of V8's bytecode: the engine never optimises a
 * function that has too much.
 */
export const weightOf = (body: readonly Statement[]): number =>
  body.reduce((sum, statement) => sum + (statements[statement.kind] as (statement: Statement) => number)(statement), 0);

const inline: ReadonlySet<Operator> = new Set<Operator>([...arithmetic, ...logic]);

const values: { readonly [K in ValueKind]: (value: OfKind<Value, K>) => number } = {
  number: () => 4,
  extent: () => 3,
  variable: () => 3,
  datum: () => 3,
  load: ({ at }) => 8 + weight(at),
  apply: ({ operator, args }) => args.reduce((sum, arg) => sum + weight(arg), inline.has(operator) ? 5 : 20),
  choose: ({ test, whenTrue, whenFalse }) => 8 + weight(test) + weight(whenTrue) + weight(whenFalse),
};

const weight = (value: Value): number => (values[value.kind] as (value: Value) => number)(value);

const statements: { readonly [K in StatementKind]: (statement: OfKind<Statement, K>) => number } = {
  define: ({ value }) => 4 + weight(value),
  declare: ({ value }) => 4 + (value ? weight(value) : 0),
  assign: ({ update, value }) => (update === "set" ? 4 : 10) + weight(value),
  store: ({ update, at, value }) => (update === "set" ? 8 : 16) + weight(at) + weight(value),
  loop: ({ from, to, body }) => 25 + weight(from) + weight(to) + weightOf(body),
  branch: ({ test, whenTrue, whenFalse }) => 8 + weight(test) + weightOf(whenTrue) + weightOf(whenFalse),
  section: ({ body }) => weightOf(body),
  // A call, whatever the part does.
  part: () => 100,
};
