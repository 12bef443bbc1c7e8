import { call, mul, openIndex, power, reduce, sum } from "../../equations/build.ts";
import { rule, type Rule } from "../rule.ts";
import { negate } from "../../equations/build.ts";

const i = openIndex({ name: "?", size: undefined });

/** Sums of exponentials, shifted by their largest term as soon as they are lowered. */
export const softmaxRules: readonly Rule[] = [
  rule("log-sum-exp", {
    identity: "log Σ e^f = logsumexp f",
    from: ({ f }) => call("log", sum([i], call("exp", f(i)))),
    into: ({ f }) => reduce("logsumexp", [i], f(i)),
  }),
  rule("softmax", {
    identity: "1/Σ e^f = e^(−logsumexp f)",
    from: ({ f }) => power(sum([i], call("exp", f(i))), -1),
    into: ({ f }) => call("exp", negate(reduce("logsumexp", [i], f(i)))),
  }),
  rule("shift-into-sum", {
    identity: "eˣ·Σ e^f·g = Σ e^(x + f)·g",
    from: ({ x, f, g }) => mul(call("exp", x), sum([i], mul(call("exp", f(i)), g(i)))),
    into: ({ x, f, g }) => sum([i], mul(call("exp", x), call("exp", f(i)), g(i))),
  }),
  rule("exp-log-sum-exp", {
    identity: "e^(logsumexp f) = Σ e^f",
    from: ({ f }) => call("exp", reduce("logsumexp", [i], f(i))),
    into: ({ f }) => sum([i], call("exp", f(i))),
  }),
];
