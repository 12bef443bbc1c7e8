import { describe, expect, test } from "vitest";
import * as alsup from "../../examples/alsup/train.ts";
import { bayesError, density, draw, petals } from "../../examples/ed-tam/mixture.ts";
import * as tam from "../../examples/ed-tam/train.ts";
import { adam } from "../../examples/training/adam.ts";
import { compileModel } from "../../examples/training/emitted.ts";
import { randomFrom, shuffled } from "../../examples/training/random.ts";

const folder = new URL("../../examples/", import.meta.url);

describe("a few epochs lower the loss", () => {
  test("of Ed Tam's network", async () => {
    const { module } = await compileModel<tam.TamModule>(new URL("ed-tam/samples.nabla", folder));
    const random = randomFrom(3);
    const data = { samples: draw(petals(2, 0.6), 300, random), heldOut: draw(petals(2, 0.6), 300, random) };
    const training = { hidden: 8, batch: 30, epochs: 10, rate: 0.03 };
    const progress = [...tam.train(module, data, training, random)];
    expect(progress.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 10 }, (_, k) => k + 1));
    expect(progress.at(-1)!.loss).toBeLessThan(0.7 * progress[0]!.loss);
    expect(progress.at(-1)!.error).toBeLessThan(progress[0]!.error);
  });

  test("of Terrence Alsup's network", async () => {
    const { module } = await compileModel<alsup.AlsupModule>(new URL("alsup/samples.nabla", folder));
    const random = randomFrom(4);
    const data = { samples: alsup.readings(50, random), heldOut: alsup.readings(50, random) };
    const training = { hidden: 10, epochs: 200, rate: 0.02, every: 50 };
    const progress = [...alsup.train(module, data, training, random)];
    expect(progress).toHaveLength(4);
    expect(progress.at(-1)!.loss).toBeLessThan(0.7 * progress[0]!.loss);
    expect(progress.at(-1)!.rmse).toBeLessThan(progress[0]!.rmse);
  });
});

describe("the Bayes error", () => {
  test("of two Gaussians is that of the line between them", () => {
    // Φ(−1), as each centre lies one standard deviation from the line.
    const two = { centres: [[[-1, 0]], [[1, 0]]], spread: 1 } as const;
    expect(bayesError(two)).toBeCloseTo(0.15865525393145707, 4);
  });

  test("is what the best classifier reaches on samples", () => {
    const mixture = petals(2, 0.6);
    const { x, y } = draw(mixture, 50_000, randomFrom(5));
    const wrong = y.filter((label, i) => {
      const point = [x[2 * i]!, x[2 * i + 1]!] as const;
      return density(mixture, 1, point) > density(mixture, 0, point) !== label > 0.5;
    });
    // Four standard deviations of the share.
    expect(Math.abs(wrong.length / y.length - bayesError(mixture))).toBeLessThan(0.006);
  });
});

test("Adam goes down a narrow valley", () => {
  const at = Float64Array.of(-1, 1);
  const update = adam(at);
  for (let step = 0; step < 2000; step++) update(Float64Array.of(2 * (at[0]! - 3), 200 * (at[1]! + 1)), 0.01);
  expect(at[0]).toBeCloseTo(3, 3);
  expect(at[1]).toBeCloseTo(-1, 3);
});

describe("random numbers", () => {
  test("are the same for the same seed, and others for another", () => {
    const draws = (seed: number): number[] => Array.from({ length: 5 }, randomFrom(seed).uniform);
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
  });

  test("have the moments that they should have", () => {
    const { normal } = randomFrom(6);
    const values = Array.from({ length: 20_000 }, normal);
    const mean = (power: number): number => values.reduce((sum, z) => sum + z ** power, 0) / values.length;
    expect(Math.abs(mean(1))).toBeLessThan(0.03);
    expect(Math.abs(mean(2) - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean(4) - 3)).toBeLessThan(0.3);
  });

  test("bring every item into an order", () => {
    expect([...shuffled(50, randomFrom(7))].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
  });
});
