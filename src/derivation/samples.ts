import { evaluate, sizeOf, type Point, type Tensor } from "../equations/evaluate.ts";
import type { Dim } from "../equations/dim.ts";
import type { Input, System } from "../equations/system.ts";

/** A seeded source of numbers, uniform in [0, 1): the same on every machine. */
export type Random = () => number;

/** The generator mulberry32. */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A random point, and the value of every tensor there. */
export interface Sample {
  readonly point: Point;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly random: Random;
}

type Draw = (random: Random) => number;

/** Of either sign, and far enough from 0 that no kink is hit by chance. */
const either: Draw = (random) => (random() < 0.5 ? -1 : 1) * (0.1 + 1.4 * random());
const positive: Draw = (random) => 0.2 + 1.3 * random();
const fraction: Draw = (random) => 0.1 + 0.8 * random();

/** What parameters and data are drawn from, until the formula is defined there: logarithms, roots. */
const styles: readonly { readonly param: Draw; readonly data: Draw }[] = [
  { param: either, data: either },
  { param: either, data: fraction },
  { param: either, data: positive },
  { param: positive, data: positive },
  { param: fraction, data: fraction },
];

const triesOfStyle = 6;

/** Points where the formula is defined, drawn as they are asked for; the same ones every time. */
export class Samples {
  readonly #found: Sample[] = [];
  readonly #more: Generator<Sample, undefined>;

  /** @param system the formula and all that is to be known at a point @param of the equation that has to be finite */
  constructor(system: System, of: string) {
    this.#more = samplesOf(system, of);
  }

  /** At most so many. */
  *first(most: number): Generator<Sample> {
    for (let at = 0; at < most; at++) {
      const next = this.#found[at] ?? this.#draw();
      if (!next) return;
      yield next;
    }
  }

  #draw(): Sample | undefined {
    const next = this.#more.next();
    if (next.done) return undefined;
    this.#found.push(next.value);
    return next.value;
  }
}

function* samplesOf(system: System, of: string): Generator<Sample, undefined> {
  for (const [number, style] of styles.entries()) {
    for (let attempt = 0; attempt < triesOfStyle; attempt++) {
      const random = seeded(1 + attempt + triesOfStyle * number);
      const sizes = sizesOf(system, random);
      const values = ({ role, axes }: Input): Float64Array =>
        Float64Array.from({ length: count(axes, sizes) }, () => style[role](random));
      const point: Point = { sizes, inputs: new Map(system.inputs.map((input) => [input.name, values(input)])) };
      const tensors = tensorsAt(system, point);
      if (Number.isFinite(tensors.get(of)?.values[0])) yield { point, tensors, random };
    }
  }
  return undefined;
}

/** Small sizes for the open dimensions, different ones where there are few. */
function sizesOf({ dims }: System, random: Random): Record<string, number> {
  const start = Math.floor(3 * random());
  const open = dims.filter(({ size }) => size === undefined);
  return Object.fromEntries(open.map(({ name }, at) => [name, 2 + ((start + at) % 3)]));
}

const count = (axes: readonly Dim[], sizes: Point["sizes"]): number =>
  axes.reduce((total, dim) => total * sizeOf(dim, sizes), 1);

/** The value of every input and equation. */
export function tensorsAt(system: System, point: Point): Map<string, Tensor> {
  const values = new Map([...point.inputs, ...evaluate(system, point)]);
  return new Map(
    [...system.inputs, ...system.equations].map(({ name, axes }) => [
      name,
      { shape: axes.map((dim) => sizeOf(dim, point.sizes)), values: values.get(name) ?? new Float64Array() },
    ]),
  );
}
