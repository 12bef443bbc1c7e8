import type { Point } from "../../src/equations/evaluate.ts";
import { sizeOf } from "../../src/equations/evaluate.ts";
import type { Input, System } from "../../src/equations/system.ts";
import { seeded, type Random } from "../../src/util/random.ts";

export interface PointOptions {
  /** Sizes that are given; the others are drawn from `leastSize` (1) to `mostSize` (4). */
  readonly sizes?: Readonly<Record<string, number>>;
  readonly leastSize?: number;
  readonly mostSize?: number;
  /** The value of each element; by default `awayFromZero`. */
  readonly value?: (random: Random, input: Input) => number;
}

/** A number of size 0.1 to 2 and either sign: no kink at 0, and no two alike. */
const awayFromZero = (random: Random): number => (random() < 0.5 ? -1 : 1) * (0.1 + 1.9 * random());

/** Sizes and inputs for a system. The same seed gives the same point. */
export function randomPoint(system: System, seed: number, options: PointOptions = {}): Point {
  const random = seeded(seed);
  const { leastSize = 1, mostSize = 4, value = awayFromZero } = options;
  const sizes: Record<string, number> = {};
  for (const { name, size } of system.dims) {
    const drawn = leastSize + Math.floor(random() * (mostSize - leastSize + 1));
    sizes[name] = size ?? options.sizes?.[name] ?? drawn;
  }
  const inputs = new Map<string, Float64Array>();
  for (const input of system.inputs) {
    const length = input.axes.reduce((total, dim) => total * sizeOf(dim, sizes), 1);
    inputs.set(
      input.name,
      Float64Array.from({ length }, () => value(random, input)),
    );
  }
  return { sizes, inputs };
}

/** A direction: a random vector for each of the inputs named. */
export function randomDirection(at: Point, names: readonly string[], seed: number): Map<string, Float64Array> {
  const random = seeded(seed);
  const draw = (name: string): Float64Array => (at.inputs.get(name) ?? new Float64Array()).map(() => 2 * random() - 1);
  return new Map(names.map((name) => [name, draw(name)]));
}
