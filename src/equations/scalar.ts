import type { Rational } from "../util/rational.ts";
import type { Dim } from "./dim.ts";
import type { ElementwiseFunction } from "./functions.ts";

/**
 * A scalar expression: what one element of an equation is. Expressions are interned, so two that are
 * equal (bound indices apart) are the same object and `===` is equality. They are built only by the
 * constructors of `build.ts`, which keep them canonical.
 */
export type Scalar = Constant | Extent | Index | Read | Add | Mul | Power | Call | Select | Reduce;

interface Interned {
  /** Unique among live expressions. Says nothing about order. */
  readonly id: number;
  /** The indices that occur free, in `compare` order. */
  readonly free: readonly Index[];
  /** How many levels of bound indices lie below; a reduction binds the next ones. */
  readonly height: number;
}

export interface Constant extends Interned {
  readonly kind: "constant";
  readonly value: Rational;
}

/** The size of a dimension, as a number. A fixed size is a constant instead. */
export interface Extent extends Interned {
  readonly kind: "extent";
  readonly dim: Dim;
}

/**
 * The value of an index. An `axis` belongs to the equation (its position), a `bound` one to the reduction
 * above it (its level), and an `open` one is a bound index taken out of its reduction to work on the body.
 */
export interface Index extends Interned {
  readonly kind: "index";
  readonly scope: "axis" | "bound" | "open";
  readonly number: number;
  readonly dim: Dim;
}

/** One element of an input or of another equation. An index expression is an index almost always. */
export interface Read extends Interned {
  readonly kind: "read";
  readonly tensor: string;
  readonly indices: readonly Scalar[];
}

export interface Add extends Interned {
  readonly kind: "add";
  readonly terms: readonly Scalar[];
}

export interface Mul extends Interned {
  readonly kind: "mul";
  readonly factors: readonly Scalar[];
}

/** A power with a constant exponent; any other is the call `pow`. The square root is the exponent ½. */
export interface Power extends Interned {
  readonly kind: "power";
  readonly base: Scalar;
  readonly exponent: Rational;
}

export interface Call extends Interned {
  readonly kind: "call";
  readonly fn: ElementwiseFunction;
  readonly args: readonly Scalar[];
}

/** `whenTrue` where the condition holds, else `whenFalse`; only the taken side is evaluated. */
export interface Select extends Interned {
  readonly kind: "select";
  readonly condition: Condition;
  readonly whenTrue: Scalar;
  readonly whenFalse: Scalar;
}

/**
 * `argmax` and `argmin` are the first index that attains the extremum. They, `max` and `min` bind one index.
 * `logsumexp` is log Σ exp, computed without overflow.
 */
export type ReduceOperator = "sum" | "prod" | "max" | "min" | "argmax" | "argmin" | "logsumexp";

export interface Reduce extends Interned {
  readonly kind: "reduce";
  readonly operator: ReduceOperator;
  readonly indices: readonly Index[];
  readonly body: Scalar;
}

/** A truth value, interned like a scalar. `>` and `≥` are `<` and `≤` with sides exchanged, `≠` is the negation of `=`. */
export type Condition = Truth | Compare | Not | Both | Either;

export interface Truth extends Interned {
  readonly kind: "truth";
  readonly value: boolean;
}

export type Compare = Comparison<"less"> | Comparison<"lessOrEqual"> | Comparison<"equal">;

export interface Comparison<K extends "less" | "lessOrEqual" | "equal"> extends Interned {
  readonly kind: K;
  readonly left: Scalar;
  readonly right: Scalar;
}

export interface Not extends Interned {
  readonly kind: "not";
  readonly condition: Condition;
}

export interface Both extends Interned {
  readonly kind: "and";
  readonly conditions: readonly Condition[];
}

export interface Either extends Interned {
  readonly kind: "or";
  readonly conditions: readonly Condition[];
}
