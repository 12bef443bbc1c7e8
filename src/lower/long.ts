import { intrinsics, type OfKind, type Operator, type Value, type ValueKind } from "../program/program.ts";

/** An expression of more parts is computed in several statements: neither people nor what reads the code like it longer. */
const mostParts = 200;
/** Calls within calls, of which what lays out the code tries two ways at each. */
const mostCalls = 8;

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

const calls: ReadonlySet<Operator> = new Set<Operator>(intrinsics);

/**
 * Whether an expression is too long to be a part of another, or has too many calls within calls, and so gets a statement
 * of its own.
 */
export function isLong(value: Value): boolean {
  const open = [{ value, depth: 0 }];
  let seen = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const depth = next.depth + Number(next.value.kind === "apply" && calls.has(next.value.operator));
    if (++seen > mostParts || depth > mostCalls) return true;
    for (const part of (parts[next.value.kind] as (value: Value) => readonly Value[])(next.value)) {
      open.push({ value: part, depth });
    }
  }
  return false;
}
