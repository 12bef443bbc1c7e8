import type { Request } from "./request.ts";
import type { System } from "./system.ts";

/** What the checked file says: the equations as the user wrote them, and what is asked for. */
export interface Model {
  readonly system: System;
  readonly requests: readonly Request[];
}

/** One function of the emitted module: the equations it computes, and what becomes of them. */
export interface Kernel {
  readonly request: Request;
  /** Nothing in it that the outputs do not need. */
  readonly system: System;
  readonly outputs: readonly Output[];
}

export type Output =
  /** A scalar equation that the function returns. */
  | { readonly kind: "value"; readonly equation: string }
  /** An equation with the axes of `param`, written to its gradient. */
  | { readonly kind: "gradient"; readonly param: string; readonly equation: string }
  /** An equation written to the caller's array. */
  | { readonly kind: "array"; readonly equation: string };
