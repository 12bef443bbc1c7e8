import { Decimal } from "decimal.js";
import type { Point } from "../equations/evaluate.ts";
import { evaluatePrecisely, type PrecisePoint } from "../equations/evaluate-precise.ts";
import type { System } from "../equations/system.ts";

/** How far each element of some inputs moves. */
export type Direction = ReadonlyMap<string, Float64Array>;

/** How a scalar equation changes along a direction: to both sides, and on the whole. */
export interface Slope {
  readonly value: number;
  readonly left: number;
  readonly right: number;
  readonly slope: number;
  /** Both sides differ by more than a smooth function's do over so small a step. */
  readonly kink: boolean;
}

/** A central difference is right to 30 digits then, one to a side to 15. */
const step = 1e-15;
/** Of which a difference loses 15. */
const digits = 60;

const Wide = Decimal.clone({ precision: 1000, minE: -9e15, maxE: 9e15 });

/** The point as decimals take it. */
export const precisePoint = ({ sizes, inputs }: Point): PrecisePoint => ({
  sizes,
  inputs: new Map([...inputs].map(([name, values]) => [name, [...values]])),
});

/** Central differences of a scalar equation, in decimals: they know nothing of any rule of differentiation. */
export function slopeAlong(system: System, of: string, at: Point, direction: Direction): Slope {
  const valueAt = (times: number): Decimal => {
    const inputs = new Map<string, readonly (Decimal | number)[]>(precisePoint(at).inputs);
    for (const [name, along] of direction) {
      const values = at.inputs.get(name) ?? new Float64Array();
      const moved = Array.from(values, (value, i) => new Wide(value).plus(new Wide(along[i] ?? 0).times(times)));
      inputs.set(name, moved);
    }
    return new Wide(evaluatePrecisely(system, of, { sizes: at.sizes, inputs }, digits)[0] ?? NaN);
  };
  const [before, here, after] = [valueAt(-step), valueAt(0), valueAt(step)];
  const left = here.minus(before).div(step).toNumber();
  const right = after.minus(here).div(step).toNumber();
  const gap = Math.abs(right - left);
  return {
    value: here.toNumber(),
    left,
    right,
    slope: after.minus(before).div(2).div(step).toNumber(),
    kink: gap > 1e-6 * (Math.abs(left) + Math.abs(right)) && gap > 1e-9,
  };
}

/** Moves one element. */
export function unitDirection(name: string, element: number, length: number): Direction {
  const unit = new Float64Array(length);
  unit[element] = 1;
  return new Map([[name, unit]]);
}
