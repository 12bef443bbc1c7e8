import { readFile } from "node:fs/promises";
import { compile, evaluate, inspect } from "../../src/index.ts";

/** What a module emitted for `loss` and `predict(f)` exports, whatever the network. */
export interface EmittedModule<Sizes, Params, Data> {
  lossAndGradient(sizes: Sizes, params: Params, data: Data, grad: Params, work: Float64Array): number;
  loss(sizes: Sizes, params: Params, data: Data, work: Float64Array): number;
  predict(
    sizes: Sizes,
    params: Params,
    data: Pick<Data, keyof Data & "x">,
    out: Float64Array,
    work: Float64Array,
  ): void;
  predictLength(sizes: Sizes): number;
  workLength(sizes: Sizes): number;
  paramViews(sizes: Sizes, flat: Float64Array): Params;
}

/** A model as it was written, what the compiler made of it, and that same text as functions that can be called. */
export interface CompiledModel<Module> {
  readonly source: string;
  /** What `nablac inspect` prints. */
  readonly formulas: string;
  readonly code: string;
  readonly seconds: number;
  readonly module: Module;
}

const requests = "\nemit gradient(loss), value(loss), predict(f)\n";

/** Compiles a model whose network is called f, with its prediction beside the loss. */
export async function compileModel<Module>(path: URL): Promise<CompiledModel<Module>> {
  const source = await readFile(path, "utf8");
  const filename = path.pathname.split("/").at(-1) ?? "model.nabla";
  const start = performance.now();
  const { code, diagnostics } = await compile(source + requests, { filename });
  const seconds = (performance.now() - start) / 1000;
  const { output } = await inspect(source, { filename });
  if (code === undefined || output === undefined) {
    throw new Error(diagnostics.map(({ message }) => `${filename}: ${message}`).join("\n"));
  }
  return { source, formulas: output, code, seconds, module: await evaluate<Module>(code) };
}
