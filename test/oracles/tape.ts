import fc from "fast-check";

/**
 * Choices that a generator of structured things consumes. fast-check shrinks the numbers, and a tape that has run out
 * answers 0, so a generator whose choice 0 is the simplest shrinks to something small.
 */
export class Tape {
  #next = 0;
  readonly #choices: readonly number[];

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  /** A whole number below `bound`. */
  below(bound: number): number {
    return (this.#choices[this.#next++] ?? 0) % bound;
  }

  /** One of the options; the first when the tape has run out. */
  pick<T>(options: readonly [T, ...T[]]): T {
    return options[this.below(options.length)] ?? options[0];
  }

  /** Whether to do something; not when the tape has run out. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }
}

/** Whatever a generator makes of a random tape of at most this many choices. */
export const fromTape = <T>(make: (tape: Tape) => T, most = 150): fc.Arbitrary<T> =>
  fc.array(fc.nat(9999), { minLength: 0, maxLength: most, size: "max" }).map((choices) => make(new Tape(choices)));
