import type { Severity } from "../diagnostic.ts";

/** What is known of a diagnostic before it happens: one row of the catalogue. */
export interface CatalogueRow {
  readonly severity: Severity;
  /** The kind of problem, as a heading. */
  readonly title: string;
  /** A short paragraph: why it is a problem and what to do. */
  readonly explanation: string;
}
