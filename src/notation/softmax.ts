import { add, openIndex, reduce, substitute } from "../equations/build.ts";
import { isLogSum } from "../equations/log-sum.ts";
import { bodyAt } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Call, Index, Scalar } from "../equations/scalar.ts";
import { isNegative } from "../util/rational.ts";
import { call } from "./build.ts";
import type { Formula } from "./formula.ts";
import { type Frame, hidden, type Page } from "./page.ts";

/** exp(z − logsumexp z), where the index of the sum is not seen, is softmax(z). */
export function softmaxOf({ args: [argument] }: Call, frame: Frame, page: Page): Formula | undefined {
  if (argument?.kind !== "add") return undefined;
  for (const term of argument.terms) {
    const { weight, rest } = weighted(term);
    if (!isNegative(weight)) continue;
    const subtracted = definition(rest, page);
    if (!isLogSum(subtracted)) continue;
    const scores = add(argument, rest);
    const index = hidden(scores, page).find((free) => overIndex(scores, free) === subtracted);
    if (index) return call(name(index, frame), [page.term(scores, frame, page)]);
  }
  return undefined;
}

const overIndex = (scores: Scalar, index: Index): Scalar => {
  const open = openIndex(index.dim);
  return reduce("logsumexp", [open], substitute(scores, new Map([[index, open]])));
};

/** What a tensor stands for. */
function definition(scalar: Scalar, page: Page): Scalar {
  if (scalar.kind !== "read") return scalar;
  const equation = page.equation(scalar.tensor);
  return equation ? bodyAt(equation, scalar) : scalar;
}

/** Of a matrix, row by row or column by column. */
function name(index: Index, { row, column }: Frame): string {
  if (row === undefined || column === undefined) return "softmax";
  return index === column ? "softmax_rows" : "softmax_columns";
}
