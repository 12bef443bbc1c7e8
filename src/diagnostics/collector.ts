import { catalogue, type DiagnosticCode } from "./catalogue.ts";
import type { Diagnostic, Span } from "./diagnostic.ts";

/** What a diagnostic may have beside its code and its message. */
export interface DiagnosticDetails {
  readonly span?: Span;
  readonly notes?: readonly string[];
  readonly repairs?: readonly string[];
}

/** A diagnostic of the catalogue; its severity is the row's. */
export function diagnostic(code: DiagnosticCode, message: string, details: DiagnosticDetails = {}): Diagnostic {
  const { span, notes = [], repairs = [] } = details;
  return { code, severity: catalogue[code].severity, message, ...(span && { span }), notes, repairs };
}

/** In the order of the text; what has no place in the text comes first. */
export const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  diagnostics.toSorted((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));

/** Collects the problems of a stage, so that all of them are reported and not the first alone. */
export class Diagnostics {
  readonly #reported: Diagnostic[] = [];

  report(code: DiagnosticCode, message: string, details?: DiagnosticDetails): void {
    this.#reported.push(diagnostic(code, message, details));
  }

  add(reported: Diagnostic): void {
    this.#reported.push(reported);
  }

  /** All that was reported, in the order of the text. */
  get all(): readonly Diagnostic[] {
    return inOrder(this.#reported);
  }

  get count(): number {
    return this.#reported.length;
  }

  get hasErrors(): boolean {
    return this.#reported.some(({ severity }) => severity === "error");
  }
}
