/**
 * Compiles a model to the text of a module: the loss, its gradient and whatever else the file asks for. The same source
 * and options give the same text to the byte, on every machine. Never throws for what a user wrote.
 *
 * @param source the text of the `.nabla` file
 * @throws RangeError where the plan cannot be followed; `planRefusal` says so beforehand
 */
export declare function compile(source: string, options: CompileOptions): Promise<CompileResult>;

/**
 * `paper`: the gradient as a paper has it, f − y, right to the last digits of 1. `tails`: with all the digits of a
 * probability however near to 0 or 1 it is, for a few operations more.
 */
export declare const accuracies: readonly ["paper", "tails"];

/** What is done about warnings: they are told (the default), counted as errors, or not told. */
export declare const warningModes: readonly ["on", "error", "off"];

/** One of `accuracies`. */
export type Accuracy = (typeof accuracies)[number];

/** What `compile` may be told. */
export interface CompileOptions extends ModelOptions {
    /** The name of the file, as diagnostics and the emitted header show it: `mlp.nabla`. */
    readonly filename: string;
    /** The element type of the emitted arrays; `f64` where absent. Sums are in double either way. */
    readonly dtype?: Dtype;
    /** `js` is the same module as plain JavaScript, with its types in a text of their own; `ts` where absent. */
    readonly language?: Language;
    /** Whether to say which statement of the source each line of the code comes from (not where absent). */
    readonly sourceMap?: boolean;
}

/** What came of compiling a model. */
export interface CompileResult {
    /** The module; absent where there is an error. */
    readonly code: string | undefined;
    /** The types of a module in JavaScript, as the `.d.ts` beside it. */
    readonly declaration?: string;
    /** From the code back to the source; its `file` is the source's name with the ending of the language. */
    readonly map?: SourceMap;
    /** Errors and warnings, in the order of the text. */
    readonly diagnostics: readonly Diagnostic[];
    /** How many gradients there are, and how many equations lead to the largest answer; absent where there is an error. */
    readonly summary: {
        readonly gradients: number;
        readonly equations: number;
    } | undefined;
}

/** What the emitted module is written in. */
export type Language = "ts" | "js";

/** One of `warningModes`. */
export type WarningMode = (typeof warningModes)[number];

/** A source map of version 3, as tools take it. */
export interface SourceMap {
    readonly version: 3;
    readonly file: string;
    readonly names: readonly string[];
    readonly sources: readonly string[];
    readonly sourcesContent: readonly string[];
    readonly mappings: string;
}

/**
 * A `.nabla` file in its canonical layout. Nothing changes but white space between the words of the language: brackets,
 * spellings such as `⊙` and comments stay as they are, so that the meaning cannot change. Laid out once more, the result
 * stays as it is. Never throws for what a user wrote.
 */
export declare function format(source: string): FormatResult;

/** What came of laying a file out. */
export interface FormatResult {
    /** The file in its canonical layout; absent where its syntax is wrong. */
    readonly code: string | undefined;
    readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong with a plan, in a sentence that says what may stand there; nothing where it can be followed. */
export declare function planRefusal(plan: Plan): string | undefined;

/**
 * How a program is laid out, where that is not left to the cost model: what is `"auto"`, or not there, is its choice.
 * Whatever the plan, the numbers are the same up to the order of additions.
 */
export interface Plan {
    /** As many samples go forward and backward together, where they are independent; `"off"`: all of them. */
    readonly tile?: "auto" | "off" | number;
    /** As many rows and columns of a contraction are computed side by side; where it has one axis, as many as columns. */
    readonly block?: "auto" | "off" | readonly [rows: number, columns: number];
    /** Straight-line code of up to as many operations, where at most one size is open; `"off"`: loops. */
    readonly unroll?: "auto" | "off" | number;
}

/**
 * Shows what the compiler makes of a model: the loss and its gradient as formulas, how they come about, and what they
 * cost. Never throws for what a user wrote.
 *
 * @throws RangeError where the options contradict each other, or the plan cannot be followed; `inspectRefusal` and
 * `planRefusal` say so beforehand
 */
export declare function inspect(source: string, options: InspectOptions): Promise<InspectResult>;

/** What came of inspecting a model. */
export interface InspectResult {
    /** What is shown, in the format that was asked for; absent where there is an error. */
    readonly output: string | undefined;
    /** The same, apart from any format. */
    readonly report: Report | undefined;
    readonly diagnostics: readonly Diagnostic[];
}

/** What a report can be printed as. */
export declare const formats: readonly ["text", "latex", "mathml", "html", "json", "dot", "svg"];

/** Why there is no such output, in a sentence that says what there is; nothing where it can be made. */
export declare function inspectRefusal(options: Omit<InspectOptions, "filename">): string | undefined;

/** How far a model can be taken, in order: as it was read, and what becomes of it. */
export declare const stages: readonly ["syntax", "equations", "gradient", "simplified", "program"];

/** One of `formats`. */
export type Format = (typeof formats)[number];

/** What `inspect` may be told. */
export interface InspectOptions extends ModelOptions {
    /** The name of the file, as the output shows it: `mlp.nabla`. */
    readonly filename: string;
    /** `text` where absent. */
    readonly format?: Format;
    /** Whole arrays, or every element by its indices; where absent, as the file is written. */
    readonly notation?: "matrix" | "index";
    /** How far the model is taken; `simplified` where absent. */
    readonly stage?: Stage;
    /** Whether the derivation is shown step by step. */
    readonly steps?: boolean;
    /** Whether text has the colours of a terminal; it has none where absent. */
    readonly color?: boolean;
    /** Where lines of text are broken; 100 where absent. */
    readonly width?: number;
}

/** A report as data; `docs/inspect.schema.json` describes it. */
export interface InspectJson {
    readonly nablac: string;
    readonly file: string;
    readonly stage: Stage;
    readonly notation: "matrix" | "index";
    readonly dims: readonly {
        readonly name: string;
        readonly size: number | null;
    }[];
    readonly inputs: readonly {
        readonly name: string;
        readonly role: "param" | "data";
        readonly symbol: FormulaJson;
        readonly axes: readonly string[];
    }[];
    readonly answers: readonly AnswerJson[];
    /** The file in its canonical layout; null at the other stages. */
    readonly verbatim: string | null;
}

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

/**
 * Compiles a model, runs the emitted functions at random and at given points, and holds values and gradients against
 * the formula as it was written: evaluated, differentiated in either mode, and by differences in decimals. Never throws
 * for what a user wrote. It runs what was emitted, which needs `new Function`.
 */
export declare function check(source: string, options?: CheckOptions): Promise<CheckResult>;

/** What `check` may be told. */
export interface CheckOptions extends Partial<CompileOptions> {
    /** How many points are looked at (20). */
    readonly samples?: number;
    /** Of the first point; the next one has the next seed (1). */
    readonly seed?: number;
    /** The largest error that is none (1e-9; 1e-4 for f32). */
    readonly tolerance?: number;
    /** Values for the points, `{ sizes, params, data }`: what is missing is drawn. */
    readonly data?: unknown;
}

/** What came of checking a model. */
export interface CheckResult {
    /** Whether there is no error in the model and none in what was compiled from it. */
    readonly ok: boolean;
    readonly diagnostics: readonly Diagnostic[];
    /** Absent where there was nothing to check. */
    readonly report: CheckReport | undefined;
    /** The report as people read it; empty where there is none. */
    readonly text: string;
}

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

/**
 * Runs the text of an emitted module, TypeScript or JavaScript, and gives what it exports. It is for tests and
 * notebooks: it needs `new Function`, which a content security policy without `unsafe-eval` forbids. An application
 * imports the emitted file.
 *
 * @typeParam Module what the module exports: `typeof import("./alsup.nabla.js")`, or an interface of what is called
 * @param code what `compile` gave, which is trusted: it runs with the rights of the caller
 */
export declare function evaluate<Module = LoadedModule>(code: string): Promise<Module>;

/** Sizes, arrays by name, one array. */
export type LoadedArgument = Readonly<Record<string, number | Float64Array | Float32Array>> | Float64Array | Float32Array;

/** A module in memory whose model is not known to the types: each function by its name. */
export type LoadedModule = Readonly<Record<string, (...args: readonly LoadedArgument[]) => number>>;

/**
 * Compiles a model and gives the functions of the module, in memory: for tests and notebooks, where there is no file to
 * import. Like `evaluate` it needs `new Function`. Warnings are not told, unless `warnings: "error"` makes errors of them.
 *
 * @typeParam Module what the module exports: `typeof import("./alsup.nabla.js")`, or an interface of what is called
 * @throws ModelError where there is an error in the model
 */
export declare function load<Module = LoadedModule>(source: string, options?: LoadOptions): Promise<Module>;

/** A model that cannot be loaded. Its message shows each error at its place in the text. */
export declare class ModelError extends Error {
    readonly name = "ModelError";
    /** The errors, and the warnings before and after them. */
    readonly diagnostics: readonly Diagnostic[];
    constructor(source: string, file: string, diagnostics: readonly Diagnostic[]);
}

/** The options of `compile`, of which none is needed. */
export type LoadOptions = Partial<CompileOptions>;

/** The same problem for machines: with lines and columns in place of offsets. */
export declare function diagnosticToJson(diagnostic: Diagnostic, { file, source }: Pick<RenderOptions, "file" | "source">): DiagnosticJson;

/**
 * A diagnostic for people:
 *
 * ```text
 * error[E0301]: `W1 * v` does not fit: …
 *   --> model.nabla:4:12
 *   3 |
 * > 4 | h = sigmoid(W1 * v)
 *     |             ^^
 *   = note: `W1` is M × H
 *   = help: did you mean `W1'`?
 * ```
 */
export declare function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions): string;

/** A diagnostic for machines; lines and columns count from 1, columns in UTF-16 units, `endColumn` is one past. */
export interface DiagnosticJson {
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly endLine: number | null;
    readonly endColumn: number | null;
    readonly code: string;
    readonly severity: Severity;
    readonly message: string;
    readonly notes: readonly string[];
    readonly repairs: readonly string[];
}

/** What a diagnostic is shown with. */
export interface RenderOptions {
    /** The name of the file as the user gave it. */
    readonly file: string;
    /** Its text; absent where it could not be read. */
    readonly source?: string;
    readonly color?: boolean;
}

/** One problem, in the user's words. Its code is a row of `catalogue.ts`. */
export interface Diagnostic {
    readonly code: string;
    readonly severity: Severity;
    /** One sentence that names things as the user wrote them. */
    readonly message: string;
    /** Absent where the problem has no place in the text, such as an unreadable file. */
    readonly span?: Span;
    /** The shapes or names involved, one line each. */
    readonly notes: readonly string[];
    /** What to write instead, one line each. */
    readonly repairs: readonly string[];
}

/** With an error there is no output; with a warning there is. */
export type Severity = "error" | "warning";

/** A half-open range of character offsets into the text of one file. */
export interface Span {
    readonly start: number;
    readonly end: number;
}

/** The configuration as it is; for the types that an editor shows. */
export declare const defineConfig: (config: Config) => Config;

/** What a configuration file says: `nablac.config.ts`, `.mts`, `.js`, `.mjs` or `.json`. Paths are relative to it. */
export interface Config {
    /** What `nablac compile` compiles when it is given no files: files, folders and patterns. */
    readonly include?: string | readonly string[];
    /** The folder that outputs go to, with the structure of the folder that was named; beside the models where absent. */
    readonly outDir?: string;
    /** Sizes for dimensions that the models leave open, by name. */
    readonly dims?: Readonly<Record<string, number>>;
    /** The parameters of the gradient; all where absent. */
    readonly wrt?: readonly string[];
    readonly dtype?: "f64" | "f32";
    readonly accuracy?: Accuracy;
    readonly warnings?: WarningMode;
    /** How loops are laid out; chosen by what they cost where absent. */
    readonly plan?: Plan;
    /** JavaScript and its types in place of TypeScript. */
    readonly js?: boolean;
    /** With `js`: whether the types are written beside the module (they are). */
    readonly declaration?: boolean;
    readonly sourceMap?: boolean;
}

// What these are made of, which has no name outside:

// src/emit/places.ts

/** A stretch of the code. */
export interface CodePlace {
    /** Not every one is shown: the code may cut an equation in two, for stability. */
    readonly equation: string;
    /** Lines of the text, from 1, both included: the comment with the formula and the statements below it. */
    readonly from: number;
    readonly to: number;
}

// src/equations/dim.ts

/**
 * A dimension: a name, and its size where that is fixed at compile time. Two dimensions are the same
 * when their names are; a literal size, as in `W[3, k]`, is a dimension named by its digits.
 */
export interface Dim {
    readonly name: string;
    readonly size: number | undefined;
}

// src/equations/request.ts

/** What the user asks a model for; each request becomes one function of the emitted module. */
export type Request = 
/** The value of the scalar equation `of`. */
{
    readonly kind: "value";
    readonly of: string;
}
/** The value of the scalar equation `of` and its gradient for the parameters `wrt`. */
 | {
    readonly kind: "gradient";
    readonly of: string;
    readonly wrt: readonly string[];
}
/** Every element of the equation `of`, which the user calls `name`. */
 | {
    readonly kind: "predict";
    readonly of: string;
    readonly name: string;
};

// src/inspect/json.ts

export interface AnswerJson {
    readonly title: string;
    readonly kind: "value" | "gradient" | "predict" | null;
    readonly sections: readonly {
        readonly title: string;
        readonly equations: readonly EquationJson[];
    }[];
    readonly derivation: DerivationJson | null;
    readonly costs: CostsJson | null;
    /** At the stage `program`. */
    readonly loops: LoopsJson | null;
}

/** Polynomials in the dimensions, as text: `2·m·n + 3`. */
export type CostJson = {
    readonly [K in keyof Cost]: string;
};

export interface CostsJson {
    readonly before: CostJson;
    readonly after: CostJson;
    readonly saving: string;
    readonly equations: readonly {
        readonly equation: string;
        readonly cost: CostJson;
    }[];
}

export interface DerivationJson {
    readonly groups: readonly {
        readonly kind: string;
        readonly title: string;
        readonly check: string;
        readonly steps: readonly {
            readonly number: number;
            readonly tensor: string;
            /** Null where the step continues the one before. */
            readonly left: FormulaJson | null;
            readonly right: FormulaJson;
            readonly rule: {
                readonly name: string;
                readonly identity: string;
            };
            readonly check: string;
        }[];
    }[];
    readonly conclusion: string;
}

export interface EquationJson {
    readonly name: string;
    readonly role: "value" | "adjoint" | "gradient";
    readonly param: string | null;
    readonly axes: readonly string[];
    readonly reads: readonly string[];
    readonly left: FormulaJson;
    readonly right: FormulaJson;
    readonly ranges: readonly {
        readonly index: string;
        readonly dim: string;
    }[];
}

/** A formula in each of its spellings. */
export interface FormulaJson {
    readonly text: string;
    readonly latex: string;
    readonly mathml: string;
}

export interface LoopsJson extends Pick<ReportLoops, "code" | "tiles" | "samples" | "inPlace"> {
    /** Polynomials in the dimensions, as text. */
    readonly operations: string;
    readonly transcendentals: string;
    readonly bytesRead: string;
    readonly bytesWritten: string;
    readonly workspace: string;
    readonly nest: readonly Nest[];
}

// src/inspect/report.ts

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
    readonly equations: readonly {
        readonly equation: string;
        readonly cost: Cost;
    }[];
    /** `saves 43 % of the multiplications with every open dimension at 64` */
    readonly saving: string;
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

/** `W₁ ∈ ℝ^(m1×m0)` */
export interface ReportInput {
    readonly name: string;
    readonly role: "param" | "data";
    readonly symbol: Formula;
    /** In the order in which the formulas have them; none for a scalar. */
    readonly axes: readonly Dim[];
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

/** How one function is laid out, why, and what a call costs. */
export interface ReportLoops {
    /** Whether it is written out or in loops, and why. */
    readonly code: string;
    readonly tiles: readonly {
        readonly dim: string;
        readonly most: number;
    }[];
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
    readonly rule: {
        readonly name: string;
        readonly identity: string;
    };
    /** How it was checked in numbers, in a phrase: `equal to the step before at 5 points`. */
    readonly check: string;
}

/** Equations that belong together. */
export interface Section {
    readonly kind: "equations" | "value" | "gradient";
    /** `Value`, `Gradient` */
    readonly title: string;
    /** In dependency order, within the section and from one section to the next. */
    readonly lines: readonly ReportLine[];
}

/** How far the model has come: each stage but the first is a system of equations, or what becomes of it. */
export type Stage = "syntax" | "equations" | "gradient" | "simplified" | "program";

// src/notation/formula.ts

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

/** `whenTrue` where the condition holds, else `whenFalse`. */
export interface CasesFormula {
    readonly kind: "cases";
    readonly condition: Formula;
    readonly whenTrue: Formula;
    readonly whenFalse: Formula;
}

/** One element: `W₁[j,k]`, in print with indices below. */
export interface ComponentFormula {
    readonly kind: "component";
    readonly of: Formula;
    readonly indices: readonly Formula[];
}

export interface ConnectiveFormula {
    readonly kind: "connective";
    readonly operator: "and" | "or";
    readonly parts: readonly Formula[];
}

/** What was left out because there was no room. */
export interface EllipsisFormula {
    readonly kind: "ellipsis";
}

/**
 * The formula language: mathematics as it is set on paper. It says what stands where (a fraction, a transpose, a sum
 * over i) and leaves to the printers how that is spelled: Unicode text, LaTeX, MathML. Brackets are not in it; the
 * printers put them where precedence demands them.
 */
export type Formula = NumberFormula | SymbolFormula | OnesFormula | IdentityFormula | ZerosFormula | ComponentFormula | SampleFormula | TransposeFormula | PowerFormula | RootFormula | FractionFormula | ProductFormula | SumFormula | BigFormula | CallFormula | NormFormula | PartialFormula | KroneckerFormula | CasesFormula | IndicatorFormula | RelationFormula | ConnectiveFormula | NotFormula | MarkFormula | EllipsisFormula;

/** A quotient of scalars, or an elementwise one (⊘) where an array is below. */
export interface FractionFormula {
    readonly kind: "fraction";
    readonly above: Formula;
    readonly below: Formula;
    readonly elementwise: boolean;
}

/** The identity matrix, I. */
export interface IdentityFormula {
    readonly kind: "identity";
}

/** [condition]: 1 where it holds, else 0. */
export interface IndicatorFormula {
    readonly kind: "indicator";
    readonly condition: Formula;
}

/** δᵢⱼ: 1 where the indices are equal, else 0. */
export interface KroneckerFormula {
    readonly kind: "kronecker";
    readonly left: Formula;
    readonly right: Formula;
}

/** A line of a page: what is defined, by what, and over which indices. */
export interface Line {
    /** The equation that it shows. */
    readonly equation: string;
    readonly left: Formula;
    readonly right: Formula;
    /** Indices on the left and the dimensions that they run over; none where the line is about whole arrays. */
    readonly ranges: readonly {
        readonly index: Formula;
        readonly dim: string;
    }[];
}

/** A part that a step has changed. */
export interface MarkFormula {
    readonly kind: "mark";
    readonly of: Formula;
}

/** |x|, ‖x‖₁ or ‖x‖. */
export interface NormFormula {
    readonly kind: "norm";
    readonly norm: "abs" | "one" | "two";
    readonly of: Formula;
}

export interface NotFormula {
    readonly kind: "not";
    readonly of: Formula;
}

/** An exact number: `2`, `−1/2`. */
export interface NumberFormula {
    readonly kind: "number";
    readonly value: Rational;
}

/** The column of ones, 1. */
export interface OnesFormula {
    readonly kind: "ones";
}

/** ∂of/∂by */
export interface PartialFormula {
    readonly kind: "partial";
    readonly of: Formula;
    readonly by: Formula;
}

/** A power; `elementwise` where the base is an array and each element is raised. */
export interface PowerFormula {
    readonly kind: "power";
    readonly base: Formula;
    readonly exponent: Formula;
    readonly elementwise: boolean;
}

/** `scalar` sets a dot between numbers, `matrix` sets factors side by side, `elementwise` sets ⊙. */
export interface ProductFormula {
    readonly kind: "product";
    readonly operator: "scalar" | "matrix" | "elementwise";
    readonly factors: readonly Formula[];
}

export interface RelationFormula {
    readonly kind: "relation";
    readonly operator: "less" | "lessOrEqual" | "equal" | "notEqual";
    readonly left: Formula;
    readonly right: Formula;
}

export interface RootFormula {
    readonly kind: "root";
    readonly of: Formula;
}

/** The array that belongs to one sample: `x⁽ⁱ⁾`. */
export interface SampleFormula {
    readonly kind: "sample";
    readonly of: Formula;
    readonly indices: readonly Formula[];
}

export interface SumFormula {
    readonly kind: "sum";
    readonly terms: readonly {
        readonly minus: boolean;
        readonly of: Formula;
    }[];
}

/** What a reader named, or what is named for them: `W1` is set as W₁, `delta_h2` as δ with the subscript h₂. */
export interface SymbolFormula {
    readonly kind: "symbol";
    readonly name: string;
    /** The equation or input that it stands for, where it does: what a page can link to. */
    readonly of?: string;
}

export interface TransposeFormula {
    readonly kind: "transpose";
    readonly of: Formula;
}

/** The array of zeros, 0. */
export interface ZerosFormula {
    readonly kind: "zeros";
}

// src/pipeline.ts

export interface ModelOptions {
    /** Sizes for dimensions that the file leaves open. */
    readonly dims?: Readonly<Record<string, number>>;
    /** The parameters of the default gradient; all where absent. */
    readonly wrt?: readonly string[];
    /** `"error"` makes an error of every warning, as continuous integration may want it; `"off"` leaves them out. */
    readonly warnings?: WarningMode;
    /** `tails` keeps all the digits of a gradient whose probabilities are nearly certain; `paper` where absent. */
    readonly accuracy?: Accuracy;
    /** How loops are laid out, where that is not left to the cost model. */
    readonly plan?: Plan;
}

// src/program/nest.ts

export interface EquationNest {
    readonly kind: "equation";
    readonly equation: string;
    readonly formula: string;
    readonly body: readonly Nest[];
}

export interface LoopNest {
    readonly kind: "loop";
    readonly index: string;
    /** The dimension that it goes through, or that the tile belongs to which it goes through. */
    readonly dim: string;
    readonly extent: "dimension" | "tiles" | "tile";
    /** As many indices are computed side by side, or make a tile. */
    readonly step: number;
    /** Whether another loop goes through what the steps leave over. */
    readonly rest: boolean;
    /** How many numbers it accumulates, and how many it stores, each round. */
    readonly accumulates: number;
    readonly stores: number;
    readonly body: readonly Nest[];
}

/**
 * The loop nest of a program without what is computed in it: which loop is in which, and which equation is whose. The
 * loop over what blocks leave at the end of a dimension is part of the loop over the blocks.
 */
export type Nest = EquationNest | LoopNest;

// src/program/program.ts

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

export type Dtype = "f64" | "f32";

// src/program/size.ts

export interface Monomial {
    readonly coefficient: number;
    /** Names of dimensions, sorted; one that occurs twice is squared. */
    readonly dims: readonly string[];
}

/** A whole number that may depend on the sizes: a polynomial over dimensions, like terms collected, in one order. */
export type Size = readonly Monomial[];

// src/util/rational.ts

/** An exact fraction in lowest terms with a positive denominator. */
export interface Rational {
    readonly numerator: bigint;
    readonly denominator: bigint;
}

// src/verification/report.ts

/** What came of one function of the emitted module. */
export interface FunctionReport {
    readonly name: string;
    /** Points at which the formula is defined, and which were looked at. */
    readonly points: number;
    /** Points at which it is not defined, so that there is nothing to compare with. */
    readonly outside: number;
    readonly quantities: readonly Quantity[];
    /** How many directions the gradient was held against: forward mode, and differences in decimals. */
    readonly directions: {
        readonly forward: number;
        readonly differences: number;
    };
    /** Elements of which a difference in decimals decided or confirmed what they are. */
    readonly probed: number;
    readonly kinks: readonly Kink[];
}

/** A point at which the slopes to both sides of a direction differ. */
export interface Kink {
    readonly seed: number;
    readonly left: number;
    readonly right: number;
    /** What the compiled gradient says along the same direction. */
    readonly found: number;
}

/** A value or the gradient for one parameter: how much of it was compared, and where it was worst. */
export interface Quantity {
    readonly name: string;
    readonly compared: number;
    /** How many of these are beyond the tolerance. */
    readonly wrong: number;
    readonly worst: Worst | undefined;
}

export type Reference = "the formula as written" | "forward mode" | "differences in decimals" | "decimals";

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
