import type { Condition, Scalar } from "../equations/scalar.ts";

/** In how many places each expression occurs as a part of another, each expression looked into once. */
export function countUses(body: Scalar): ReadonlyMap<Scalar, number> {
  const uses = new Map<Scalar, number>();
  const seen = new Set<Scalar | Condition>();
  const pending: (Scalar | Condition)[] = [body];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    for (const part of partsOf(term)) {
      if (!isCondition(part)) uses.set(part, (uses.get(part) ?? 0) + 1);
      pending.push(part);
    }
  }
  return uses;
}

const conditionKinds: ReadonlySet<string> = new Set(["truth", "less", "lessOrEqual", "equal", "not", "and", "or"]);
const isCondition = (term: Scalar | Condition): term is Condition => conditionKinds.has(term.kind);

type Parts = {
  readonly [K in (Scalar | Condition)["kind"]]: (
    term: Extract<Scalar | Condition, { kind: K }>,
  ) => readonly (Scalar | Condition)[];
};

const parts: Parts = {
  constant: () => [],
  extent: () => [],
  index: () => [],
  read: ({ indices }) => indices,
  add: ({ terms }) => terms,
  mul: ({ factors }) => factors,
  power: ({ base }) => [base],
  call: ({ args }) => args,
  select: ({ condition, whenTrue, whenFalse }) => [condition, whenTrue, whenFalse],
  reduce: ({ body }) => [body],
  truth: () => [],
  less: ({ left, right }) => [left, right],
  lessOrEqual: ({ left, right }) => [left, right],
  equal: ({ left, right }) => [left, right],
  not: ({ condition }) => [condition],
  and: ({ conditions }) => conditions,
  or: ({ conditions }) => conditions,
};

/** The direct parts of an expression or a condition. */
export const partsOf = (term: Scalar | Condition): readonly (Scalar | Condition)[] =>
  (parts[term.kind] as (term: Scalar | Condition) => readonly (Scalar | Condition)[])(term);
