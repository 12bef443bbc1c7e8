import type { Index, Scalar } from "../equations/scalar.ts";
import type { System } from "../equations/system.ts";

/**
 * The derivation of a gradient as a paper shows it: equations in order, each from those before by one rule, grouped as
 * a person groups them, and each checked in numbers where it stands.
 */
export interface Derivation {
  readonly of: string;
  readonly wrt: readonly string[];
  /** Every tensor that a step reads or is about: forward values, adjoints, derivatives of one piece by another. */
  readonly system: System;
  /** How those that are not the user's are shown: ∂loss/∂f, ∂f/∂z. By tensor; absent for what goes by its name. */
  readonly partials: ReadonlyMap<string, Partial>;
  /** The tensors δ[i,j], 1 where i = j and else 0: a read of one is a Kronecker delta. */
  readonly deltas: ReadonlySet<string>;
  readonly groups: readonly Group[];
  /** What was found in the end: that both ways, and the compiler, come to the same gradient. */
  readonly conclusion: string;
}

/** ∂of[…]/∂by[…]. The indices are given as positions of axes of the tensor; one that stands at both is the same index. */
export interface Partial {
  readonly of: string;
  readonly by: string;
  readonly ofAxes: readonly number[];
  readonly byAxes: readonly number[];
}

export interface Group {
  readonly kind: "model" | "chain" | "pieces" | "simplification" | "result" | "stabilization";
  /** What a person would write above it: `The chain rule, from the loss back`. */
  readonly title: string;
  readonly steps: readonly Step[];
}

/** An element of an array over its axes. */
export interface Side {
  readonly body: Scalar;
  readonly axes: readonly Index[];
}

/** `tensor = right`, or, where it continues the step before, `= right`. */
export interface Step {
  /** Numbered through all groups from 1. */
  readonly number: number;
  readonly tensor: string;
  readonly continues: boolean;
  /** Stands on the left instead of the tensor where the step is about a part of its formula: `log σ(z) = −softplus(−z)`. */
  readonly subject?: Side;
  readonly right: Side;
  /** The parts of `right` that differ from the step before. */
  readonly changed: ReadonlySet<Scalar>;
  readonly rule: Rule;
  readonly check: Check;
}

/** `derivative of σ`, `σ′ = σ(1 − σ)` */
export interface Rule {
  readonly name: string;
  readonly identity: string;
}

/** What was found at random points: how many were in the domain of the formula, and the largest relative difference. */
export interface Check {
  readonly against: "definition" | "differences" | "previous step" | "compiled gradient";
  readonly points: number;
  readonly worst: number;
}
