import type { Condition, Index, Scalar } from "./scalar.ts";

/** Anything interned. */
export type Term = Scalar | Condition;

/**
 * The intern table, the one piece of module state: every expression that is alive, by its shape.
 * It holds them weakly, so a long-running process does not keep the models it has forgotten.
 */
const table = new Map<string, WeakRef<Term>>();
const collected = new FinalizationRegistry<string>((key) => {
  if (table.get(key)?.deref() === undefined) table.delete(key);
});
let nextId = 0;

type Shape<T extends Term> = T extends Term ? Omit<T, "id" | "free" | "height"> : never;

/** The interned expression of this shape: the one that exists, or a new one. `children` are its direct parts. */
export function intern<T extends Term>(
  key: string,
  children: readonly Term[],
  shape: Shape<T>,
  binds: readonly Index[] = [],
): T {
  const existing = table.get(key)?.deref();
  if (existing !== undefined) return existing as T;
  const made = {
    ...shape,
    id: nextId++,
    free: freeIndices(children, binds),
    height: children.reduce((most, child) => Math.max(most, child.height), 0) + binds.length,
  } as unknown as T;
  table.set(key, new WeakRef<Term>(made));
  collected.register(made, key);
  return made;
}

const scopes: readonly Index["scope"][] = ["axis", "bound", "open"];

/** A total order on indices: axes by position, then bound by level, then open. */
export const compareIndices = (a: Index, b: Index): number =>
  scopes.indexOf(a.scope) - scopes.indexOf(b.scope) || a.number - b.number;

const noIndices: readonly Index[] = [];

function freeIndices(children: readonly Term[], binds: readonly Index[]): readonly Index[] {
  const first = children.find((child) => child.free.length > 0)?.free ?? noIndices;
  if (binds.length === 0 && children.every((child) => child.free.length === 0 || child.free === first)) return first;
  const all = new Set(children.flatMap((child) => child.free));
  for (const index of binds) all.delete(index);
  return all.size === 0 ? noIndices : [...all].sort(compareIndices);
}

/** An index is its own only free index, which `intern` cannot know. */
export function internIndex(key: string, shape: Shape<Index>): Index {
  const existing = table.get(key)?.deref();
  if (existing !== undefined) return existing as Index;
  const free: Index[] = [];
  const made: Index = { ...shape, id: nextId++, free, height: 0 };
  free.push(made);
  table.set(key, new WeakRef<Term>(made));
  collected.register(made, key);
  return made;
}
