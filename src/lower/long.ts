import type { OfKind, Value, ValueKind } from "../program/program.ts";

/** An expression of more parts is computed in several statements: neither people nor what reads the code like it longer. */
const mostParts = 200;

type Parts = { readonly [K in ValueKind]: (value: OfKind<Value, K>) => readonly Value[] };

const none: readonly Value[] = [];

const parts: Parts = {
  number: () => none,
  extent: () => none,
  variable: () => none,
  datum: () => none,
  load: ({ at }) => [at],
  apply: ({ args }) => args,
  choose: ({ test, whenTrue, whenFalse }) => [test, whenTrue, whenFalse],
};

/** Whether an expression is too long to be a part of another, and so gets a statement of its own. */
export function isLong(value: Value): boolean {
  const open: Value[] = [value];
  let seen = 0;
  for (let next = open.pop(); next && seen <= mostParts; next = open.pop()) {
    seen++;
    open.push(...(parts[next.kind] as (value: Value) => readonly Value[])(next));
  }
  return seen > mostParts;
}
