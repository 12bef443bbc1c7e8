import type { OfKind, Statement, StatementKind, Value, ValueKind } from "../program/program.ts";

type Replace = (value: Value) => Value;

const inside: { readonly [K in ValueKind]: (value: OfKind<Value, K>, replace: Replace) => Value } = {
  number: (value) => value,
  extent: (value) => value,
  variable: (value) => value,
  datum: (value) => value,
  load: (value, replace) => ({ ...value, at: replaced(value.at, replace) }),
  apply: (value, replace) => ({ ...value, args: value.args.map((arg) => replaced(arg, replace)) }),
  choose: (value, replace) => ({
    ...value,
    test: replaced(value.test, replace),
    whenTrue: replaced(value.whenTrue, replace),
    whenFalse: replaced(value.whenFalse, replace),
  }),
};

const replaced = (value: Value, replace: Replace): Value =>
  replace((inside[value.kind] as (value: Value, replace: Replace) => Value)(value, replace));

const values: {
  readonly [K in StatementKind]: (statement: OfKind<Statement, K>, replace: Replace) => Statement;
} = {
  define: (statement, replace) => ({ ...statement, value: replaced(statement.value, replace) }),
  declare: (statement, replace) => ({
    ...statement,
    value: statement.value && replaced(statement.value, replace),
  }),
  assign: (statement, replace) => ({ ...statement, value: replaced(statement.value, replace) }),
  store: (statement, replace) => ({
    ...statement,
    at: replaced(statement.at, replace),
    value: replaced(statement.value, replace),
  }),
  loop: (statement) => statement,
  branch: (statement) => statement,
  section: (statement) => statement,
  part: (statement) => statement,
};

/** A simple statement with its values replaced, from the innermost outwards. */
export const withValues = (statement: Statement, replace: Replace): Statement =>
  (values[statement.kind] as (statement: Statement, replace: Replace) => Statement)(statement, replace);
