import type { Random } from "../training/random.ts";

type Point = readonly [x: number, y: number];

/** Two equally likely classes in the plane, each of them a mixture of equally likely round Gaussians. */
export interface Mixture {
  readonly centres: readonly [readonly Point[], readonly Point[]];
  /** The standard deviation of every Gaussian, in each direction. */
  readonly spread: number;
}

/** Six petals around the origin, which belong to the two classes in turn: no line separates them. */
export function petals(radius: number, spread: number): Mixture {
  const petal = (k: number): Point => [radius * Math.cos((k * Math.PI) / 3), radius * Math.sin((k * Math.PI) / 3)];
  return { centres: [[0, 2, 4].map(petal), [1, 3, 5].map(petal)], spread };
}

/** The density of the points of one class. */
export function density({ centres, spread }: Mixture, label: 0 | 1, [x, y]: Point): number {
  const variance = spread * spread;
  const bells = centres[label].map(([u, v]) => Math.exp(-((x - u) ** 2 + (y - v) ** 2) / (2 * variance)));
  return bells.reduce((sum, bell) => sum + bell, 0) / (2 * Math.PI * variance * bells.length);
}

/**
 * The Bayes error ½·∫ min(p₀, p₁): no classifier does better, however it was trained. By the midpoint rule, to
 * four digits and more.
 */
export function bayesError(mixture: Mixture, cells = 400): number {
  const reach = Math.max(...mixture.centres.flat(2).map(Math.abs)) + 6 * mixture.spread;
  const width = (2 * reach) / cells;
  const middle = (k: number): number => (k + 0.5) * width - reach;
  let error = 0;
  for (let i = 0; i < cells; i++) {
    for (let j = 0; j < cells; j++) {
      const point: Point = [middle(i), middle(j)];
      error += 0.5 * Math.min(density(mixture, 0, point), density(mixture, 1, point));
    }
  }
  return error * width * width;
}

/** Points [n, 2] and their labels [n]. */
export interface Samples {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function draw({ centres, spread }: Mixture, n: number, random: Random): Samples {
  const x = new Float64Array(2 * n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const label = random.below(2) as 0 | 1;
    const [u, v] = centres[label][random.below(centres[label].length)]!;
    y[i] = label;
    x[2 * i] = u + spread * random.normal();
    x[2 * i + 1] = v + spread * random.normal();
  }
  return { x, y };
}
