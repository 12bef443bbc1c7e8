import { call, mul } from "../../equations/build.ts";
import { rule, type Rule } from "../rule.ts";

/** Functions that are made of pieces, where one already says what another asks. */
export const piecewiseRules: readonly Rule[] = [
  rule("relu-step", {
    identity: "relu(x)·step(relu(x)) = relu(x)",
    from: ({ x }) => mul(call("relu", x), call("step", call("relu", x))),
    into: ({ x }) => call("relu", x),
  }),
];
