import { mapScalar, substitute } from "./reduce.ts";
import { axis } from "./leaves.ts";
import type { Read, Scalar } from "./scalar.ts";
import type { Equation } from "./system.ts";

/** The scalar with reads replaced; `replace` gives nothing for a read that stays. */
export function mapReads(scalar: Scalar, replace: (read: Read) => Scalar | undefined): Scalar {
  const done = new Map<Scalar, Scalar>();
  const visit = (term: Scalar): Scalar => {
    const found = done.get(term);
    if (found) return found;
    const inner = mapScalar(term, visit);
    const replaced = term.kind === "read" && inner.kind === "read" ? replace(inner) : undefined;
    const result = replaced ?? inner;
    done.set(term, result);
    return result;
  };
  return visit(scalar);
}

/** The body of an equation at the indices of a read. */
export const bodyAt = ({ axes, body }: Pick<Equation, "axes" | "body">, indices: readonly Scalar[]): Scalar =>
  substitute(body, new Map(axes.map((dim, at) => [axis(at, dim), indices[at] ?? axis(at, dim)])));
