/** The public API of nablac. */
export { compile } from "./pipeline.ts";
export { accuracies, warningModes } from "./pipeline.ts";
export type { Accuracy, CompileOptions, CompileResult, WarningMode } from "./pipeline.ts";
export { format } from "./format/format.ts";
export type { FormatResult } from "./format/format.ts";
export { planRefusal } from "./program/plan.ts";
export type { Plan } from "./program/plan.ts";
export { inspect } from "./inspect/inspect.ts";
export type { InspectResult } from "./inspect/inspect.ts";
export { formats, inspectRefusal, stages } from "./inspect/options.ts";
export type { Format, InspectOptions } from "./inspect/options.ts";
export type { InspectJson } from "./inspect/json.ts";
export type { Report } from "./inspect/report.ts";
export { check } from "./verification/check.ts";
export type { CheckOptions, CheckResult } from "./verification/check.ts";
export type { CheckReport } from "./verification/report.ts";
export type { Diagnostic, Severity, Span } from "./diagnostics/diagnostic.ts";
