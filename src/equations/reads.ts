import { mapScalar, substitute } from "./reduce.ts";
import { axis } from "./leaves.ts";
import type { Read, Scalar } from "./scalar.ts";
import type { Equation } from "./system.ts";
import { children } from "./walk.ts";
import type { Term } from "./intern.ts";
import { transform } from "./transform.ts";

const known = new WeakMap<Term, ReadonlySet<string>>();
const none: ReadonlySet<string> = new Set();

/** The names of the tensors that an expression reads. */
export function tensorsIn(term: Term): ReadonlySet<string> {
  const found = known.get(term);
  if (found) return found;
  const tensors = union(children(term).map(tensorsIn), term.kind === "read" ? term.tensor : undefined);
  known.set(term, tensors);
  return tensors;
}

/** The union, which is one of the sets themselves where that has everything. */
function union(sets: readonly ReadonlySet<string>[], extra: string | undefined): ReadonlySet<string> {
  const largest = sets.reduce((most, set) => (set.size > most.size ? set : most), none);
  const isAll =
    (extra === undefined || largest.has(extra)) && sets.every((set) => [...set].every((name) => largest.has(name)));
  if (isAll) return largest;
  const all = new Set(sets.flatMap((set) => [...set]));
  return extra === undefined ? all : all.add(extra);
}

/** The scalar with every read of a tensor that has an entry replaced by what `replace` makes of it. */
export function mapReads<T>(
  scalar: Scalar,
  entries: ReadonlyMap<string, T>,
  replace: (read: Read, entry: T) => Scalar,
): Scalar {
  const concerned = (term: Scalar): boolean => {
    for (const tensor of tensorsIn(term)) if (entries.has(tensor)) return true;
    return false;
  };
  return transform(scalar, (term, visit) => {
    if (!concerned(term)) return term;
    const inner = mapScalar(term, visit);
    const entry = term.kind === "read" ? entries.get(term.tensor) : undefined;
    return entry !== undefined && inner.kind === "read" ? replace(inner, entry) : inner;
  });
}

/** The body of an equation at the indices of a read. */
export const bodyAt = ({ axes, body }: Pick<Equation, "axes" | "body">, { indices }: Read): Scalar =>
  substitute(body, new Map(axes.map((dim, at) => [axis(at, dim), indices[at] ?? axis(at, dim)])));
