/** The public API of nablac. */
export { compile, inspect } from "./pipeline.ts";
export type { CompileOptions, CompileResult, InspectResult } from "./pipeline.ts";
export type { Diagnostic, Severity, Span } from "./diagnostics/diagnostic.ts";
