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
  /** How those that are not the user's are shown: ∂loss/∂f, ∂f/∂z. By tensor; `by` absent for a plain name. */
  readonly partials: ReadonlyMap<string, Partial>;
  readonly groups: readonly Group[];
}

/** ∂of/∂by */
export interface Partial {
  readonly of: string;
  readonly by: string;
}

export interface Group {
  readonly kind: "model" | "chain" | "pieces" | "simplification" | "result" | "stabilization";
  /** What a person would write above it: `The chain rule, from the loss back`. */
  readonly title: string;
  readonly steps: readonly Step[];
}

/** `tensor = right`, or, where it continues the step before, `= right`. */
export interface Step {
  /** Numbered through all groups from 1. */
  readonly number: number;
  readonly tensor: string;
  readonly continues: boolean;
  readonly right: { readonly body: Scalar; readonly axes: readonly Index[] };
  /** The parts of `right` that differ from the step before. */
  readonly changed: ReadonlySet<Scalar>;
  readonly rule: { readonly name: string; readonly identity: string };
  readonly check: Check;
}

/** What was found at random points: how many were in the domain of the formula, and the largest relative difference. */
export interface Check {
  readonly against: "definition" | "differences" | "previous step";
  readonly points: number;
  readonly worst: number;
}
