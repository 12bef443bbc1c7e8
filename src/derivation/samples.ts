import { evaluate, sizeOf, type Point, type Tensor } from "../equations/evaluate.ts";
import { randomInput, styles } from "../equations/random-inputs.ts";
import type { System } from "../equations/system.ts";
import { seeded, type Random } from "../util/random.ts";

/** A random point, and the value of every tensor there. */
export interface Sample {
  readonly point: Point;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly random: Random;
}

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
      const inputs = system.inputs.map((input) => [input.name, randomInput(input, sizes, style, random)] as const);
      const point: Point = { sizes, inputs: new Map(inputs) };
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
