/** Sizes, arrays by name, one array. */
export type LoadedArgument =
  Readonly<Record<string, number | Float64Array | Float32Array>> | Float64Array | Float32Array;

/** A module in memory whose model is not known to the types: each function by its name. */
export type LoadedModule = Readonly<Record<string, (...args: readonly LoadedArgument[]) => number>>;

/**
 * Runs the text of an emitted module, TypeScript or JavaScript, and gives what it exports. It is for tests and
 * notebooks: it needs `new Function`, which a content security policy without `unsafe-eval` forbids. An application
 * imports the emitted file.
 *
 * @typeParam Module what the module exports: `typeof import("./alsup.nabla.js")`, or an interface of what is called
 * @param code what `compile` gave, which is trusted: it runs with the rights of the caller
 */
export async function evaluate<Module = LoadedModule>(code: string): Promise<Module> {
  const { ts } = await import("ts-morph");
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const exports = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what was emitted is text, and this runs text anywhere
  const run = new Function("exports", outputText) as (into: object) => void;
  run(exports);
  return exports as Module;
}
