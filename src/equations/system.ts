import type { Span } from "../diagnostics/diagnostic.ts";
import type { Dim } from "./dim.ts";
import type { Scalar } from "./scalar.ts";

/**
 * The equations language: a model, and equally its gradient, is a system of equations in index notation.
 * An equation defines a tensor element by element; its body is a scalar expression over its axes.
 */
export interface System {
  /** Every declared dimension, in the order of declaration, whether its size is fixed or not. */
  readonly dims: readonly Dim[];
  /** Parameters and data, in the order of declaration. */
  readonly inputs: readonly Input[];
  /** In dependency order: an equation reads inputs and equations before it. */
  readonly equations: readonly Equation[];
}

/** A tensor that the caller supplies. No axes = a scalar. */
export interface Input {
  readonly name: string;
  readonly role: "param" | "data";
  readonly axes: readonly Dim[];
}

export interface Equation {
  readonly name: string;
  /** Axis `p` is read in the body as `axis(p, axes[p])`. */
  readonly axes: readonly Dim[];
  readonly body: Scalar;
  readonly origin: Origin;
}

/** Whether an equation came about by differentiation. */
export const isDerivative = ({ origin: { rule } }: Pick<Equation, "origin">): boolean =>
  rule === "adjoint" || rule === "gradient";

/** Where an equation came from. */
export interface Origin {
  /** `defined`: by the user; `shared`: a piece needed more than once; `adjoint`: ∂loss/∂`of`; `gradient`: the answer for parameter `of`. */
  readonly rule: "defined" | "shared" | "adjoint" | "gradient";
  /** The equation or input that an adjoint or a gradient belongs to; absent for the adjoint of an equation that is gone. */
  readonly of?: string;
  readonly span?: Span;
  /** An adjoint without the numbers and sizes that multiply the whole of it, which are with what reads it. */
  readonly scaled?: true;
  /** How the user named the axes, where they did. */
  readonly axisNames?: readonly string[];
}
