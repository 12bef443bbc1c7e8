import type { Dim } from "../equations/dim.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";

/** A dimension that is gone through tile by tile. */
export interface Tiling {
  readonly dim: Dim;
  /** The indices of one tile, as an axis of what is kept for one tile only. */
  readonly tile: Dim;
  /** A tile has as many indices; the last one may have fewer, and so has the only one of a small dimension. */
  readonly most: number;
}

/** An equation as it is computed: all of it, the part of it that belongs to one tile, or what a tile adds to it. */
export interface Task {
  readonly equation: Equation;
  /** The equation as people know it. */
  readonly shown: Equation;
  /** What it is before the first tile of these dimensions adds its part, the outermost first; none for what is set once. */
  readonly sum: { readonly start: Scalar; readonly over: readonly Tiling[] } | undefined;
}

/** What is done for each tile. */
export interface TileLoop {
  readonly tiling: Tiling;
  readonly body: readonly Step[];
}

export type Step = Task | TileLoop;

export const isTileLoop = (step: Step): step is TileLoop => "tiling" in step;

/** All tasks, in their order. */
export const tasksIn = (steps: readonly Step[]): Task[] =>
  steps.flatMap((step) => (isTileLoop(step) ? tasksIn(step.body) : [step]));
