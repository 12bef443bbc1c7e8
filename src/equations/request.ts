/** What the user asks a model for; each request becomes one function of the emitted module. */
export type Request =
  /** The value of the scalar equation `of`. */
  | { readonly kind: "value"; readonly of: string }
  /** The value of the scalar equation `of` and its gradient for the parameters `wrt`. */
  | { readonly kind: "gradient"; readonly of: string; readonly wrt: readonly string[] }
  /** Every element of the equation `of`, which the user calls `name`. */
  | { readonly kind: "predict"; readonly of: string; readonly name: string };
