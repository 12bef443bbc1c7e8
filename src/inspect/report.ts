import type { CodePlace } from "../emit/places.ts";
import type { Dim } from "../equations/dim.ts";
import type { Request } from "../equations/request.ts";
import type { Formula, Line } from "../notation/formula.ts";
import type { Nest } from "../program/nest.ts";
import type { Counts } from "../program/program.ts";
import type { Size } from "../program/size.ts";

/**
 * A report: everything that is shown of a model, in the order in which it is shown, apart from any format. Formulas
 * are trees; each format prints them in its own way.
 */
export interface Report {
  /** The name of the file, as it is shown. */
  readonly file: string;
  /** The file, as it was written. */
  readonly source: string;
  readonly stage: Stage;
  /** How most of the formulas are written. */
  readonly notation: "matrix" | "index";
  readonly dims: readonly Dim[];
  /** Parameters and data, in the order of declaration. */
  readonly inputs: readonly ReportInput[];
  /** What the model is asked, one after the other; none at a stage that is shown as it stands. */
  readonly answers: readonly Answer[];
  /** What is shown as it stands: the file in its canonical layout. */
  readonly verbatim: string | undefined;
  /** The emitted module; for the formats that show it. */
  readonly code: string | undefined;
}

/** How far the model has come: each stage but the first is a system of equations, or what becomes of it. */
export type Stage = "syntax" | "equations" | "gradient" | "simplified" | "program";

/** `W₁ ∈ ℝ^(m1×m0)` */
export interface ReportInput {
  readonly name: string;
  readonly role: "param" | "data";
  readonly symbol: Formula;
  /** In the order in which the formulas have them; none for a scalar. */
  readonly axes: readonly Dim[];
}

/** What becomes of one request. */
export interface Answer {
  /** `loss and its gradient` */
  readonly title: string;
  /** Absent where the whole model is shown, whatever it is asked. */
  readonly request: Request | undefined;
  readonly sections: readonly Section[];
  readonly derivation: ReportDerivation | undefined;
  readonly costs: Costs | undefined;
  /** How the function is laid out; at the stage of that. */
  readonly loops: ReportLoops | undefined;
  /** Which lines of the code compute which equation; none where there is no code. */
  readonly places: readonly CodePlace[];
}

/** Equations that belong together. */
export interface Section {
  readonly kind: "equations" | "value" | "gradient";
  /** `Value`, `Gradient` */
  readonly title: string;
  /** In dependency order, within the section and from one section to the next. */
  readonly lines: readonly ReportLine[];
}

/** One equation, and what a picture of the system needs of it. */
export interface ReportLine extends Line {
  readonly role: "value" | "adjoint" | "gradient";
  /** The parameter that a gradient belongs to. */
  readonly param: string | undefined;
  /** The inputs and equations that it reads, each once, in the order of the system. */
  readonly reads: readonly string[];
  /** In the order in which the formulas have them. */
  readonly axes: readonly Dim[];
}

/** How the gradient comes about, step by step. */
export interface ReportDerivation {
  readonly groups: readonly ReportGroup[];
  /** What was found in the end: that both ways lead to the same gradient. */
  readonly conclusion: string;
}

export interface ReportGroup {
  readonly kind: "model" | "chain" | "pieces" | "simplification" | "result" | "stabilization";
  readonly title: string;
  readonly steps: readonly ReportStep[];
  /** How its steps were checked, in a phrase. */
  readonly check: string;
}

export interface ReportStep {
  /** Numbered through all groups from 1. */
  readonly number: number;
  /** The tensor that it is about. */
  readonly tensor: string;
  /** Absent where the step continues the one before: `= right`. */
  readonly left: Formula | undefined;
  /** Whatever the step has changed is marked. */
  readonly right: Formula;
  readonly ranges: Line["ranges"];
  /** `Leibniz`, `(a·b)′ = a′·b + a·b′` */
  readonly rule: { readonly name: string; readonly identity: string };
  /** How it was checked in numbers, in a phrase: `equal to the step before at 5 points`. */
  readonly check: string;
}

/** What an evaluation costs: polynomials in the dimensions. */
export interface Cost extends Counts {
  /** Elements of intermediate arrays. */
  readonly workspace: Size;
}

export interface Costs {
  /** Right after differentiation, every operation done wherever it is written. */
  readonly before: Cost;
  /** What the emitted function does. */
  readonly after: Cost;
  /** The share of each equation in `after`, in the order of the system; what lives apart may share its workspace. */
  readonly equations: readonly { readonly equation: string; readonly cost: Cost }[];
  /** `saves 43 % of the multiplications with every open dimension at 64` */
  readonly saving: string;
}

/** How one function is laid out, why, and what a call costs. */
export interface ReportLoops {
  /** Whether it is written out or in loops, and why. */
  readonly code: string;
  readonly tiles: readonly { readonly dim: string; readonly most: number }[];
  /** How much goes through together, and why not less: a phrase for each dimension. */
  readonly samples: readonly string[];
  /** Definitions of the file without loops of their own: they are computed where they are read. */
  readonly inPlace: readonly string[];
  readonly operations: Size;
  readonly transcendentals: Size;
  /** Estimates, with whole blocks and tiles. */
  readonly bytesRead: Size;
  readonly bytesWritten: Size;
  /** In elements. */
  readonly workspace: Size;
  readonly nest: readonly Nest[];
}
