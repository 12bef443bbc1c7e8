import { adam } from "../training/adam.ts";
import type { EmittedModule } from "../training/emitted.ts";
import { fillNormal, type Random } from "../training/random.ts";

export interface AlsupSizes {
  readonly m0: number;
  readonly m1: number;
  readonly m2: number;
  readonly n: number;
}

type AlsupParams = Readonly<Record<"W1" | "b1" | "W2" | "b2", Float64Array>>;

/** Places [n, m0] and the values there [n, m2]. */
export interface Readings {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export type AlsupModule = EmittedModule<AlsupSizes, AlsupParams, Readings>;

export interface Progress {
  readonly epoch: number;
  /** The mean squared error of the training samples. */
  readonly loss: number;
  /** The root of the mean squared error, over held-out samples and outputs. */
  readonly rmse: number;
}

export interface AlsupTraining {
  readonly hidden: number;
  readonly epochs: number;
  readonly rate: number;
  /** A line of progress each so many epochs. */
  readonly every: number;
}

/** The point of the unit circle at the angle π·x. */
export const circle = (x: number): readonly [number, number] => [Math.cos(Math.PI * x), Math.sin(Math.PI * x)];

/** The known function at n random places of [−1, 1]. */
export function readings(n: number, random: Random): Readings {
  const x = Float64Array.from({ length: n }, () => 2 * random.uniform() - 1);
  return { x, y: Float64Array.from(Array.from(x, circle).flat()) };
}

/** Trains on all samples at once, and says now and then how far it has come. */
export function* train(
  module: AlsupModule,
  { samples, heldOut }: Readonly<Record<"samples" | "heldOut", Readings>>,
  { hidden, epochs, rate, every }: AlsupTraining,
  random: Random,
): Generator<Progress> {
  const sizes = { m0: 1, m1: hidden, m2: 2, n: samples.x.length };
  const flat = new Float64Array(hidden + hidden + 2 * hidden + 2);
  const params = module.paramViews(sizes, flat);
  // Every unit bends at a place of its own in the interval: at −b/w.
  fillNormal(params.W1, 1, random);
  params.W1.forEach((w, k) => (params.b1[k] = w * (2 * random.uniform() - 1)));
  fillNormal(params.W2, Math.sqrt(2 / hidden), random);

  const gradient = new Float64Array(flat.length);
  const grad = module.paramViews(sizes, gradient);
  const work = new Float64Array(module.workLength(sizes));
  const update = adam(flat);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const loss = module.lossAndGradient(sizes, params, samples, grad, work);
    update(gradient, rate * (1 - (epoch - 1) / epochs));
    if (epoch % every === 0) yield { epoch, loss, rmse: rmseOn(module, hidden, params, heldOut) };
  }
}

function rmseOn(module: AlsupModule, hidden: number, params: AlsupParams, { x, y }: Readings): number {
  const sizes = { m0: 1, m1: hidden, m2: 2, n: x.length };
  const f = new Float64Array(module.predictLength(sizes));
  module.predict(sizes, params, { x }, f, new Float64Array(module.workLength(sizes)));
  return Math.sqrt(f.reduce((sum, value, i) => sum + (value - y[i]!) ** 2, 0) / f.length);
}
