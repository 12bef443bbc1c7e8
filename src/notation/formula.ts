import type { Rational } from "../util/rational.ts";

/**
 * The formula language: mathematics as it is set on paper. It says what stands where (a fraction, a transpose, a sum
 * over i) and leaves to the printers how that is spelled: Unicode text, LaTeX, MathML. Brackets are not in it; the
 * printers put them where precedence demands them.
 */
export type Formula =
  | NumberFormula
  | SymbolFormula
  | OnesFormula
  | IdentityFormula
  | ZerosFormula
  | ComponentFormula
  | SampleFormula
  | TransposeFormula
  | PowerFormula
  | RootFormula
  | FractionFormula
  | ProductFormula
  | SumFormula
  | BigFormula
  | CallFormula
  | NormFormula
  | PartialFormula
  | KroneckerFormula
  | CasesFormula
  | IndicatorFormula
  | RelationFormula
  | ConnectiveFormula
  | NotFormula
  | MarkFormula
  | EllipsisFormula;

/** An exact number: `2`, `−1/2`. */
export interface NumberFormula {
  readonly kind: "number";
  readonly value: Rational;
}

/** What a reader named, or what is named for them: `W1` is set as W₁, `delta_h2` as δ with the subscript h₂. */
export interface SymbolFormula {
  readonly kind: "symbol";
  readonly name: string;
  /** The equation or input that it stands for, where it does: what a page can link to. */
  readonly of?: string;
}

/** The column of ones, 1. */
export interface OnesFormula {
  readonly kind: "ones";
}

/** The identity matrix, I. */
export interface IdentityFormula {
  readonly kind: "identity";
}

/** The array of zeros, 0. */
export interface ZerosFormula {
  readonly kind: "zeros";
}

/** One element: `W₁[j,k]`, in print with indices below. */
export interface ComponentFormula {
  readonly kind: "component";
  readonly of: Formula;
  readonly indices: readonly Formula[];
}

/** The array that belongs to one sample: `x⁽ⁱ⁾`. */
export interface SampleFormula {
  readonly kind: "sample";
  readonly of: Formula;
  readonly indices: readonly Formula[];
}

export interface TransposeFormula {
  readonly kind: "transpose";
  readonly of: Formula;
}

/** A power; `elementwise` where the base is an array and each element is raised. */
export interface PowerFormula {
  readonly kind: "power";
  readonly base: Formula;
  readonly exponent: Formula;
  readonly elementwise: boolean;
}

export interface RootFormula {
  readonly kind: "root";
  readonly of: Formula;
}

/** A quotient of scalars, or an elementwise one (⊘) where an array is below. */
export interface FractionFormula {
  readonly kind: "fraction";
  readonly above: Formula;
  readonly below: Formula;
  readonly elementwise: boolean;
}

/** `scalar` sets a dot between numbers, `matrix` sets factors side by side, `elementwise` sets ⊙. */
export interface ProductFormula {
  readonly kind: "product";
  readonly operator: "scalar" | "matrix" | "elementwise";
  readonly factors: readonly Formula[];
}

export interface SumFormula {
  readonly kind: "sum";
  readonly terms: readonly { readonly minus: boolean; readonly of: Formula }[];
}

/** Σ, Π and the like over indices: `Σᵢ`, `maxⱼ`. The body extends as far right as it can. */
export interface BigFormula {
  readonly kind: "big";
  readonly operator: "sum" | "product" | "max" | "min" | "argmax" | "argmin" | "logsumexp";
  readonly indices: readonly Formula[];
  /** The dimensions that the indices run over, one for each. */
  readonly over?: readonly string[];
  /** A condition on the indices, under the sign. */
  readonly where?: Formula;
  readonly body: Formula;
}

/** A function by its name in the formula: `σ`, `log`, `relu`, `tr`, `diag`. Applied to an array it is elementwise or the array's own. */
export interface CallFormula {
  readonly kind: "call";
  readonly fn: string;
  readonly args: readonly Formula[];
}

/** |x|, ‖x‖₁ or ‖x‖. */
export interface NormFormula {
  readonly kind: "norm";
  readonly norm: "abs" | "one" | "two";
  readonly of: Formula;
}

/** ∂of/∂by */
export interface PartialFormula {
  readonly kind: "partial";
  readonly of: Formula;
  readonly by: Formula;
}

/** δᵢⱼ: 1 where the indices are equal, else 0. */
export interface KroneckerFormula {
  readonly kind: "kronecker";
  readonly left: Formula;
  readonly right: Formula;
}

/** `whenTrue` where the condition holds, else `whenFalse`. */
export interface CasesFormula {
  readonly kind: "cases";
  readonly condition: Formula;
  readonly whenTrue: Formula;
  readonly whenFalse: Formula;
}

/** [condition]: 1 where it holds, else 0. */
export interface IndicatorFormula {
  readonly kind: "indicator";
  readonly condition: Formula;
}

export interface RelationFormula {
  readonly kind: "relation";
  readonly operator: "less" | "lessOrEqual" | "equal" | "notEqual";
  readonly left: Formula;
  readonly right: Formula;
}

export interface ConnectiveFormula {
  readonly kind: "connective";
  readonly operator: "and" | "or";
  readonly parts: readonly Formula[];
}

export interface NotFormula {
  readonly kind: "not";
  readonly of: Formula;
}

/** A part that a step has changed. */
export interface MarkFormula {
  readonly kind: "mark";
  readonly of: Formula;
}

/** What was left out because there was no room. */
export interface EllipsisFormula {
  readonly kind: "ellipsis";
}

/** A line of a page: what is defined, by what, and over which indices. */
export interface Line {
  /** The equation that it shows. */
  readonly equation: string;
  readonly left: Formula;
  readonly right: Formula;
  /** Indices on the left and the dimensions that they run over; none where the line is about whole arrays. */
  readonly ranges: readonly { readonly index: Formula; readonly dim: string }[];
}
