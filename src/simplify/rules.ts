import { limits } from "./fraction/budget.ts";
import { cancellation } from "./fraction/normalize.ts";
import { parity } from "./fraction/parity.ts";
import { mergeSums } from "./sums.ts";
import type { Rule, Step } from "./rule.ts";
import { errorFunctionRules } from "./rules/error-function.ts";
import { exponentialRules } from "./rules/exponential.ts";
import { logisticRules } from "./rules/logistic.ts";
import { piecewiseRules } from "./rules/piecewise.ts";
import { radicalRules } from "./rules/radical.ts";
import { softmaxRules } from "./rules/softmax.ts";

/** Rules that keep the numbers right: they apply to the formula as written and again to its derivative. */
export const stabilityRules: readonly Rule[] = [
  ...logisticRules,
  ...exponentialRules,
  ...errorFunctionRules,
  ...softmaxRules,
  ...radicalRules,
  ...piecewiseRules,
];

export const cancel = cancellation([...stabilityRules, parity]);

/** What a gradient is simplified by. */
export const algebra: readonly Step[] = [mergeSums, parity, cancel];

/** The same for one model: it comes to an end however much there is to cancel. */
export const algebraOfModel = (): readonly Step[] => [mergeSums, parity, cancel.within(limits.inAll)];
