import type { Scalar } from "./scalar.ts";

/**
 * Makes an expression over by `make`, which may ask `visit` for the parts made over. Each different expression is made
 * over once, however often it stands in the whole.
 */
export function transform(root: Scalar, make: (term: Scalar, visit: (part: Scalar) => Scalar) => Scalar): Scalar {
  const done = new Map<Scalar, Scalar>();
  const visit = (term: Scalar): Scalar => {
    const found = done.get(term);
    if (found) return found;
    const result = make(term, visit);
    done.set(term, result);
    return result;
  };
  return visit(root);
}
