import { axis, mapScalar, read, substitute, zero } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { readsIn } from "../equations/walk.ts";
import type { Obstacle } from "../program/plan.ts";
import { tensorsIn } from "./allocate.ts";
import type { Task, Tiling } from "./steps.ts";
import { isAt, needsTile, splitSum } from "./tile-sum.ts";

/** Tasks around and in a loop over tiles. */
export interface Cut {
  readonly before: readonly Task[];
  readonly inside: readonly Task[];
  readonly after: readonly Task[];
  /** The names of what is there only tile by tile. */
  readonly tiled: ReadonlySet<string>;
  /** Arrays that no output is, and that tiles add to. */
  readonly sums: readonly string[];
}

/**
 * Cuts a dimension into tiles, if everything along it is independent but for sums at the end. An equation with the
 * dimension among its axes is computed for one tile; one that sums over it takes in what each tile adds; whatever needs
 * such a sum comes after all tiles, and must need no more of a tile then.
 */
export function cut(tasks: readonly Task[], tiling: Tiling, names: Set<string>): Cut | Obstacle {
  const cutting = new Cutting(tiling, names);
  for (const task of tasks) {
    const obstacle = cutting.take(task);
    if (obstacle) return obstacle;
  }
  return cutting;
}

class Cutting implements Cut {
  readonly before: Task[] = [];
  readonly inside: Task[] = [];
  readonly after: Task[] = [];
  readonly tiled = new Set<string>();
  readonly sums: string[] = [];
  private readonly axes = new Map<string, number>();
  /** What is known only after the last tile. */
  private readonly late = new Set<string>();
  private readonly tiling: Tiling;
  private readonly names: Set<string>;

  constructor(tiling: Tiling, names: Set<string>) {
    this.tiling = tiling;
    this.names = names;
  }

  /** Puts a task where it belongs; why not, where it belongs nowhere. */
  take(task: Task): Obstacle | undefined {
    const { equation, sum } = task;
    const { name, body } = equation;
    const reads = [...tensorsIn(body), ...(sum ? tensorsIn(sum.start) : [])];
    const waitsFor = reads.find((tensor) => this.late.has(tensor));
    const part = reads.find((tensor) => this.axes.has(tensor));
    const positions = [...equation.axes.keys()].filter((at) => equation.axes[at]?.name === this.tiling.dim.name);
    const [position, ...others] = positions;
    if (waitsFor !== undefined) {
      if (part !== undefined) return this.obstacle("waits", task, waitsFor);
      this.late.add(name);
      this.after.push(task);
    } else if (position === undefined && part === undefined) this.before.push(task);
    else if (position === undefined) return this.add(task) ? undefined : this.obstacle("combined", task, part);
    else if (others.length > 0) return this.obstacle("twice", task, name);
    else {
      const index = axis(position, this.tiling.dim);
      if (!isAt(body, index, this.axes)) return this.obstacle("elsewhere", task, this.readElsewhere(body, index));
      this.narrow(task, position);
    }
    return undefined;
  }

  private obstacle(kind: Obstacle["kind"], { equation }: Task, reads = ""): Obstacle {
    return { kind, dim: this.tiling.dim.name, equation: equation.name, reads };
  }

  private readElsewhere(body: Scalar, index: Index): string | undefined {
    return readsIn(body).find((one) => !isAt(one, index, this.axes))?.tensor;
  }

  /** An equation for the indices of one tile. */
  private narrow(task: Task, position: number): void {
    const { equation, sum } = task;
    const { dim, tile } = this.tiling;
    const inTile = new Map([[axis(position, dim), axis(position, tile)]]);
    const axes = equation.axes.map((other, at) => (at === position ? tile : other));
    const body = substitute(equation.body, inTile);
    this.tiled.add(equation.name);
    this.axes.set(equation.name, position);
    this.inside.push({
      ...task,
      equation: { ...equation, axes, body },
      sum: sum && { ...sum, start: substitute(sum.start, inTile) },
    });
  }

  /** An equation that each tile adds to, or one of such; false where it is neither. */
  private add(task: Task): boolean {
    const { equation, sum } = task;
    const { tiling, axes } = this;
    const split = splitSum(equation.body, tiling, axes);
    if (!split) return !sum && this.extract(task);
    if (sum && split.start !== zero) return false;
    const [start, over] = sum ? [sum.start, [...sum.over, tiling]] : [split.start, [tiling]];
    this.inside.push({ ...task, equation: { ...equation, body: split.part }, sum: { start, over } });
    this.late.add(equation.name);
    if (equation.axes.length > 0) this.sums.push(equation.name);
    return true;
  }

  /** The sums in an equation as equations of their own; what is left of it comes after all tiles. */
  private extract(task: Task): boolean {
    const { equation } = task;
    const made: Equation[] = [];
    const replace = (term: Scalar): Scalar => {
      if (!needsTile(term, this.axes)) return term;
      if (term.kind !== "reduce" || !splitSum(term, this.tiling, this.axes)) return mapScalar(term, replace);
      const dims = term.free.map(({ dim }) => dim);
      const body = substitute(term, new Map(term.free.map((index, at) => [index, axis(at, index.dim)])));
      const sum: Equation = { name: this.newName(equation.name), axes: dims, body, origin: { rule: "shared" } };
      made.push(sum);
      return read(sum.name, term.free);
    };
    const body = replace(equation.body);
    if (needsTile(body, this.axes)) return false;
    if (!made.every((sum) => this.add({ equation: sum, shown: sum, sum: undefined }))) return false;
    this.late.add(equation.name);
    this.after.push({ ...task, equation: { ...equation, body } });
    return true;
  }

  private newName(stem: string): string {
    let number = 1;
    while (this.names.has(`${stem}_sum${number}`)) number++;
    const name = `${stem}_sum${number}`;
    this.names.add(name);
    return name;
  }
}

/** The tile of a dimension: as many indices as there are at most, under a name that says so. */
export function tilingOf(dim: Dim, most: number): Tiling {
  const name = `min(${dim.name}, ${most})`;
  return { dim, most, tile: { name, size: dim.size === undefined ? undefined : Math.min(dim.size, most) } };
}
