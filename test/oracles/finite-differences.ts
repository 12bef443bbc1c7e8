import { evaluate, type Point } from "../../src/equations/evaluate.ts";
import type { System } from "../../src/equations/system.ts";

/** A derivative along a line, from the values around a point. */
export interface Slope {
  readonly value: number;
  /** The function seems not to be smooth there: halving the step does not halve the difference of the two sides. */
  readonly kink: boolean;
}

export type Direction = ReadonlyMap<string, Float64Array>;

const step = 2 ** -12;

function moved(at: Point, direction: Direction, distance: number): Point {
  const inputs = new Map(at.inputs);
  for (const [name, along] of direction) {
    const from = at.inputs.get(name);
    if (from === undefined) throw new Error(`no input ${name}`);
    inputs.set(
      name,
      from.map((value, i) => value + distance * (along[i] ?? 0)),
    );
  }
  return { sizes: at.sizes, inputs };
}

/** The value of a scalar equation. */
export function valueAt(system: System, of: string, at: Point): number {
  const value = evaluate(system, at).get(of)?.[0];
  if (value === undefined) throw new Error(`no equation ${of}`);
  return value;
}

/** d/dt of(at + t·direction) at t = 0, by central differences at two steps, extrapolated. */
export function directionalDifference(system: System, of: string, at: Point, direction: Direction): Slope {
  const f = (distance: number): number => valueAt(system, of, moved(at, direction, distance));
  const here = f(0);
  const sides = (h: number): readonly [left: number, right: number] => [(here - f(-h)) / h, (f(h) - here) / h];
  const [coarseLeft, coarseRight] = sides(step);
  const [fineLeft, fineRight] = sides(step / 2);
  const coarse = (coarseLeft + coarseRight) / 2;
  const fine = (fineLeft + fineRight) / 2;
  const bend = Math.abs(coarseRight - coarseLeft);
  const fineBend = Math.abs(fineRight - fineLeft);
  const noise = 1e-6 * (1 + Math.abs(here) + Math.abs(fine));
  const bends = fineBend > noise && fineBend > 0.75 * bend;
  const jumps = Math.abs(fine - coarse) > 1e-4 * (1 + Math.abs(fine));
  return { value: fine + (fine - coarse) / 3, kink: bends || jumps || !Number.isFinite(fine) };
}

/** The gradient of a scalar equation for one input, element by element. */
export function gradientByDifferences(system: System, of: string, wrt: string, at: Point): Slope[] {
  const length = at.inputs.get(wrt)?.length ?? 0;
  return Array.from({ length }, (_, i) => {
    const unit = new Float64Array(length);
    unit[i] = 1;
    return directionalDifference(system, of, at, new Map([[wrt, unit]]));
  });
}

/** ⟨gradient, direction⟩: what a directional derivative should be, where the gradient is large. */
export function along(gradients: Direction, direction: Direction): number {
  let total = 0;
  for (const [name, values] of direction) {
    const gradient = gradients.get(name);
    if (gradient?.length !== values.length) throw new Error(`no gradient for ${name}`);
    values.forEach((value, i) => (total += value * gradient[i]!));
  }
  return total;
}
