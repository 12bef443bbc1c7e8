import type { Term } from "./intern.ts";
import type { Read, Scalar } from "./scalar.ts";

type Children = { readonly [K in Term["kind"]]: (term: Extract<Term, { kind: K }>) => readonly Term[] };

const none: readonly Term[] = [];

const parts: Children = {
  constant: () => none,
  extent: () => none,
  index: () => none,
  truth: () => none,
  read: ({ indices }) => indices,
  add: ({ terms }) => terms,
  mul: ({ factors }) => factors,
  power: ({ base }) => [base],
  call: ({ args }) => args,
  select: ({ condition, whenTrue, whenFalse }) => [condition, whenTrue, whenFalse],
  reduce: ({ body }) => [body],
  less: ({ left, right }) => [left, right],
  lessOrEqual: ({ left, right }) => [left, right],
  equal: ({ left, right }) => [left, right],
  not: ({ condition }) => [condition],
  and: ({ conditions }) => conditions,
  or: ({ conditions }) => conditions,
};

/** The direct parts of an expression, as they stand: the body of a reduction has its bound indices free. */
export const children = (term: Term): readonly Term[] => (parts[term.kind] as (term: Term) => readonly Term[])(term);

/** The factors of a product; anything else is one factor. */
export const factorsOf = (scalar: Scalar): readonly Scalar[] => (scalar.kind === "mul" ? scalar.factors : [scalar]);

/** Every different part of the roots, themselves included, each after its own parts. */
export function everyPart(...roots: readonly Term[]): Term[] {
  const order: Term[] = [];
  const seen = new Set<Term>();
  const visit = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    children(term).forEach(visit);
    order.push(term);
  };
  roots.forEach(visit);
  return order;
}

/** Every different part down to the reductions: these themselves, but nothing of their bodies. */
export function partsOutsideReductions(root: Scalar): Term[] {
  const order: Term[] = [];
  const seen = new Set<Term>();
  const visit = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    if (term.kind !== "reduce") children(term).forEach(visit);
    order.push(term);
  };
  visit(root);
  return order;
}

/** Every different read in an expression. */
export function readsIn(root: Term): readonly Read[] {
  const found = reads.get(root);
  if (found) return found;
  const made = everyPart(root).filter((term) => term.kind === "read");
  reads.set(root, made);
  return made;
}

const reads = new WeakMap<Term, readonly Read[]>();

const conditionKinds: ReadonlySet<Term["kind"]> = new Set<Term["kind"]>([
  "truth",
  "less",
  "lessOrEqual",
  "equal",
  "not",
  "and",
  "or",
]);

export const isScalar = (term: Term): term is Scalar => !conditionKinds.has(term.kind);
