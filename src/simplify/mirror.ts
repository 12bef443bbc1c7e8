import { abstract } from "../equations/abstract.ts";
import { call, mapScalar, negate, one, power, sub } from "../equations/build.ts";
import type { UnaryFunction } from "../equations/functions.ts";
import { weighted } from "../equations/ring.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { everyPart, isScalar } from "../equations/walk.ts";
import { transform } from "../equations/transform.ts";
import { isEven, isNegative, rational, times } from "../util/rational.ts";

/** Whether a function of an argument is needed anyway. */
type Needed = (fn: UnaryFunction, x: Scalar) => boolean;

/** What follows from a function that is needed anyway, without another exponential. */
type Mirror = (part: Scalar, needed: Needed) => Scalar | undefined;

const mirrors: readonly Mirror[] = [
  // σ(−x) = 1 − σ(x)
  (part, needed) => {
    const x = argument(part, "sigmoid");
    if (!x || !isNegative(weighted(x).weight) || !needed("sigmoid", negate(x))) return undefined;
    return sub(one, call("sigmoid", negate(x)));
  },
  // sech(x)² = 1 − tanh(x)²
  (part, needed) => {
    const x = part.kind === "power" && isEven(part.exponent) ? argument(part.base, "sech") : undefined;
    if (!x || part.kind !== "power" || !needed("tanh", x)) return undefined;
    return power(sub(one, power(call("tanh", x), 2)), times(part.exponent, rational(1, 2)));
  },
];

const argument = (part: Scalar, fn: UnaryFunction): Scalar | undefined =>
  part.kind === "call" && part.fn === fn ? part.args[0] : undefined;

/**
 * Where a derivative follows from an activation that the value needs anyway, one exponential serves both: σ′ = h(1 − h),
 * as in the papers. The equations in `values`, which make up the value itself, stay as they are; and so do derivatives at
 * an argument that the caller supplies rather than the network: these keep the spelling that has all their digits.
 */
export function mirrorFunctions(equations: readonly Equation[], values: ReadonlySet<string>): Equation[] {
  const parts = equations
    .filter(({ name }) => values.has(name))
    .flatMap(({ body }) => everyPart(body).filter(isScalar));
  const keys = new Set(parts.flatMap(keysOf));
  const needed: Needed = (fn, x) => keys.has(keyOf(fn, x)) && isComputed(x, values);
  return equations.map((equation) => {
    const body = values.has(equation.name) ? equation.body : mirrorIn(equation.body, needed);
    return body === equation.body ? equation : { ...equation, body };
  });
}

/** Whether an argument is more than inputs elementwise. */
const isComputed = (x: Scalar, values: ReadonlySet<string>): boolean =>
  everyPart(x).some((part) => part.kind === "reduce" || (part.kind === "read" && values.has(part.tensor)));

/** What identifies a function of an argument up to its indices. */
const keyOf = (fn: UnaryFunction, x: Scalar): string => `${fn} ${String(abstract(x).body.id)}`;

const keysOf = (part: Scalar): string[] =>
  (["sigmoid", "tanh"] as const).flatMap((fn) => {
    const x = argument(part, fn);
    return x ? [keyOf(fn, x)] : [];
  });

function mirrorIn(scalar: Scalar, needed: Needed): Scalar {
  return transform(scalar, (term, visit) => {
    const inner = mapScalar(term, visit);
    return mirrors.reduce<Scalar | undefined>((made, mirror) => made ?? mirror(inner, needed), undefined) ?? inner;
  });
}
