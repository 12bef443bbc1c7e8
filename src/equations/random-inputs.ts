import type { Random } from "../util/random.ts";
import { sizeOf, type Sizes } from "./evaluate.ts";
import type { Input } from "./system.ts";

type Draw = (random: Random) => number;

/** What parameters and data are drawn from. */
export interface Style {
  readonly param: Draw;
  readonly data: Draw;
}

/** Of either sign, and far enough from 0 that no kink is hit by chance. */
const either: Draw = (random) => (random() < 0.5 ? -1 : 1) * (0.1 + 1.4 * random());
const positive: Draw = (random) => 0.2 + 1.3 * random();
const fraction: Draw = (random) => 0.1 + 0.8 * random();

/** One after the other is tried until a formula is defined: logarithms and roots are choosy. */
export const styles: readonly Style[] = [
  { param: either, data: either },
  { param: either, data: fraction },
  { param: either, data: positive },
  { param: positive, data: positive },
  { param: fraction, data: fraction },
];

/** The elements of an input, drawn at random. */
export function randomInput({ role, axes }: Input, sizes: Sizes, style: Style, random: Random): Float64Array {
  const length = axes.reduce((total, dim) => total * sizeOf(dim, sizes), 1);
  return Float64Array.from({ length }, () => style[role](random));
}
