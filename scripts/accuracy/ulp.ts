import { Decimal } from "decimal.js";
import { exactly } from "../../src/equations/precise-exponential.ts";

/** Below, results on the way to this one may have lost digits to underflow; what is smaller is not told from 0. */
const least = 2 ** -1000;

const Exact = Decimal.clone({ precision: 1000, minE: -9e15, maxE: 9e15 });

/** The distance between doubles of that size. */
function unitAt(size: number): number {
  const exponent = Math.floor(Math.log2(size));
  return 2 ** (2 ** exponent > size ? exponent - 1 : exponent) * 2 ** -52;
}

/**
 * How many units in the last place a double is from the exact value: 0 where it is the nearest one, ∞ where one of both
 * is infinite or no number.
 */
export function ulps(actual: number, exact: Decimal): number {
  const nearest = exact.toNumber();
  if (Object.is(actual, nearest) || actual === nearest) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(nearest)) return Infinity;
  if (Math.abs(nearest) < least && Math.abs(actual) < least) return 0;
  const unit = unitAt(Math.max(Math.abs(nearest), least));
  return new Exact(exact).minus(exactly(actual)).abs().div(unit).toNumber();
}
