import { add, call, mul, negate, sub } from "../../equations/build.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { rule, type Rule } from "../rule.ts";

const erf = (x: Scalar): Scalar => call("erf", x);
const erfc = (x: Scalar): Scalar => call("erfc", x);

/** What is left of the error function where it comes near to ±1, as in the tails of a normal distribution. */
export const errorFunctionRules: readonly Rule[] = [
  rule("one-plus-erf", {
    identity: "a + a·erf(x) = a·erfc(−x)",
    from: ({ a, x }) => add(a, mul(a, erf(x))),
    into: ({ a, x }) => mul(a, erfc(negate(x))),
  }),
  rule("one-minus-erf", {
    identity: "a − a·erf(x) = a·erfc(x)",
    from: ({ a, x }) => sub(a, mul(a, erf(x))),
    into: ({ a, x }) => mul(a, erfc(x)),
  }),
  rule("one-minus-erfc", {
    identity: "a − a·erfc(x) = a·erf(x)",
    from: ({ a, x }) => sub(a, mul(a, erfc(x))),
    into: ({ a, x }) => mul(a, erf(x)),
  }),
];
