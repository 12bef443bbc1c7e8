import {
  add,
  call,
  constant,
  lessOrEqual,
  minusOne,
  mul,
  negate,
  one,
  power,
  select,
  sub,
  zero,
} from "../../equations/build.ts";
import { isPositive as positive, sign } from "../../equations/facts.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rule, type Rule } from "../rule.ts";

const exp = (x: Scalar): Scalar => call("exp", x);
const log = (x: Scalar): Scalar => call("log", x);

/** Exponentials and logarithms undo each other, and keep their digits near 0 and 1. */
export const exponentialRules: readonly Rule[] = [
  rule("log-exp", {
    identity: "log(eˣ) = x",
    from: ({ x }) => log(exp(x)),
    into: ({ x }) => x,
  }),
  rule("log-of-scaled-exponential", {
    identity: "log(a·eˣ) = x + log a",
    from: ({ a, x }) => log(mul(a, exp(x))),
    into: ({ a, x }) => add(x, log(a)),
    where: (bound) => positive(bound("a")),
  }),
  rule("log-of-reciprocal", {
    identity: "log(1/x) = −log x, x > 0",
    from: ({ x }) => log(power(x, minusOne.value)),
    into: ({ x }) => negate(log(x)),
    where: (bound) => positive(bound("x")),
  }),
  rule("log-difference", {
    identity: "log(eˣ − eʸ) = x + log1mexp(y − x)",
    from: ({ x, y }) => log(sub(exp(x), exp(y))),
    into: ({ x, y }) => add(x, call("log1mexp", sub(y, x))),
  }),
  rule("exp-log", {
    identity: "e^(log x) = x",
    from: ({ x }) => exp(log(x)),
    into: ({ x }) => x,
    where: (bound) => positive(bound("x")),
  }),
  rule("exp-log-anywhere", {
    identity: "e^(log x) = x where x ≥ 0, else not a number",
    from: ({ x }) => exp(log(x)),
    into: ({ x }) => select(lessOrEqual(zero, x), x, call("nan")),
    where: (bound) => !positive(bound("x")),
  }),
  rule("exp-log1p", {
    identity: "e^(log1p x) = 1 + x where x ≥ −1",
    from: ({ x }) => exp(call("log1p", x)),
    into: ({ x }) => select(lessOrEqual(minusOne, x), add(one, x), call("nan")),
  }),
  rule("xlogy", {
    identity: "x·log y = xlogy(x, y), which is 0 where x is 0, also at y = 0",
    whole: true,
    from: ({ x, y }) => mul(x, log(y)),
    into: ({ x, y }) => call("xlogy", x, y),
    where: (bound) => !sign(bound("x")).nonZero && !positive(bound("y")),
  }),
  rule("log1p", {
    identity: "log(1 + x) = log1p(x)",
    from: ({ x }) => log(add(one, x)),
    into: ({ x }) => call("log1p", x),
  }),
  rule("expm1", {
    identity: "a·eˣ − a = a·expm1(x)",
    from: ({ a, x }) => sub(mul(a, exp(x)), a),
    into: ({ a, x }) => mul(a, call("expm1", x)),
  }),
  rule("log1mexp", {
    identity: "log(1 − eˣ) = log1mexp(x)",
    from: ({ x }) => call("log1p", negate(exp(x))),
    into: ({ x }) => call("log1mexp", x),
  }),
  rule("log-minus-expm1", {
    identity: "log(1 − eˣ) = log1mexp(x), from 1 − eˣ = −expm1(x)",
    from: ({ x }) => log(negate(call("expm1", x))),
    into: ({ x }) => call("log1mexp", x),
  }),
  rule("log-cosh", {
    identity: "log(cosh x) = logcosh(x)",
    from: ({ x }) => log(call("cosh", x)),
    into: ({ x }) => call("logcosh", x),
  }),
  rule("log-of-scaled-cosh", {
    identity: "log(a·cosh x) = log a + logcosh(x), a > 0",
    from: ({ a, x }) => log(mul(a, call("cosh", x))),
    into: ({ a, x }) => add(log(a), call("logcosh", x)),
    where: (bound) => positive(bound("a")),
  }),
  rule("sech", {
    identity: "1/cosh x = sech x",
    from: ({ x }) => power(call("cosh", x), -1),
    into: ({ x }) => call("sech", x),
  }),
  rule("sech-square", {
    identity: "1/cosh² x = sech² x",
    from: ({ x }) => power(call("cosh", x), -2),
    into: ({ x }) => power(call("sech", x), 2),
  }),
  rule("tanh-square", {
    identity: "a − a·tanh(x)² = a·sech(x)²",
    from: ({ a, x }) => sub(a, mul(a, power(call("tanh", x), 2))),
    into: ({ a, x }) => mul(a, power(call("sech", x), 2)),
  }),
  rule("sine-and-cosine", {
    identity: "a·sin² x + a·cos² x = a",
    from: ({ a, x }) => add(mul(a, power(call("sin", x), 2)), mul(a, power(call("cos", x), 2))),
    into: ({ a }) => a,
  }),
  rule("one-minus-cosine", {
    identity: "a − a·cos x = 2a·sin²(x/2)",
    from: ({ a, x }) => sub(a, mul(a, call("cos", x))),
    into: ({ a, x }) => mul(constant(2), a, power(call("sin", mul(power(constant(2), -1), x)), 2)),
  }),
  // Unsound, kept as a warning: log(x·y) = log x + log y fails at x = y = −1.
];
