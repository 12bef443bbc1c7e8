import { add, call, half, power } from "../../equations/build.ts";
import { negative } from "../../util/rational.ts";
import { rule, type Rule } from "../rule.ts";

/** Roots of sums of two squares, which overflow long before the root does. At (0, 0) the slope is 0, not NaN. */
export const radicalRules: readonly Rule[] = [
  rule("hypot", {
    identity: "√(x² + y²) = hypot(x, y)",
    from: ({ x, y }) => power(add(power(x, 2), power(y, 2)), half.value),
    into: ({ x, y }) => call("hypot", x, y),
  }),
  rule("reciprocal-hypot", {
    identity: "1/√(x² + y²) = 1/hypot(x, y)",
    from: ({ x, y }) => power(add(power(x, 2), power(y, 2)), negative(half.value)),
    into: ({ x, y }) => power(call("hypot", x, y), -1),
  }),
];
