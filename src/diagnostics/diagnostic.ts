/** A half-open range of character offsets into the text of one file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** With an error there is no output; with a warning there is. */
export type Severity = "error" | "warning";

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
