import { abstract } from "../equations/abstract.ts";
import type { Scalar } from "../equations/scalar.ts";
import { children, everyPart, isScalar } from "../equations/walk.ts";

/**
 * The largest parts of an expression that are new against another, indices apart: where something was done, but not
 * everything around it, which is new only because a part of it is.
 */
export function changedParts(after: Scalar, before: Scalar | undefined): ReadonlySet<Scalar> {
  if (!before) return new Set();
  const old = new Set(everyPart(before).filter(isScalar).map(keyOf));
  const states = new Map<Scalar, State>();
  for (const part of everyPart(after)) if (isScalar(part)) states.set(part, stateOf(part, old, states));
  const changed = new Set<Scalar>();
  collect(after, states, changed);
  // Where things only went, what is left is marked.
  return changed.size === 0 && after !== before ? new Set([after]) : changed;
}

const keyOf = (part: Scalar): Scalar => abstract(part).body;

/** `around`: something inside is new, and something is not. */
type State = "plain" | "old" | "new" | "around";

const isPlain = ({ kind }: Scalar): boolean => kind === "constant" || kind === "extent" || kind === "index";

function stateOf(part: Scalar, old: ReadonlySet<Scalar>, states: ReadonlyMap<Scalar, State>): State {
  if (isPlain(part)) return "plain";
  if (old.has(keyOf(part))) return "old";
  const inner = children(part)
    .filter(isScalar)
    .map((child) => states.get(child) ?? "plain");
  if (inner.every((state) => state === "old" || state === "plain")) return "new";
  return inner.every((state) => state === "new" || state === "plain") ? "new" : "around";
}

function collect(part: Scalar, states: ReadonlyMap<Scalar, State>, into: Set<Scalar>): void {
  const state = states.get(part);
  if (state === "new") into.add(part);
  if (state === "around") for (const child of children(part)) if (isScalar(child)) collect(child, states, into);
}
