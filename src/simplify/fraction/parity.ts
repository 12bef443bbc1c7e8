import { call, negate } from "../../equations/build.ts";
import type { UnaryFunction } from "../../equations/functions.ts";
import { oriented, weighted } from "../../equations/ring.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { isNegative } from "../../util/rational.ts";
import type { Step } from "../rule.ts";

/** f(−x) by f(x). */
const parities: { readonly [F in UnaryFunction]?: (y: Scalar) => Scalar } = {
  tanh: negate,
  sinh: negate,
  cosh: (y) => y,
  sech: (y) => y,
};

/** A sign leaves the argument of a function that is odd or even. */
export const parity: Step = {
  name: "parity",
  identity: "tanh(−x) = −tanh x, sinh(−x) = −sinh x, cosh(−x) = cosh x, sech(−x) = sech x",
  apply: (scalar) => {
    if (scalar.kind !== "call") return undefined;
    const [x] = scalar.args;
    const mirrored = parities[scalar.fn as UnaryFunction];
    return x && mirrored && isMinus(x) ? mirrored(call(scalar.fn, negate(x))) : undefined;
  },
};

const isMinus = (x: Scalar): boolean =>
  x.kind === "add" ? oriented(x).flipped : isNegative(weighted(x).weight) && weighted(x).rest !== x;
