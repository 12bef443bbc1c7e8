import type { Obstacle, Unrolling } from "./plan.ts";
import type { Dim, Size } from "./size.ts";

/**
 * The program language: buffers, loops, statements and values; the only language that knows of memory. It is
 * neutral about the target: a variable is an object with a wish for a name, and emit gives it one. Tiles and
 * register blocks are loops with a step and bodies with several lanes; nothing else is needed to hold them.
 */
export interface Program {
  readonly signature: Signature;
  /** The inputs it reads, in the order of declaration. */
  readonly reads: readonly string[];
  /** What constant indices demand of the sizes. */
  readonly demands: readonly Demand[];
  /** Where in the workspace each intermediate array lives. */
  readonly slots: readonly Slot[];
  readonly workLength: Size;
  /** The dimensions that are gone through tile by tile. */
  readonly tiles: readonly Tile[];
  /** Why there are no tiles of a dimension that could have some. */
  readonly obstacles: readonly Obstacle[];
  readonly unrolling: Unrolling;
  readonly body: readonly Statement[];
  /** What the function returns; nothing for a prediction. */
  readonly result: Value | undefined;
  readonly counts: Counts;
  /** What each equation has in `counts`, in the order of the sections. */
  readonly shares: readonly Share[];
}

/** As many indices of a dimension as are computed together: `most`, or all where there are fewer. */
export interface Tile {
  /** What the number of indices is called in sizes. */
  readonly name: string;
  readonly dim: Dim;
  readonly most: number;
}

export interface Share {
  readonly equation: string;
  readonly counts: Counts;
}

export type Signature =
  | { readonly kind: "value"; readonly of: string }
  | { readonly kind: "gradient"; readonly of: string; readonly wrt: readonly string[] }
  | { readonly kind: "predict"; readonly of: string; readonly name: string; readonly axes: readonly Dim[] };

/** The size of a dimension must be at least this much. */
export interface Demand {
  readonly dim: string;
  readonly atLeast: number;
}

/** A stretch of the workspace that holds one equation; equations whose lives do not overlap may share one. */
export interface Slot {
  readonly variable: Variable;
  readonly offset: Size;
  readonly length: Size;
}

/** What one call costs, both sides of every branch counted. */
export interface Counts {
  readonly multiplications: Size;
  /** Subtractions included. */
  readonly additions: Size;
  readonly divisions: Size;
  /** Calls of exp, log, sqrt and the like. */
  readonly transcendentals: Size;
  /** Elements read from arrays. */
  readonly reads: Size;
}

/** Everything of one emitted file. */
export interface ProgramModule {
  /** The stem of the file: `alsup` for `alsup.nabla`. */
  readonly name: string;
  readonly dims: readonly Dim[];
  readonly inputs: readonly Input[];
  readonly dtype: Dtype;
  readonly functions: readonly Program[];
  /** The formulas, as lines of a comment. */
  readonly comment: readonly string[];
}

export type Dtype = "f64" | "f32";

export interface Input {
  readonly name: string;
  readonly role: "param" | "data";
  readonly axes: readonly Dim[];
}

/** A local of the emitted function. Identity is the object; `hint` is what it would like to be called. */
export interface Variable {
  readonly hint: string;
}

export type Buffer =
  { readonly kind: "param" | "data" | "gradient"; readonly name: string } | { readonly kind: "out" | "work" };

export type Value =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "extent"; readonly dim: string }
  | { readonly kind: "variable"; readonly variable: Variable }
  /** A scalar of the data, which is passed as a number. */
  | { readonly kind: "datum"; readonly name: string }
  | { readonly kind: "load"; readonly buffer: Buffer; readonly at: Value }
  | { readonly kind: "apply"; readonly operator: Operator; readonly args: readonly Value[] }
  /** Only the chosen side is evaluated. */
  | { readonly kind: "choose"; readonly test: Value; readonly whenTrue: Value; readonly whenFalse: Value };

export const arithmetic = ["add", "subtract", "multiply", "divide", "negate", "remainder"] as const;
export const logic = ["less", "lessOrEqual", "equal", "not", "and", "or"] as const;
export const intrinsics = [
  "exp",
  "log",
  "log1p",
  "expm1",
  "sqrt",
  "cbrt",
  "abs",
  "sign",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "floor",
  "max",
  "min",
  "pow",
  "atan2",
  "hypot",
  "erf",
  "erfc",
  "lgamma",
  "digamma",
  "trigamma",
] as const;

export type Arithmetic = (typeof arithmetic)[number];
export type Logic = (typeof logic)[number];
export type Intrinsic = (typeof intrinsics)[number];
export type Operator = Arithmetic | Logic | Intrinsic;

/** From where to where a loop goes, and how far at a time. */
export interface Range {
  readonly from: Value;
  readonly to: Value;
  readonly step: number;
}

/** How a value meets what is there already. */
export type Update = "set" | "add" | "multiply";

export type Statement =
  | { readonly kind: "define"; readonly variable: Variable; readonly value: Value }
  /** A variable that changes; without a value it is assigned on every path before it is used. */
  | { readonly kind: "declare"; readonly variable: Variable; readonly value: Value | undefined }
  | { readonly kind: "assign"; readonly variable: Variable; readonly update: Update; readonly value: Value }
  | {
      readonly kind: "store";
      readonly buffer: Buffer;
      readonly at: Value;
      readonly update: Update;
      readonly value: Value;
    }
  | (Range & {
      readonly kind: "loop";
      readonly index: Variable;
      /** The dimension, or the tile of one, that the range lies in. */
      readonly over: Dim;
      readonly body: readonly Statement[];
    })
  | {
      readonly kind: "branch";
      readonly test: Value;
      readonly whenTrue: readonly Statement[];
      readonly whenFalse: readonly Statement[];
    }
  /** The statements of one equation, under its formula. Not a scope of its own. */
  | {
      readonly kind: "section";
      readonly equation: string;
      readonly comment: string;
      readonly body: readonly Statement[];
    }
  /** Statements that run as a function of their own, which sees no variable that changes; it may return one of its own. */
  | { readonly kind: "part"; readonly body: readonly Statement[]; readonly returns: Variable | undefined };

export type ValueKind = Value["kind"];
export type StatementKind = Statement["kind"];
/** The member of a union of kinds. */
export type OfKind<T extends { readonly kind: string }, K extends T["kind"]> = Extract<T, { readonly kind: K }>;
