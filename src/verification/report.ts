import type { Dtype } from "../program/program.ts";

/** What came of checking a model, apart from how it is printed. */
export interface CheckReport {
  readonly file: string;
  readonly dtype: Dtype;
  readonly seed: number;
  readonly tolerance: number;
  /** Whether no error is beyond the tolerance. */
  readonly ok: boolean;
  readonly functions: readonly FunctionReport[];
}

/** What came of one function of the emitted module. */
export interface FunctionReport {
  readonly name: string;
  /** Points at which the formula is defined, and which were looked at. */
  readonly points: number;
  /** Points at which it is not defined, so that there is nothing to compare with. */
  readonly outside: number;
  readonly quantities: readonly Quantity[];
  /** How many directions the gradient was held against: forward mode, and differences in decimals. */
  readonly directions: { readonly forward: number; readonly differences: number };
  /** Elements of which a difference in decimals decided or confirmed what they are. */
  readonly probed: number;
  readonly kinks: readonly Kink[];
}

/** A value or the gradient for one parameter: how much of it was compared, and where it was worst. */
export interface Quantity {
  readonly name: string;
  readonly compared: number;
  /** How many of these are beyond the tolerance. */
  readonly wrong: number;
  readonly worst: Worst | undefined;
}

export interface Worst {
  /** `W1[2,0]` */
  readonly where: string;
  /** The seed of the point: `--seed` and `--samples 1` come to the same. */
  readonly seed: number;
  readonly found: number;
  readonly expected: number;
  /** Relative to the larger elements of the quantity. */
  readonly error: number;
  readonly against: Reference;
}

export type Reference = "the formula as written" | "forward mode" | "differences in decimals" | "decimals";

/** A point at which the slopes to both sides of a direction differ. */
export interface Kink {
  readonly seed: number;
  readonly left: number;
  readonly right: number;
  /** What the compiled gradient says along the same direction. */
  readonly found: number;
}
