import { add, call, mul, negate, openIndex, power, reduce, sub, sum } from "../../equations/build.ts";
import { isPositive } from "../../equations/facts.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rule, type Rule } from "../rule.ts";

const log = (x: Scalar): Scalar => call("log", x);

const i = openIndex({ name: "?", size: undefined });

/** Sums of exponentials, shifted by their largest term as soon as they are lowered. */
export const softmaxRules: readonly Rule[] = [
  rule("log-sum-exp", {
    identity: "log(a·Σ e^f) = log a + logsumexp f, a > 0",
    from: ({ a, f }) => log(mul(a, sum([i], call("exp", f(i))))),
    into: ({ a, f }) => add(log(a), reduce("logsumexp", [i], f(i))),
    where: (bound) => isPositive(bound("a")),
  }),
  rule("log-of-sum-of-exponentials-and-more", {
    identity: "log(b + a·Σ e^f) = log b + softplus(logsumexp f + log a − log b), a > 0, b > 0",
    from: ({ a, b, f }) => log(add(b, mul(a, sum([i], call("exp", f(i)))))),
    into: ({ a, b, f }) => add(log(b), call("softplus", sub(add(reduce("logsumexp", [i], f(i)), log(a)), log(b)))),
    where: (bound) => isPositive(bound("a")) && isPositive(bound("b")),
  }),
  rule("log1p-of-sum-of-exponentials", {
    identity: "log1p(a·Σ e^f) = softplus(logsumexp f + log a), a > 0",
    from: ({ a, f }) => call("log1p", mul(a, sum([i], call("exp", f(i))))),
    into: ({ a, f }) => call("softplus", add(reduce("logsumexp", [i], f(i)), log(a))),
    where: (bound) => isPositive(bound("a")),
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
