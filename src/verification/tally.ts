import type { Quantity, Reference, Worst } from "./report.ts";

/** One comparison of numbers that should be equal. */
export interface Comparison {
  /** What the element is called; asked for where it is the worst so far. */
  readonly where: () => string;
  readonly seed: number;
  readonly found: number;
  readonly expected: number;
  /** How large a number an error is small against. */
  readonly scale: number;
  readonly against: Reference;
}

/** Two numbers that are not finite are equal where they are the same. */
export function errorOf({ found, expected, scale }: Pick<Comparison, "found" | "expected" | "scale">): number {
  if (found === expected || (Number.isNaN(found) && Number.isNaN(expected))) return 0;
  const error = Math.abs(found - expected) / Math.max(scale, Math.abs(expected));
  return Number.isFinite(error) ? error : Infinity;
}

/** What was compared of one quantity so far. */
export class Tally {
  readonly #name: string;
  readonly #tolerance: number;
  #compared = 0;
  #wrong = 0;
  #worst: Worst | undefined;

  constructor(name: string, tolerance: number) {
    this.#name = name;
    this.#tolerance = tolerance;
  }

  add({ where, seed, found, expected, scale, against }: Comparison): void {
    const error = errorOf({ found, expected, scale });
    this.#compared++;
    if (error > this.#tolerance) this.#wrong++;
    if (this.#worst && error <= this.#worst.error) return;
    this.#worst = { where: where(), seed, found, expected, error, against };
  }

  get quantity(): Quantity {
    return { name: this.#name, compared: this.#compared, wrong: this.#wrong, worst: this.#worst };
  }
}
