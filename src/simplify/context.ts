import type { Firing } from "./rewrite.ts";

/** What the passes of one simplification share: the names that are taken, and the record of what fired. */
export interface Context {
  readonly taken: Set<string>;
  readonly firings: Firing[];
}
