import { Decimal } from "decimal.js";
import { evaluatePrecisely, type PrecisePoint } from "../../src/equations/evaluate-precise.ts";
import { exactly } from "../../src/equations/precise-exponential.ts";
import type { System } from "../../src/equations/system.ts";

/** How a scalar equation changes with one element of one input: the slopes to both sides, which differ at a kink. */
export interface Differences {
  readonly left: Decimal;
  readonly right: Decimal;
  /** The slope: the mean of both sides, whose errors of first order cancel. */
  readonly slope: Decimal;
  readonly curvature: Decimal;
}

/** The step relative to the point. A central difference is then right to 40 digits, one to a side to 20. */
const step = new Decimal("1e-25");

/** Digits for the function, of which a second difference loses twice those of the step. */
const digits = 110;

/**
 * Differences of the scalar equation `of` by one element of an input, with so small a step and so many digits that they
 * are the derivatives for every purpose of doubles. They know nothing of any rule of differentiation.
 */
export function differencesAt(
  system: System,
  of: string,
  at: PrecisePoint,
  input: string,
  element: number,
): Differences {
  const values = at.inputs.get(input) ?? [];
  const Number = Decimal.clone({ precision: 1000, minE: -9e15, maxE: 9e15 });
  const given = values[element] ?? NaN;
  const x = new Number(typeof given === "number" ? exactly(given) : given);
  const h = step.times(x.isZero() ? 1 : x.abs());
  const valueAt = (shift: Decimal): Decimal => {
    const moved = values.map((value, position) => (position === element ? x.plus(shift) : value));
    const inputs = new Map([...at.inputs, [input, moved] as const]);
    return new Number(evaluatePrecisely(system, of, { ...at, inputs }, digits)[0] ?? NaN);
  };
  const [before, here, after] = [valueAt(h.neg()), valueAt(new Number(0)), valueAt(h)];
  return {
    left: here.minus(before).div(h),
    right: after.minus(here).div(h),
    slope: after.minus(before).div(h).div(2),
    curvature: after.minus(here).minus(here.minus(before)).div(h).div(h),
  };
}
