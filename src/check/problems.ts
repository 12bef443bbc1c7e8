import { catalogue, type DiagnosticCode } from "../diagnostics/catalogue.ts";
import { Diagnostics, type DiagnosticDetails } from "../diagnostics/collector.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { positionOf } from "../diagnostics/position.ts";

const LONGEST_QUOTE = 40;

/** After so many errors the rest is not told. */
const ERROR_LIMIT = 100;

/** The text that spans are about. */
export interface SourceText {
  slice(start: number, end: number): string;
  /** From 1. */
  lineOf(offset: number): number;
}

/** A text as it stands. */
const written = (source: string): SourceText => ({
  slice: (start, end) => source.slice(start, end),
  lineOf: (offset) => positionOf(source, offset).line,
});

/**
 * The problems found in a file. A function's body is elaborated wherever the function is applied, so that a problem
 * in it turns up again and again: each is kept once for its place.
 */
export class Problems {
  readonly #collected = new Diagnostics();
  readonly #places = new Set<string>();
  readonly #source: SourceText | undefined;
  #errors = 0;

  constructor(source: string | SourceText | undefined) {
    this.#source = typeof source === "string" ? written(source) : source;
  }

  report(code: DiagnosticCode, message: string, details: DiagnosticDetails = {}): void {
    const { span } = details;
    const place = span ? `${code} ${span.start} ${span.end}` : `${code} ${message}`;
    if (this.#places.has(place)) return;
    this.#places.add(place);
    if (catalogue[code].severity === "error" && ++this.#errors >= ERROR_LIMIT) {
      if (this.#errors === ERROR_LIMIT)
        this.#collected.report(
          "E0119",
          `there are at least ${ERROR_LIMIT} problems; the rest is not told`,
          details.span ? { span: details.span } : {},
        );
      return;
    }
    this.#collected.report(code, message, details);
  }

  get all(): readonly Diagnostic[] {
    return this.#collected.all;
  }

  get hasErrors(): boolean {
    return this.#collected.hasErrors;
  }

  /** Whether more would not be told, so that it is not worth finding out. */
  get full(): boolean {
    return this.#errors >= ERROR_LIMIT;
  }

  /** ` on line 3`, or nothing where the text of the file is not known. */
  line({ start }: Span): string {
    return this.#source === undefined || this.full ? "" : ` on line ${this.#source.lineOf(start)}`;
  }

  /** What the user wrote there, where that is short enough to repeat. */
  quote({ start, end }: Span): string | undefined {
    const text = this.#source?.slice(start, end);
    return text === undefined || text.length > LONGEST_QUOTE || /[\n\r]|\/[/*]/.test(text) ? undefined : text;
  }
}
