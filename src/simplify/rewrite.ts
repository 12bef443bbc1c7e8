import { mapScalar } from "../equations/build.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Step } from "./rule.ts";

/** One firing of a rule: what it replaced by what, in the body of which equation. */
export interface Firing {
  readonly rule: string;
  readonly identity: string;
  readonly equation: string;
  readonly before: Scalar;
  readonly after: Scalar;
}

/** Where firings are recorded. */
export type Record = (firing: Omit<Firing, "equation">) => void;

/** No expression is rewritten at one place more often; every rule lowers the cost or nears the normal form. */
const mostFirings = 1000;

/** Rewrites an expression from its parts upward until no rule fires; the parts in `settled` stay as they are. */
export function rewrite(
  scalar: Scalar,
  steps: readonly Step[],
  record: Record,
  settled: readonly Scalar[] = [],
): Scalar {
  const done = new Map(settled.map((part) => [part, part] as const));
  const active = new Set<Scalar>();
  let firings = 0;
  const settle = (term: Scalar): Scalar => {
    const found = done.get(term);
    if (found) return found;
    if (active.has(term)) return term; // where two rules undo each other, what came first stays
    active.add(term);
    const inner = mapScalar(term, settle);
    const result = inner === term ? fireFirst(term) : settle(inner);
    done.set(term, result);
    return result;
  };
  const fireFirst = (term: Scalar): Scalar => {
    for (const { name, identity, apply } of steps) {
      const after = apply(term);
      if (!after || after === term) continue;
      if (++firings > mostFirings) return term;
      record({ rule: name, identity, before: term, after });
      return settle(after);
    }
    return term;
  };
  return settle(scalar);
}
