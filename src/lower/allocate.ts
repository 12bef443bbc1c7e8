import type { Equation } from "../equations/system.ts";
import { readsIn } from "../equations/walk.ts";
import type { Scalar } from "../equations/scalar.ts";
import { addSizes, sameSize, shapeSize, type Size } from "../program/size.ts";
import type { Slot } from "../program/program.ts";

/** The tensors that a body reads. */
export const tensorsIn = (body: Scalar): ReadonlySet<string> => new Set(readsIn(body).map(({ tensor }) => tensor));

interface Stretch {
  readonly offset: Size;
  readonly length: Size;
  /** The last equation that needs what lies here now. */
  busyUntil: number;
}

/**
 * Gives each intermediate array a stretch of the workspace. A stretch is used again once the last reader of what lay
 * there is done, by arrays of the same symbolic size: that is exact whatever the sizes turn out to be.
 */
export function allocate(
  equations: readonly Equation[],
  isIntermediate: (equation: Equation) => boolean,
): { readonly slots: ReadonlyMap<string, Slot>; readonly workLength: Size } {
  const lastUse = new Map<string, number>();
  equations.forEach(({ name, body }, position) => {
    lastUse.set(name, position);
    for (const tensor of tensorsIn(body)) lastUse.set(tensor, position);
  });
  const stretches: Stretch[] = [];
  const slots = new Map<string, Slot>();
  let workLength: Size = [];
  equations.forEach((equation, position) => {
    if (!isIntermediate(equation)) return;
    const length = shapeSize(equation.axes);
    const busyUntil = lastUse.get(equation.name) ?? position;
    let stretch = stretches.find((other) => other.busyUntil < position && sameSize(other.length, length));
    if (stretch) stretch.busyUntil = busyUntil;
    else {
      stretch = { offset: workLength, length, busyUntil };
      stretches.push(stretch);
      workLength = addSizes(workLength, length);
    }
    slots.set(equation.name, { variable: { hint: equation.name }, offset: stretch.offset, length });
  });
  return { slots, workLength };
}
