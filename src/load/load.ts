import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../diagnostics/render.ts";
import { compile, type CompileOptions } from "../pipeline.ts";
import { evaluate, type LoadedModule } from "./evaluate.ts";

/** The options of `compile`, of which none is needed. */
export type LoadOptions = Partial<CompileOptions>;

/** A model that cannot be loaded. Its message shows each error at its place in the text. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  /** The errors, and the warnings before and after them. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(source: string, file: string, diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    super(errors.map((error) => renderDiagnostic(error, { file, source })).join("\n\n"));
    this.diagnostics = diagnostics;
  }
}

/**
 * Compiles a model and gives the functions of the module, in memory: for tests and notebooks, where there is no file to
 * import. Like `evaluate` it needs `new Function`. Warnings are not told, unless `warnings: "error"` makes errors of them.
 *
 * @typeParam Module what the module exports: `typeof import("./alsup.nabla.js")`, or an interface of what is called
 * @throws ModelError where there is an error in the model
 */
export async function load<Module = LoadedModule>(source: string, options: LoadOptions = {}): Promise<Module> {
  const { filename = "model.nabla" } = options;
  const { code, diagnostics } = await compile(source, { ...options, filename });
  if (code === undefined) throw new ModelError(source, filename, diagnostics);
  return evaluate<Module>(code);
}
