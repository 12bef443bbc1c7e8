import { abstract } from "../equations/abstract.ts";
import { call, mapScalar, negate, one, sub } from "../equations/build.ts";
import { weighted } from "../equations/ring.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { everyPart } from "../equations/walk.ts";
import { isNegative } from "../util/rational.ts";

/** Where both σ(x) and σ(−x) are needed, σ(−x) is 1 − σ(x): one exponential instead of two. */
export function mirrorSigmoids(equations: readonly Equation[]): Equation[] {
  const keys = new Set(equations.flatMap(({ body }) => everyPart(body).flatMap((part) => sigmoidKey(part as Scalar))));
  return equations.map((equation) => {
    const body = mirrorIn(equation.body, keys);
    return body === equation.body ? equation : { ...equation, body };
  });
}

const sigmoidKey = (part: Scalar): Scalar[] => (isSigmoid(part) && part.args[0] ? [abstract(part.args[0]).body] : []);

const isSigmoid = (part: Scalar): part is Extract<Scalar, { kind: "call" }> =>
  part.kind === "call" && part.fn === "sigmoid";

function mirrorIn(scalar: Scalar, keys: ReadonlySet<Scalar>): Scalar {
  const done = new Map<Scalar, Scalar>();
  const visit = (term: Scalar): Scalar => {
    const found = done.get(term);
    if (found) return found;
    const inner = mapScalar(term, visit);
    const [x] = isSigmoid(inner) ? inner.args : [];
    const mirrored = x && isNegative(weighted(x).weight) && keys.has(abstract(negate(x)).body);
    const result = mirrored ? sub(one, call("sigmoid", negate(x))) : inner;
    done.set(term, result);
    return result;
  };
  return visit(scalar);
}
