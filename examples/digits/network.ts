import * as model from "../../generated/models/digits/digits.nabla.ts";
import { adam } from "../training/adam.ts";
import { fillNormal, type Random, shuffled } from "../training/random.ts";
import { type Digits, side } from "./dataset.ts";

const pixelCount = side * side;
const hidden = 128;
const classes = 10;

export interface Training {
  readonly epochs: number;
  readonly batch: number;
  readonly rate: number;
}

/** One pass over all training digits. */
export interface Epoch {
  readonly epoch: number;
  /** The mean over the epoch, in nats per digit. */
  readonly loss: number;
  /** Of the training itself. */
  readonly seconds: number;
  readonly params: model.DigitsParams;
}

/** Trains the network 784-128-10 on mini-batches in random order. */
export function* train(
  { pixels, labels }: Digits,
  { epochs, batch, rate }: Training,
  random: Random,
): Generator<Epoch> {
  const sizes = { n: Math.min(batch, labels.length) };
  const flat = new Float64Array(hidden * pixelCount + hidden + classes * hidden + classes);
  const params = model.paramViews(sizes, flat);
  // He's widths: the variance stays the same from layer to layer, although ReLU takes half of it away.
  fillNormal(params.W1, Math.sqrt(2 / pixelCount), random);
  fillNormal(params.W2, Math.sqrt(2 / hidden), random);

  const gradient = new Float64Array(flat.length);
  const grad = model.paramViews(sizes, gradient);
  const work = new Float64Array(model.workLength(sizes));
  const x = new Float64Array(sizes.n * pixelCount);
  const y = new Float64Array(sizes.n * classes);
  const update = adam(flat);
  const batches = Math.floor(labels.length / sizes.n);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const start = performance.now();
    const order = shuffled(labels.length, random);
    let loss = 0;
    for (let k = 0; k < batches; k++) {
      const chosen = order.subarray(k * sizes.n, (k + 1) * sizes.n);
      chosen.forEach((digit, row) => copyPixels(pixels, digit, x, row));
      y.fill(0);
      chosen.forEach((digit, row) => (y[row * classes + labels[digit]!] = 1));
      loss += model.lossAndGradient(sizes, params, { x, y }, grad, work);
      update(gradient, rate * (1 - (epoch - 1) / epochs));
    }
    yield { epoch, loss: loss / batches, seconds: (performance.now() - start) / 1000, params };
  }
}

/** Pixels from 0 to 255 become numbers from 0 to 1. */
function copyPixels(pixels: Uint8Array, digit: number, x: Float64Array, row: number): void {
  for (let k = 0; k < pixelCount; k++) x[row * pixelCount + k] = pixels[digit * pixelCount + k]! / 255;
}

/** How often each digit (the row) was taken for each (the column). */
export function confusion(params: model.DigitsParams, { pixels, labels }: Digits): readonly Uint32Array[] {
  const counts = Array.from({ length: classes }, () => new Uint32Array(classes));
  const most = 250;
  for (let from = 0; from < labels.length; from += most) {
    const sizes = { n: Math.min(most, labels.length - from) };
    const x = new Float64Array(sizes.n * pixelCount);
    for (let row = 0; row < sizes.n; row++) copyPixels(pixels, from + row, x, row);
    const scores = new Float64Array(model.predictLength(sizes));
    model.predict(sizes, params, { x }, scores, new Float64Array(model.workLength(sizes)));
    for (let row = 0; row < sizes.n; row++) {
      const answers = scores.subarray(row * classes, (row + 1) * classes);
      counts[labels[from + row]!]![answers.indexOf(Math.max(...answers))]! += 1;
    }
  }
  return counts;
}

/** The share of digits on the diagonal. */
export function accuracy(counts: readonly Uint32Array[]): number {
  const right = counts.reduce((sum, row, digit) => sum + row[digit]!, 0);
  return right / counts.reduce((sum, row) => sum + row.reduce((all, count) => all + count, 0), 0);
}
