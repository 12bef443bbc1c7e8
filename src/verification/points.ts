import { evaluate, type Point, type Sizes } from "../equations/evaluate.ts";
import { randomInput, styles, type Style } from "../equations/random-inputs.ts";
import type { System } from "../equations/system.ts";
import { seeded, type Random } from "../util/random.ts";
import type { Given } from "./given.ts";
import type { Direction } from "./slope.ts";

/** Where a model is looked at, and the seed that gives the same point again. */
export interface SeededPoint {
  readonly seed: number;
  readonly point: Point;
  /** How every parameter moves when the gradient is looked at as a whole. */
  readonly direction: Direction;
}

const mostSize = 4;

/** Small sizes for the open dimensions, where none are given. */
function sizesOf({ dims }: System, given: ReadonlyMap<string, number>, random: Random): ReadonlyMap<string, number> {
  return new Map(
    dims.map(({ name, size }) => {
      const drawn = 1 + Math.floor(mostSize * random());
      return [name, size ?? given.get(name) ?? drawn];
    }),
  );
}

function pointOf(system: System, sizes: Sizes, given: Given, style: Style, random: Random): Point {
  const inputs = system.inputs.map((input) => {
    const drawn = randomInput(input, sizes, style, random);
    return [input.name, given.inputs.get(input.name) ?? drawn] as const;
  });
  return { sizes, inputs: new Map(inputs) };
}

/**
 * The point of a seed: sizes and inputs that are not given are drawn, in one manner after the other until every
 * equation of `system` in `finite` is finite there; in the plainest one where it never is.
 */
export function pointAt(system: System, finite: readonly string[], given: Given, seed: number): SeededPoint {
  const isDefined = (point: Point): boolean => {
    const values = evaluate(system, point);
    return finite.every((name) => values.get(name)?.every(Number.isFinite) ?? true);
  };
  const drawn = (style: Style): Point => {
    const random = seeded(seed);
    return pointOf(system, sizesOf(system, given.sizes, random), given, style, random);
  };
  const point = styles.map(drawn).find(isDefined) ?? drawn(styles[0]!);
  const random = seeded(seed ^ 0x5bd1e995);
  const moves = system.inputs.filter(({ role }) => role === "param");
  const direction = moves.map(({ name }) => {
    const values = point.inputs.get(name) ?? new Float64Array();
    return [name, values.map(() => 2 * random() - 1)] as const;
  });
  return { seed, point, direction: new Map(direction) };
}
