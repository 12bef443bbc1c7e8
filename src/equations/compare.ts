import { order } from "../util/rational.ts";
import { compareIndices, type Term } from "./intern.ts";

type Order = (a: Term, b: Term) => number;
type Ordering = {
  readonly [K in Term["kind"]]: (a: Extract<Term, { kind: K }>, b: Extract<Term, { kind: K }>) => number;
};

/** Text order that does not depend on the locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareLists(a: readonly Term[], b: readonly Term[]): number {
  for (let position = 0; position < Math.min(a.length, b.length); position++) {
    const [left, right] = [a[position], b[position]];
    if (left !== undefined && right !== undefined && left !== right) return compare(left, right);
  }
  return a.length - b.length;
}

/** How two different expressions of one kind are ordered. Rows stand in the order of the kinds. */
const within: Ordering = {
  constant: (a, b) => order(a.value, b.value),
  extent: (a, b) => compareText(a.dim.name, b.dim.name),
  index: (a, b) => compareIndices(a, b) || compareText(a.dim.name, b.dim.name),
  read: (a, b) => compareText(a.tensor, b.tensor) || compareLists(a.indices, b.indices),
  power: (a, b) => compare(a.base, b.base) || order(a.exponent, b.exponent),
  call: (a, b) => compareText(a.fn, b.fn) || compareLists(a.args, b.args),
  mul: (a, b) => compareLists(a.factors, b.factors),
  add: (a, b) => compareLists(a.terms, b.terms),
  select: (a, b) => compareLists([a.condition, a.whenTrue, a.whenFalse], [b.condition, b.whenTrue, b.whenFalse]),
  reduce: (a, b) =>
    compareText(a.operator, b.operator) || compareLists(a.indices, b.indices) || compareLists([a.body], [b.body]),
  truth: (a, b) => Number(a.value) - Number(b.value),
  less: (a, b) => compareLists([a.left, a.right], [b.left, b.right]),
  lessOrEqual: (a, b) => compareLists([a.left, a.right], [b.left, b.right]),
  equal: (a, b) => compareLists([a.left, a.right], [b.left, b.right]),
  not: (a, b) => compare(a.condition, b.condition),
  and: (a, b) => compareLists(a.conditions, b.conditions),
  or: (a, b) => compareLists(a.conditions, b.conditions),
};

const rank = new Map(Object.keys(within).map((kind, position) => [kind, position]));

/** A total order by structure alone: it does not depend on when or in which order expressions were made. */
export function compare(a: Term, b: Term): number {
  if (a === b) return 0;
  return (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || (within[a.kind] as Order)(a, b);
}
