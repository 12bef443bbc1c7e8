import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../equations/kernel.ts";
import type { Request } from "../equations/request.ts";
import type { System } from "../equations/system.ts";
import { Budget, workOf } from "../equations/work.ts";
import {
  answerAsWritten,
  changeAsWritten,
  deriveModel,
  emitAll,
  lowerAll,
  styleOf,
  type CompileOptions,
} from "../pipeline.ts";
import { readGiven, nothingGiven, type Given } from "./given.ts";
import { GradientCheck, type Surroundings, type Written } from "./gradient.ts";
import { EmittedModule, type CompiledFunction } from "./module.ts";
import { pointAt, type SeededPoint } from "./points.ts";
import type { CheckReport, FunctionReport } from "./report.ts";
import { checkText } from "./text.ts";
import { checkValues } from "./value.ts";

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

/** In additions of decimals: some ten seconds. */
const budget = 5e5;

/** The same for what only decimals can settle: what is left then is held against double precision. */
const reserve = 5e5;

/** In additions of the reference evaluator: so many points are looked at, but two in any case. */
const pointBudget = 2e7;

/**
 * Compiles a model, runs the emitted functions at random and at given points, and holds values and gradients against
 * the formula as it was written: evaluated, differentiated in either mode, and by differences in decimals. Never throws
 * for what a user wrote. It runs what was emitted, which needs `new Function`.
 */
export async function check(source: string, options: CheckOptions = {}): Promise<CheckResult> {
  const { module, model, derived, diagnostics } = deriveModel(source, options);
  if (!module || !model) return { ok: false, diagnostics, report: undefined, text: "" };
  const { given, diagnostics: misfits } =
    options.data === undefined ? { given: nothingGiven, diagnostics: [] } : readGiven(options.data, model.system);
  const all = [...diagnostics, ...misfits];
  if (misfits.length > 0) return { ok: false, diagnostics: all, report: undefined, text: "" };
  const { filename = "model.nabla", dtype = "f64" } = options;
  const { programs, doubts } = lowerAll(derived, { ...options, dtype });
  if (doubts.some(({ severity }) => severity === "error")) {
    return { ok: false, diagnostics: [...all, ...doubts], report: undefined, text: "" };
  }
  const emitting = { filename, dtype, style: styleOf(module, model) };
  const { code, names } = await emitAll(model, derived, programs, emitting);
  const functions = derived.map(({ stable }, at): CompiledFunction => ({ name: names[at] ?? "", kernel: stable }));
  const report = await checkCode(code, functions, model, { ...options, filename, dtype, given });
  return { ok: report.ok, diagnostics: [...all, ...doubts], report, text: checkText(report) };
}

interface Settings extends Omit<CheckOptions, "data"> {
  readonly filename: string;
  readonly dtype: "f64" | "f32";
  readonly given: Given;
}

/** Holds code that was emitted for a model against the model. */
export async function checkCode(
  code: string,
  functions: readonly CompiledFunction[],
  model: Model,
  settings: Settings,
): Promise<CheckReport> {
  const { filename, dtype, given, samples = 20, seed = 1 } = settings;
  const tolerance = settings.tolerance ?? (dtype === "f64" ? 1e-9 : 1e-4);
  const module = await EmittedModule.load(code, model.system, dtype);
  const doubt = Math.min(tolerance, dtype === "f64" ? 1e-13 : 1e-6);
  const around: Surroundings = { module, tolerance, doubt, budget: new Budget(budget), reserve: new Budget(reserve) };
  // Where everything is given there is one point.
  const isWhole = model.system.inputs.every(({ name }) => given.inputs.has(name));
  const most = isWhole && given.inputs.size > 0 ? 1 : samples;
  const reports = functions.map((compiled): FunctionReport => {
    const { request } = compiled.kernel;
    const formula = answerAsWritten(model, { kind: "value", of: request.of });
    const points = pointsOf(formula, request.of, { given, most, seed });
    if (request.kind !== "gradient") return checkValues(compiled, formula, points, around);
    const checking = new GradientCheck(compiled, request, writtenOf(model, request), around);
    for (const point of points) checking.at(point);
    return checking.finish();
  });
  const ok = reports.every(({ quantities }) => quantities.every(({ wrong }) => wrong === 0));
  return { file: filename, dtype, seed, tolerance, ok, functions: reports };
}

/** As many points as there is time for. */
function pointsOf(
  formula: System,
  of: string,
  { given, most, seed }: { given: Given; most: number; seed: number },
): SeededPoint[] {
  const points: SeededPoint[] = [];
  let left = pointBudget;
  for (let at = 0; at < most && (left > 0 || at < 2); at++) {
    const point = pointAt(formula, [of], given, seed + at);
    // Its adjoints and its tangents take about five times as long as the formula.
    left -= 5 * workOf(formula, point.point.sizes);
    points.push(point);
  }
  return points;
}

function writtenOf(model: Model, request: Extract<Request, { kind: "gradient" }>): Written {
  const reverse = answerAsWritten(model, request);
  const gradients = reverse.equations.flatMap(({ name, origin }) =>
    origin.rule === "gradient" && origin.of !== undefined ? [[origin.of, name] as const] : [],
  );
  const { system: forward, tangents } = changeAsWritten(model, request);
  const formula = answerAsWritten(model, { kind: "value", of: request.of });
  return { formula, reverse, gradients: new Map(gradients), forward, tangents };
}
