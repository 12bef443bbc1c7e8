import {
  add,
  call,
  half,
  lessOrEqual,
  mul,
  negate,
  one,
  power,
  select,
  sub,
  sum,
  zero,
} from "../../equations/build.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { reductions } from "../binder.ts";
import { type ArrayValue, elementwise, scalarValue } from "../value.ts";
import { requireSame, requireShape, requireSized } from "./requirements.ts";
import { type Application, binary, type LibraryFunction } from "./row.ts";

type Element = (x: Scalar, y: Scalar) => Scalar;

function pairwise(
  left: ArrayValue,
  right: ArrayValue,
  element: Element,
  application: Application,
): ArrayValue | undefined {
  if (!requireSame(left, right, application) || !requireSized(left, application)) return undefined;
  return elementwise([left, right], ([x, y]) => (x && y ? element(x, y) : zero));
}

/** The mean over all elements of a loss of each. */
const meanOf = (element: Element): LibraryFunction =>
  binary((left, right, application) => {
    const losses = pairwise(left, right, element, application);
    return losses && scalarValue(reductions.mean(losses.axes, losses.body));
  });

/** |r| ≤ 1: r²/2, else |r| − ½ */
function huber(x: Scalar, y: Scalar): Scalar {
  const residual = sub(x, y);
  const size = call("abs", residual);
  return select(lessOrEqual(size, one), mul(half, power(residual, 2)), sub(size, half));
}

/** −Σ y·log p, and of a matrix the mean of that over the rows. */
function crossEntropy(p: ArrayValue, y: ArrayValue, application: Application): ArrayValue | undefined {
  if (!requireShape(p.axes.length === 1 || p.axes.length === 2, "vectors and matrices", p, application))
    return undefined;
  const losses = pairwise(p, y, (probability, target) => negate(mul(target, call("log", probability))), application);
  const along = losses?.axes.at(-1);
  return losses && along && scalarValue(reductions.mean(losses.axes.slice(0, -1), sum([along], losses.body)));
}

/** Losses: prediction first, target second. */
export const lossFunctions = {
  /** mean (a − b)² */
  mse: meanOf((a, b) => power(sub(a, b), 2)),
  /** mean −(y·log p + (1 − y)·log(1 − p)) for probabilities p */
  bce: meanOf((p, y) => negate(add(mul(y, call("log", p)), mul(sub(one, y), call("log", sub(one, p)))))),
  /** mean softplus(z) − y·z, which is bce(σ(z), y) */
  bce_with_logits: meanOf((z, y) => sub(call("softplus", z), mul(y, z))),
  cross_entropy: binary(crossEntropy),
  /** mean of r²/2 for |r| ≤ 1 and |r| − ½ beyond */
  huber: meanOf(huber),
  /** mean max(0, 1 − y·s) for targets ±1 */
  hinge: meanOf((s, y) => call("relu", sub(one, mul(y, s)))),
} as const satisfies Readonly<Record<string, LibraryFunction>>;
