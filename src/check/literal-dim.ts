import type { Dim } from "../equations/dim.ts";
import { isInteger, parseDecimal } from "../util/rational.ts";

/** The size that a literal states, where it states one. */
export function wholeSize(text: string): number | undefined {
  const value = parseDecimal(text);
  const size = Number(value.numerator);
  return isInteger(value) && Number.isSafeInteger(size) ? size : undefined;
}

/**
 * The dimension of a literal size, as in `W[3, k]`: the declared one that is fixed to that size, where there is just
 * one, so that a literal and a name for the same thing go together; else a dimension that is named by its digits.
 */
export function literalDim(text: string, fixed: readonly Dim[]): Dim | undefined {
  const size = wholeSize(text);
  if (size === undefined) return undefined;
  const [only, another] = fixed.filter((dim) => dim.size === size);
  return only && !another ? only : { name: String(size), size };
}
