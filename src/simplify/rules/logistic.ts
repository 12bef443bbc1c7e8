import { add, call, constant, divide, mul, negate, one, power, sub } from "../../equations/build.ts";
import { isPositive as positive } from "../../equations/facts.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rule, type Rule } from "../rule.ts";

const exp = (x: Scalar): Scalar => call("exp", x);
const log = (x: Scalar): Scalar => call("log", x);
const sigmoid = (x: Scalar): Scalar => call("sigmoid", x);
const softplus = (x: Scalar): Scalar => call("softplus", x);
const tanh = (x: Scalar): Scalar => call("tanh", x);

/** The logistic function and its logarithm, from any spelling, to forms that neither overflow nor cancel. */
export const logisticRules: readonly Rule[] = [
  rule("sigmoid", {
    identity: "1/(1 + eˣ) = σ(−x)",
    from: ({ x }) => power(add(one, exp(x)), -1),
    into: ({ x }) => sigmoid(negate(x)),
  }),
  rule("scaled-sigmoid", {
    identity: "eˣ·σ(−x) = σ(x)",
    from: ({ x }) => mul(exp(x), sigmoid(negate(x))),
    into: ({ x }) => sigmoid(x),
  }),
  rule("one-minus-sigmoid", {
    identity: "a − a·σ(x) = a·σ(−x)",
    from: ({ a, x }) => sub(a, mul(a, sigmoid(x))),
    into: ({ a, x }) => mul(a, sigmoid(negate(x))),
  }),
  rule("sigmoid-minus-square", {
    identity: "a·σ(x) − a·σ(x)² = a·σ(x)·σ(−x)",
    from: ({ a, x }) => sub(mul(a, sigmoid(x)), mul(a, power(sigmoid(x), 2))),
    into: ({ a, x }) => mul(a, sigmoid(x), sigmoid(negate(x))),
  }),
  rule("tanh-sigmoid", {
    identity: "a + a·tanh(x) = 2a·σ(2x)",
    from: ({ a, x }) => add(a, mul(a, tanh(x))),
    into: ({ a, x }) => mul(constant(2), a, sigmoid(mul(constant(2), x))),
  }),
  rule("tanh-mirrored-sigmoid", {
    identity: "a − a·tanh(x) = 2a·σ(−2x)",
    from: ({ a, x }) => sub(a, mul(a, tanh(x))),
    into: ({ a, x }) => mul(constant(2), a, sigmoid(mul(constant(-2), x))),
  }),
  rule("sigmoid-tanh", {
    identity: "2a·σ(x) − a = a·tanh(x/2)",
    from: ({ a, x }) => sub(mul(constant(2), a, sigmoid(x)), a),
    into: ({ a, x }) => mul(a, tanh(divide(x, constant(2)))),
  }),
  rule("log-sigmoid", {
    identity: "log σ(x) = −softplus(−x)",
    from: ({ x }) => log(sigmoid(x)),
    into: ({ x }) => negate(softplus(negate(x))),
  }),
  rule("softplus", {
    identity: "log(1 + eˣ) = softplus(x)",
    from: ({ x }) => log(add(one, exp(x))),
    into: ({ x }) => softplus(x),
  }),
  rule("softplus-log1p", {
    identity: "log1p(a·eˣ) = softplus(x + log a), a > 0",
    from: ({ a, x }) => call("log1p", mul(a, exp(x))),
    into: ({ a, x }) => softplus(add(x, log(a))),
    where: (bound) => positive(bound("a")),
  }),
  rule("log-of-exponential-and-more", {
    identity: "log(a·eˣ + b) = log b + softplus(x + log a − log b), a > 0, b > 0",
    from: ({ a, b, x }) => log(add(mul(a, exp(x)), b)),
    into: ({ a, b, x }) => add(log(b), softplus(sub(add(x, log(a)), log(b)))),
    where: (bound) => positive(bound("a")) && positive(bound("b")),
  }),
  rule("odds", {
    identity: "σ(x)/σ(−x) = eˣ",
    from: ({ x }) => divide(sigmoid(x), sigmoid(negate(x))),
    into: ({ x }) => exp(x),
  }),
  rule("exp-softplus", {
    identity: "e^softplus(x) = 1 + eˣ",
    from: ({ x }) => exp(softplus(x)),
    into: ({ x }) => add(one, exp(x)),
  }),
  rule("softplus-log", {
    identity: "softplus(log x) = log1p(x)",
    from: ({ x }) => softplus(log(x)),
    into: ({ x }) => call("log1p", x),
  }),
];
