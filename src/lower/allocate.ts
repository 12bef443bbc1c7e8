import type { Dim } from "../equations/dim.ts";
import type { Scalar } from "../equations/scalar.ts";
import { readsIn } from "../equations/walk.ts";
import { addSizes, sameSize, shapeSize, type Size } from "../program/size.ts";
import type { Slot } from "../program/program.ts";
import { isTileLoop, tasksIn, type Step, type Task, type Tiling } from "./steps.ts";

/** The tensors that a body reads. */
export const tensorsIn = (body: Scalar): ReadonlySet<string> => new Set(readsIn(body).map(({ tensor }) => tensor));

interface Stretch {
  readonly offset: Size;
  readonly length: Size;
  /** The last step that needs what lies here now. */
  busyUntil: number;
}

/** An array that needs a stretch of the workspace, from one position among the steps to another. */
export interface Wanted {
  readonly name: string;
  readonly axes: readonly Dim[];
}

interface Life extends Wanted {
  readonly from: number;
  readonly until: number;
}

/**
 * Gives each array that a task wants a stretch of the workspace. A stretch is used again once the last reader of what
 * lay there is done, by arrays of the same symbolic size: that is exact whatever the sizes turn out to be.
 */
export function allocate(
  steps: readonly Step[],
  wantedBy: (task: Task) => readonly Wanted[],
): { readonly slots: ReadonlyMap<string, Slot>; readonly workLength: Size } {
  const stretches: Stretch[] = [];
  const slots = new Map<string, Slot>();
  let workLength: Size = [];
  for (const { name, axes, from, until } of lives(steps, wantedBy)) {
    const length = shapeSize(axes);
    let stretch = stretches.find((other) => other.busyUntil < from && sameSize(other.length, length));
    if (stretch) stretch.busyUntil = until;
    else {
      stretch = { offset: workLength, length, busyUntil: until };
      stretches.push(stretch);
      workLength = addSizes(workLength, length);
    }
    slots.set(name, { variable: { hint: name }, offset: stretch.offset, length });
  }
  return { slots, workLength };
}

/** A loop over tiles, and the positions of the first and the last task in it. */
interface Span {
  readonly tiling: Tiling;
  readonly first: number;
  readonly last: number;
}

interface Placed {
  readonly task: Task;
  readonly at: number;
  /** The loops around, the outermost first. */
  readonly around: readonly Span[];
}

/** From when until when each array is needed, in the order in which they begin. */
function lives(steps: readonly Step[], wantedBy: (task: Task) => readonly Wanted[]): Life[] {
  const placed = placedIn(steps, [], 0);
  const byName = new Map(placed.map((one) => [one.task.equation.name, one]));
  const lastUse = new Map(placed.map(({ task, at }) => [task.equation.name, at]));
  for (const reader of placed) {
    for (const tensor of readBy(reader.task)) {
      const source = byName.get(tensor);
      // What was there before a loop is needed until its last round.
      const loop = source && reader.around.find((span) => !source.around.includes(span));
      lastUse.set(tensor, Math.max(lastUse.get(tensor) ?? 0, loop?.last ?? reader.at));
    }
  }
  return placed
    .flatMap(({ task, at, around }): Life[] => {
      const loop = around.find(({ tiling }) => task.sum?.over.includes(tiling));
      const until = Math.max(lastUse.get(task.equation.name) ?? at, loop?.last ?? at);
      return wantedBy(task).map((wanted) => ({ ...wanted, from: loop?.first ?? at, until }));
    })
    .sort((a, b) => a.from - b.from);
}

const readBy = ({ equation, sum }: Task): string[] => [
  ...tensorsIn(equation.body),
  ...(sum ? tensorsIn(sum.start) : []),
];

function placedIn(steps: readonly Step[], around: readonly Span[], start: number): Placed[] {
  const placed: Placed[] = [];
  for (const step of steps) {
    const at = start + placed.length;
    if (isTileLoop(step)) {
      const span: Span = { tiling: step.tiling, first: at, last: at + tasksIn(step.body).length - 1 };
      placed.push(...placedIn(step.body, [...around, span], at));
    } else placed.push({ task: step, at, around });
  }
  return placed;
}
