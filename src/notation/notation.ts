import type { Dim } from "../equations/dim.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import type { Formula, Line } from "./formula.ts";

/** How a system is written. */
export interface Style {
  /** `index`: every element by its indices. `matrix`: whole arrays, with indices only where there is no other way. */
  readonly notation: "matrix" | "index";
  /** Dimensions that keep their index in matrix notation, by name: the samples of a model that is written per sample. */
  readonly explicit: ReadonlySet<string>;
}

/** An element to be written: a scalar over free indices, which are the axes of the array that it is an element of. */
export interface Element {
  readonly body: Scalar;
  /** The axes in the order in which they are laid out; every free index of the body is one of them. */
  readonly axes: readonly Index[];
}

/** Writes the expressions of one system. */
export interface Notation {
  /** The equation as a line: `δ₁ = (W₂ᵀδ₂) ⊙ h₁ ⊙ (1 − h₁)`. Parts in `marked` are set as marks. */
  line(equation: Equation, shown?: { readonly marked?: ReadonlySet<Scalar>; readonly left?: Scalar }): Line;
  /** An element of an array, or the array; parts in `marked` are set as marks. */
  formula(element: Element, marked?: ReadonlySet<Scalar>): Formula;
  /** What a tensor is called, without indices: W₁, ∂loss/∂W₁, δ with the subscript h. */
  symbol(tensor: string): Formula;
  /** `W₁ ∈ ℝ^(m×k)` is shown from this: the axes in the order in which the formulas have them. */
  axesOf(tensor: string): readonly Dim[];
  /** The positions of its axes in the system, in that order. */
  orderOf(tensor: string): readonly number[];
}

/** What a notation has to know of the system that it writes. */
export interface Surroundings {
  /** The tensors that may be read, and the dimensions. */
  readonly system: System;
  /** The model as the user wrote it: which way round a matrix lies, and what it is called, is taken from there. */
  readonly written: System;
  readonly style: Style;
  /** Tensors that are shown by a formula instead of their name: ∂loss/∂W₁ for d_W1. */
  readonly symbols?: ReadonlyMap<string, Formula>;
  /** Tensors whose elements are shown in a way of their own, by their indices as stored: ∂fᵢ/∂zⱼ, δᵢⱼ. They have no form as whole arrays. */
  readonly elements?: ReadonlyMap<string, (indices: readonly Formula[]) => Formula>;
}
