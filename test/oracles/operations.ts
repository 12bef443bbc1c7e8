import type { Counts } from "../../src/program/program.ts";

/** Arithmetic that remembers how often it was done. */
export class Operations {
  readonly done: Record<keyof Counts, number> = {
    multiplications: 0,
    additions: 0,
    divisions: 0,
    transcendentals: 0,
    reads: 0,
  };

  add(x: number, y: number): number {
    this.done.additions++;
    return x + y;
  }

  multiply(x: number, y: number): number {
    this.done.multiplications++;
    return x * y;
  }

  divide(x: number, y: number): number {
    this.done.divisions++;
    return x / y;
  }

  read(array: ArrayLike<number>, at: number): number {
    this.done.reads++;
    return array[at] ?? NaN;
  }

  /** A function of the machine's. */
  call(fn: (...args: readonly number[]) => number, ...args: readonly number[]): number {
    this.done.transcendentals++;
    return fn(...args);
  }
}
