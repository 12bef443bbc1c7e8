import type { Scalar } from "../equations/scalar.ts";
import type { Place } from "./context.ts";

/** Constants are exact. No model needs one of more bits, and a power of a power could fill the memory. */
const MOST_BITS = 16_384;
const SMALL = 1n << 16n;

/** Small numbers count for nothing: they cannot grow large within one expression. */
const bitsOf = (n: bigint): number => (n < SMALL && n > -SMALL ? 0 : n.toString(16).length * 4);

/** About how many bits the number in front of an expression has: 1/3 in (1/3)·x. */
export function leadingBits(element: Scalar): number {
  const leading = element.kind === "mul" ? element.factors[0] : element;
  return leading?.kind === "constant" ? bitsOf(leading.value.numerator) + bitsOf(leading.value.denominator) : 0;
}

/** Whether a constant of that many bits is small enough; reports where it is not. */
export function requireBits(bits: number, { context, span }: Pick<Place, "context" | "span">): boolean {
  if (bits <= MOST_BITS) return true;
  context.problems.report("E0107", "this constant is out of range", { span });
  return false;
}
