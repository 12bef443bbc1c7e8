import type { ModelOptions } from "./options.ts";
import type { TargetOptions } from "./targets.ts";

/** What `nablac compile` is told, by flags or by a configuration. */
export interface CompileCommand extends ModelOptions, TargetOptions {
  readonly dtype?: "f64" | "f32";
  /** With `js`: whether the types are written beside the module (they are). */
  readonly declaration?: boolean;
  readonly sourceMap?: boolean;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly quiet?: boolean;
  readonly format?: "text" | "json";
}
