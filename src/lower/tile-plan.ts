import type { Dim } from "../equations/dim.ts";
import type { Kernel } from "../equations/kernel.ts";
import type { Equation } from "../equations/system.ts";
import type { Obstacle, WholePlan } from "../program/plan.ts";
import type { Step, Task, Tiling } from "./steps.ts";
import { cut, tilingOf, type Cut } from "./tile.ts";

/**
 * As many samples make a tile. Their activations are to stay in a second-level cache of 256 kB to 1 MB: 32 samples
 * with 1,000 numbers each are 256 kB. Fewer would read the parameters, which a tile reads once, too often.
 */
const samplesInTile = 32;

/** The steps that compute the equations of a kernel. */
export interface TilePlan {
  readonly steps: readonly Step[];
  readonly tilings: readonly Tiling[];
  /** Why nothing is tiled; empty where something is. */
  readonly obstacles: readonly Obstacle[];
}

/** All equations, one after the other, each as a whole. */
const wholeSteps = ({ system }: Kernel): Task[] =>
  system.equations.map((equation) => ({ equation, shown: equation, sum: undefined }));

/** Which dimensions are cut into tiles is found out by trying: the one that keeps the most arrays small is taken. */
export function planTiles(
  kernel: Kernel,
  isIntermediate: (equation: Equation) => boolean,
  tile: WholePlan["tile"],
): TilePlan {
  if (tile === "off") return { steps: wholeSteps(kernel), tilings: [], obstacles: [] };
  return new Planning(kernel, isIntermediate, tile === "auto" ? samplesInTile : tile).plan();
}

interface Choice extends Cut {
  readonly tiling: Tiling;
  readonly gain: number;
}

class Planning {
  private readonly kernel: Kernel;
  private readonly isIntermediate: (equation: Equation) => boolean;
  private readonly most: number;
  private readonly tilings: Tiling[] = [];
  private readonly obstacles: Obstacle[] = [];

  constructor(kernel: Kernel, isIntermediate: (equation: Equation) => boolean, most: number) {
    this.kernel = kernel;
    this.isIntermediate = isIntermediate;
    this.most = most;
  }

  plan(): TilePlan {
    const tasks = wholeSteps(this.kernel);
    const choice = this.best(tasks, false);
    if (!choice) return { steps: tasks, tilings: [], obstacles: this.obstacles };
    return { steps: this.around(choice), tilings: this.tilings, obstacles: [] };
  }

  /** The loop over tiles, which may hold one over tiles of another dimension again. */
  private around({ tiling, before, inside, after }: Choice): Step[] {
    this.tilings.push(tiling);
    const choice = this.best(inside, true);
    const body: Step[] = choice ? this.around(choice) : [...inside];
    return [...before, { tiling, body }, ...after];
  }

  /** Inside another loop, tiles only add to what that loop's tiles add to as well: the rest is small already. */
  private best(tasks: readonly Task[], isInside: boolean): Choice | undefined {
    const choices = this.candidates(tasks).flatMap((dim): Choice[] => {
      const tiling = tilingOf(dim, this.most);
      const found = this.tryOut(tasks, tiling);
      if ("kind" in found) {
        this.obstacles.push(found);
        return [];
      }
      const added = tasks.filter(({ equation }) => found.sums.includes(equation.name));
      if (isInside && (found.after.length > 0 || added.some(({ sum }) => sum === undefined))) return [];
      const small = tasks.filter(({ equation }) => found.tiled.has(equation.name) && this.isIntermediate(equation));
      // What the tiles of the loop around add to is needed whole after the last of them.
      if (small.some(({ sum }) => sum !== undefined)) return [];
      return small.length === 0 ? [] : [{ ...pick(found), tiling, gain: small.length }];
    });
    return choices.sort((a, b) => b.gain - a.gain)[0];
  }

  /** The dimensions of the arrays that are kept in the workspace, those of first axes first. */
  private candidates(tasks: readonly Task[]): Dim[] {
    const kept = tasks.map(({ equation }) => equation).filter(this.isIntermediate);
    const depth = Math.max(0, ...kept.map(({ axes }) => axes.length));
    const dims = Array.from({ length: depth }, (_, at) => kept.flatMap(({ axes }) => axes[at] ?? [])).flat();
    const isTile = (name: string): boolean => this.tilings.some(({ tile }) => tile.name === name);
    const isLarge = ({ name, size }: Dim): boolean => !isTile(name) && (size ?? Infinity) > this.most;
    return [...new Map(dims.map((dim) => [dim.name, dim])).values()].filter(isLarge);
  }

  private tryOut(tasks: readonly Task[], tiling: Tiling): Cut | Obstacle {
    const equations = [...this.kernel.system.equations, ...tasks.map(({ equation }) => equation)];
    const names = new Set([...this.kernel.system.inputs, ...equations].map(({ name }) => name));
    return cut(tasks, tiling, names);
  }
}

const pick = ({ before, inside, after, tiled, sums }: Cut): Cut => ({ before, inside, after, tiled, sums });
