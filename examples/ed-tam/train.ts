import { adam } from "../training/adam.ts";
import type { EmittedModule } from "../training/emitted.ts";
import { fillNormal, type Random } from "../training/random.ts";
import type { Samples } from "./mixture.ts";

export interface TamSizes {
  readonly M: number;
  readonly H: number;
  readonly N: number;
}

type TamParams = Readonly<Record<"W1" | "b1" | "W2" | "b2" | "W3" | "b3", Float64Array>>;

export type TamModule = EmittedModule<TamSizes, TamParams, Samples>;

export interface Progress {
  readonly epoch: number;
  /** The mean over the samples of the epoch, in nats. */
  readonly loss: number;
  /** The share of held-out samples that end up in the wrong class. */
  readonly error: number;
}

export interface TamTraining {
  readonly hidden: number;
  readonly batch: number;
  readonly epochs: number;
  readonly rate: number;
}

/** Trains on mini-batches, and says after each epoch how far it has come. */
export function* train(
  module: TamModule,
  { samples, heldOut }: Readonly<Record<"samples" | "heldOut", Samples>>,
  { hidden, batch, epochs, rate }: TamTraining,
  random: Random,
): Generator<Progress> {
  const sizes = { M: 2, H: hidden, N: batch };
  const flat = new Float64Array(2 * hidden + hidden + hidden * hidden + hidden + hidden + 1);
  const params = module.paramViews(sizes, flat);
  // Widths such that sums of inputs, and of activations around ½, leave the sigmoids neither flat nor linear.
  fillNormal(params.W1, 1.5, random);
  fillNormal(params.b1, 1.5, random);
  fillNormal(params.W2, 4 / Math.sqrt(hidden), random);
  fillNormal(params.W3, 4 / Math.sqrt(hidden), random);

  const gradient = new Float64Array(flat.length);
  const grad = module.paramViews(sizes, gradient);
  const work = new Float64Array(module.workLength(sizes));
  const update = adam(flat);
  const batches = Math.floor(samples.y.length / batch);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let loss = 0;
    for (let k = 0; k < batches; k++) {
      const data = part(samples, k * batch, (k + 1) * batch);
      loss += module.lossAndGradient(sizes, params, data, grad, work);
      update(gradient, rate * (1 - (epoch - 1) / epochs));
    }
    yield { epoch, loss: loss / (batches * batch), error: errorOn(module, hidden, params, heldOut) };
  }
}

const part = ({ x, y }: Samples, from: number, to: number): Samples => ({
  x: x.subarray(2 * from, 2 * to),
  y: y.subarray(from, to),
});

function errorOn(module: TamModule, hidden: number, params: TamParams, { x, y }: Samples): number {
  const sizes = { M: 2, H: hidden, N: y.length };
  const f = new Float64Array(module.predictLength(sizes));
  module.predict(sizes, params, { x }, f, new Float64Array(module.workLength(sizes)));
  return f.reduce((wrong, p, i) => wrong + Number(p > 0.5 !== y[i]! > 0.5), 0) / y.length;
}
