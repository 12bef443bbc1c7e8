import { check } from "./check/check.ts";
import { inOrder } from "./diagnostics/collector.ts";
import type { Diagnostic, Span } from "./diagnostics/diagnostic.ts";
import { pushforward, type Pushforward } from "./differentiate/forward.ts";
import { differentiate } from "./differentiate/reverse.ts";
import type { SourceMap } from "./emit/source-map.ts";
import type { Kernel, Model, Output } from "./equations/kernel.ts";
import { equationPrinter, symbolOf } from "./equations/print.ts";
import type { Places } from "./equations/places.ts";
import type { Request } from "./equations/request.ts";
import type { System } from "./equations/system.ts";
import { planDoubts } from "./lower/doubts.ts";
import { lower } from "./lower/lower.ts";
import { notationOf } from "./notation/notation-of.ts";
import type { Style } from "./notation/notation.ts";
import { styleFor } from "./notation/style.ts";
import { text, textLines } from "./notation/text.ts";
import { parse } from "./parse/parse.ts";
import { planRefusal, type Plan } from "./program/plan.ts";
import type { Dtype, Program, ProgramModule } from "./program/program.ts";
import { flatten } from "./simplify/flatten.ts";
import { prune } from "./simplify/prune.ts";
import type { Firing } from "./simplify/rewrite.ts";
import type { Module } from "./syntax/syntax.ts";
import { wholeDims } from "./syntax/whole.ts";
import { warnOfAnswers } from "./warn/answers.ts";
import { warn } from "./warn/warn.ts";
import { accuracies, canonicalize, simplify, stabilize, type Accuracy, type Simplified } from "./simplify/simplify.ts";

export { accuracies, type Accuracy };

/** What is done about warnings: they are told (the default), counted as errors, or not told. */
export const warningModes = ["on", "error", "off"] as const;
/** One of `warningModes`. */
export type WarningMode = (typeof warningModes)[number];

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

/** A file as it was written and as it was understood; neither where there is an error in it. */
export interface ReadModel {
  readonly module: Module | undefined;
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Text → equations, or what is wrong with it.
 *
 * @throws RangeError where the plan cannot be followed; `planRefusal` says so beforehand
 */
export function readModel(source: string, options: ModelOptions = {}): ReadModel {
  const { module, model, diagnostics } = understand(source, options);
  return settled({ module, model, diagnostics }, options.warnings);
}

/** A file with what becomes of its requests, and with the warnings that only this shows. */
export interface DerivedModel extends ReadModel {
  readonly derived: readonly Derived[];
}

/** Text → equations → answers, or what is wrong with it. */
export function deriveModel(source: string, options: ModelOptions = {}): DerivedModel {
  const { module, model, places, diagnostics } = understand(source, options);
  if (!model || !places) return { ...settled({ module, model, diagnostics }, options.warnings), derived: [] };
  const derived = deriveAll(model, options.accuracy);
  const answers = derived.map(({ canonical, ...one }) => ({ ...one, canonical: canonical.system }));
  const doubts = options.warnings === "off" ? [] : warnOfAnswers(model, answers, places);
  const read = settled({ module, model, diagnostics: inOrder([...diagnostics, ...doubts]) }, options.warnings);
  return { ...read, derived: read.model ? derived : [] };
}

/** Text → equations, with where they are written and all that can be said without an answer. */
function understand(source: string, options: ModelOptions): ReadModel & { readonly places?: Places } {
  const refusal = options.plan && planRefusal(options.plan);
  if (refusal !== undefined) throw new RangeError(refusal);
  const { module, diagnostics } = parse(source);
  if (!module || diagnostics.some(isError)) return { module: undefined, model: undefined, diagnostics };
  const { model, places, diagnostics: more } = check(module, { ...options, source });
  const doubts = model && options.warnings !== "off" ? warn(model, places) : [];
  return { module, model, places, diagnostics: [...diagnostics, ...inOrder([...more, ...doubts])] };
}

/** What is left of a file where its warnings are graded as the user wants them. */
function settled({ module, model, diagnostics }: ReadModel, warnings?: WarningMode): ReadModel {
  const all = graded(diagnostics, warnings);
  const isWrong = model === undefined || all.some(isError);
  return isWrong ? { module: undefined, model: undefined, diagnostics: all } : { module, model, diagnostics: all };
}

const isError = ({ severity }: Diagnostic): boolean => severity === "error";

/** The diagnostics as the user wants them. */
function graded(diagnostics: readonly Diagnostic[], warnings: WarningMode = "on"): readonly Diagnostic[] {
  const wanted = warnings === "off" ? diagnostics.filter(isError) : diagnostics;
  return wanted.map((one) => (warnings === "error" ? { ...one, severity: "error" as const } : one));
}

/** What one request becomes: the simplified system, as people read it, and the kernel, as it is lowered. */
export interface Derived {
  readonly request: Request;
  /** The model in canonical form, before differentiation. */
  readonly canonical: Simplified;
  /** The answer: for a gradient, forward equations, adjoints and gradients. */
  readonly answer: Kernel;
  /** The answer with every function spelled so that it cannot overflow. */
  readonly stable: Kernel;
  readonly firings: readonly Firing[];
}

/** What becomes of each request. */
export function deriveAll({ system, requests }: Model, accuracy?: Accuracy): Derived[] {
  const canonical = new Map<string, Simplified>();
  return requests.map((request) => {
    const form = canonical.get(request.of) ?? canonicalize(system, [request.of]);
    canonical.set(request.of, form);
    return deriveFrom(form, request, accuracy);
  });
}

export const derive = ({ system }: Model, request: Request, accuracy?: Accuracy): Derived =>
  deriveFrom(canonicalize(system, [request.of]), request, accuracy);

/** The passes in order: canonical form → flatten → differentiate → simplify → stabilize. */
function deriveFrom(canonical: Simplified, request: Request, accuracy?: Accuracy): Derived {
  const { simplified, outputs } =
    request.kind === "gradient" ? gradientOf(canonical, request, accuracy) : forwardOnly(canonical, request);
  const roots = outputs.map(({ equation }) => equation);
  return {
    request,
    canonical,
    answer: { request, system: simplified.system, outputs },
    stable: { request, system: stabilize(simplified.system, roots), outputs },
    firings: simplified.firings,
  };
}

interface Answer {
  readonly simplified: Simplified;
  readonly outputs: readonly Output[];
}

function gradientOf(canonical: Simplified, request: GradientRequest, accuracy?: Accuracy): Answer {
  const adjoint = differentiate(flatten(canonical.system), request.of, request.wrt);
  const gradients = adjoint.equations.filter(({ origin }) => origin.rule === "gradient");
  const outputs: Output[] = [
    { kind: "value", equation: request.of },
    ...gradients.map(({ name, origin }) => ({ kind: "gradient" as const, param: origin.of ?? name, equation: name })),
  ];
  const roots = outputs.map(({ equation }) => equation);
  return { simplified: simplify({ ...canonical, system: adjoint }, roots, accuracy), outputs };
}

function forwardOnly(canonical: Simplified, request: Exclude<Request, { kind: "gradient" }>): Answer {
  const kind = request.kind === "value" ? "value" : "array";
  return { simplified: simplify(canonical, [request.of]), outputs: [{ kind, equation: request.of }] };
}

/** What a request comes to when nothing is simplified: the formula as it was written, and its gradient. */
export function answerAsWritten({ system }: Model, request: Request): System {
  const written = prune(system, [request.of]);
  return request.kind === "gradient" ? differentiate(flatten(written), request.of, request.wrt) : written;
}

/** The formula as it was written, and how it changes as the parameters do. */
export const changeAsWritten = ({ system }: Model, { of, wrt }: GradientRequest): Pushforward =>
  pushforward(prune(system, [of]), wrt);

type GradientRequest = Extract<Request, { kind: "gradient" }>;

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

/** What the emitted module is written in. */
export type Language = "ts" | "js";

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
  readonly summary: { readonly gradients: number; readonly equations: number } | undefined;
}

/**
 * Compiles a model to the text of a module: the loss, its gradient and whatever else the file asks for. The same source
 * and options give the same text to the byte, on every machine. Never throws for what a user wrote.
 *
 * @param source the text of the `.nabla` file
 * @throws RangeError where the plan cannot be followed; `planRefusal` says so beforehand
 */
export async function compile(source: string, options: CompileOptions): Promise<CompileResult> {
  const { module, model, derived, diagnostics } = deriveModel(source, options);
  if (!module || !model) return { code: undefined, diagnostics, summary: undefined };
  const { programs, doubts } = lowerAll(derived, options);
  const all = [...diagnostics, ...doubts];
  if (doubts.some(isError)) return { code: undefined, diagnostics: all, summary: undefined };
  const { code, names } = await emitAll(model, derived, programs, { ...options, style: styleOf(module, model) });
  const written = await writtenIn(code, options.language);
  const lowered: Lowered = { module, model, derived, programs, names };
  const map = options.sourceMap && { map: await mapOf(source, written.code, lowered, options) };
  return { ...written, ...map, diagnostics: all, summary: summaryOf(derived) };
}

/** A model that has come as far as the text of its functions. */
interface Lowered {
  readonly module: Module;
  readonly model: Model;
  readonly derived: readonly Derived[];
  readonly programs: readonly Program[];
  /** What the functions of the programs are called. */
  readonly names: readonly string[];
}

async function writtenIn(code: string, language: Language = "ts"): Promise<{ code: string; declaration?: string }> {
  if (language === "ts") return { code };
  const { javaScriptOf } = await import("./emit/javascript.ts");
  return javaScriptOf(code);
}

async function mapOf(source: string, code: string, lowered: Lowered, options: CompileOptions): Promise<SourceMap> {
  const { derived, programs, names } = lowered;
  const { sourceMapOf } = await import("./emit/source-map.ts");
  const mapped = derived.map((one, at) => ({ program: programs[at]!, name: names[at]!, ...spansOf(lowered, one) }));
  const file = `${options.filename}.${options.language ?? "ts"}`;
  return sourceMapOf(code, mapped, { file, source: options.filename, text: source });
}

/**
 * Where what is computed for a request is written: an equation at the definition or function that has its name, an adjoint at
 * what it is the adjoint of, a gradient at its parameter, and whatever is the compiler's own at what was asked for.
 */
function spansOf(
  { module, model }: Lowered,
  { request, answer }: Derived,
): { whole: Span; spanOf: (equation: string) => Span } {
  const written = new Map(model.system.equations.map(({ name, origin }) => [name, origin.span]));
  for (const statement of module.statements) {
    if (statement.kind === "function") written.set(statement.name.name, statement.span);
    if (statement.kind !== "param" && statement.kind !== "data") continue;
    for (const { name, span } of statement.declared) written.set(name.name, span);
  }
  const whole = written.get(request.of) ?? { start: 0, end: 0 };
  const origins = new Map(answer.system.equations.map(({ name, origin }) => [name, origin]));
  const spanOf = (equation: string): Span => {
    const { rule, of = equation } = origins.get(equation) ?? {};
    // The δ of a sum inside an activation has the activation's name, and belongs to no equation.
    const named = rule === "adjoint" ? written.get(equation.replace(/^(delta|d)_/, "")) : undefined;
    return written.get(of) ?? named ?? whole;
  };
  return { whole, spanOf };
}

/** The loop nest of one request, each equation under its formula. */
export const lowerDerived = ({ stable }: Derived, { dtype = "f64", plan = {} }: LayoutOptions = {}): Program =>
  lower(stable, { dtype, formula: equationPrinter(stable.system), plan });

interface LayoutOptions extends Pick<ModelOptions, "plan" | "warnings"> {
  readonly dtype?: Dtype;
}

/** The loop nests of all requests, and what the plan asks for in vain. */
export function lowerAll(
  derived: readonly Derived[],
  options: LayoutOptions,
): { readonly programs: readonly Program[]; readonly doubts: readonly Diagnostic[] } {
  const programs = derived.map((one) => lowerDerived(one, options));
  const equations = derived.flatMap(({ stable }) => stable.system.equations);
  const symbols = new Map(equations.map((equation) => [equation.name, symbolOf(equation)]));
  const doubts = planDoubts(options.plan ?? {}, programs, (name) => symbols.get(name) ?? name);
  return { programs, doubts: graded(doubts, options.warnings) };
}

/** How the formulas of a file are written: as the file is, unless a notation is asked for. */
export function styleOf(module: Module, { system }: Model, notation?: Style["notation"]): Style {
  const axes = [...system.inputs, ...system.equations].map(
    (tensor) => [tensor.name, tensor.axes.map(({ name }) => name)] as const,
  );
  return styleFor(wholeDims(module, new Map(axes)), system, notation);
}

export interface EmitOptions extends Pick<CompileOptions, "filename" | "dtype"> {
  readonly style: Style;
}

/** The TypeScript module of a model that has come so far, and the names of its functions, one for each request. */
export async function emitAll(
  model: Model,
  derived: readonly Derived[],
  programs: readonly Program[],
  options: EmitOptions,
): Promise<{ readonly code: string; readonly names: readonly string[] }> {
  const { emitModule, functionNames } = await import("./emit/module.ts");
  const module = moduleOf(model, derived, programs, options);
  return { code: await emitModule(module), names: functionNames(module) };
}

function moduleOf(
  { system }: Model,
  derived: readonly Derived[],
  functions: readonly Program[],
  { filename, dtype = "f64", style }: EmitOptions,
): ProgramModule {
  const { dims, inputs } = system;
  return { name: stemOf(filename), dims, inputs, dtype, functions, comment: formulas(derived, system, style) };
}

/** `alsup` for `models/alsup.nabla` */
const stemOf = (filename: string): string => (filename.split(/[\\/]/).at(-1) ?? filename).replace(/\.nabla$/, "");

/** Where the formulas at the head of a module are broken. */
const headWidth = 110;

/** The equations of the largest answer, which contain those of the others mostly: gradients before values. */
function formulas(derived: readonly Derived[], written: System, style: Style): string[] {
  const gradients = derived.filter(({ request }) => request.kind === "gradient");
  const shown = gradients.length > 0 ? gradients : derived;
  return shown.flatMap(({ answer: { system } }) => {
    const notation = notationOf({ system, written, style });
    return system.equations.flatMap((equation) => {
      const { left, right, ranges } = notation.line(equation);
      const start = `${text(left)} = `;
      const over = ranges.map(({ index, dim }) => `${text(index)} ∈ ${dim}`).join(", ");
      const [first = "", ...more] = textLines(right, headWidth, { taken: start.length });
      return [`${start}${first}${more.length > 0 || over === "" ? "" : `    ${over}`}`, ...more];
    });
  });
}

const summaryOf = (derived: readonly Derived[]): NonNullable<CompileResult["summary"]> => ({
  gradients: derived.flatMap(({ answer }) => answer.outputs.filter(({ kind }) => kind === "gradient")).length,
  equations: Math.max(...derived.map(({ answer }) => answer.system.equations.length)),
});
