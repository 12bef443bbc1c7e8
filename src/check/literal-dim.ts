import type { Dim } from "../equations/dim.ts";
import { isInteger, parseDecimal } from "../util/rational.ts";

/** The size that a literal states, where it states one. */
export function wholeSize(text: string): number | undefined {
  const value = parseDecimal(text);
  const size = Number(value.numerator);
  return isInteger(value) && Number.isSafeInteger(size) ? size : undefined;
}

/** The dimension of a literal size, as in `W[3, k]`: its name is its digits. */
export function literalDim(text: string): Dim | undefined {
  const size = wholeSize(text);
  return size === undefined ? undefined : { name: String(size), size };
}
