import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createUnplugin, type UnpluginBuildContext, type UnpluginContext } from "unplugin";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { compile, type CompileResult } from "../index.ts";
import { decode } from "../parse/decode.ts";
import { writeAtomically } from "../util/atomic-write.ts";
import { messageOf, type Message } from "./message.ts";
import type { CompilerPlugin, HookPlugin, PluginOptions, SetupPlugin } from "./options.ts";

type Context = UnpluginBuildContext & UnpluginContext;

/** Bundlers that show the lines around a problem themselves, where they are given them. */
const drawers: readonly string[] = ["vite", "rollup", "rolldown"];

/** The plugin in the form of each bundler. */
interface Plugins {
  readonly esbuild: (options?: PluginOptions) => SetupPlugin;
  readonly rolldown: (options?: PluginOptions) => HookPlugin;
  readonly rollup: (options?: PluginOptions) => HookPlugin;
  readonly rspack: (options?: PluginOptions) => CompilerPlugin;
  readonly vite: (options?: PluginOptions) => HookPlugin;
  readonly webpack: (options?: PluginOptions) => CompilerPlugin;
}

/** Compiles each `.nabla` file that is imported. A model imports nothing: its module depends on its file alone. */
export const plugin: Plugins = createUnplugin<PluginOptions | undefined, false>(
  ({ types = false, ...options } = {}, { framework }: { readonly framework: string }) => ({
    name: "nablac",
    enforce: "pre",
    load: {
      // With a query, such as vite's `?raw`, it is not the module that is asked for.
      filter: { id: /\.nabla$/ },
      handler(id: string) {
        // esbuild watches what it has read itself.
        if (framework === "esbuild") this.addWatchFile(id);
        return load(this, id, { types, options, drawsFrames: drawers.includes(framework) });
      },
    },
  }),
);

interface Settings {
  readonly types: boolean;
  readonly options: Omit<PluginOptions, "types">;
  readonly drawsFrames: boolean;
}

/** The module of a model. It is read here and not by the bundler, which takes every file for text. */
async function load(context: Context, id: string, { types, options, drawsFrames }: Settings) {
  const { source, diagnostics, code, declaration, map } = await compileFile(id, options);
  const told = (problems: readonly Diagnostic[]): Message => messageOf(problems, { id, source }, drawsFrames);
  for (const warning of of("warning", diagnostics)) context.warn(told([warning]));
  if (code === undefined || map === undefined) return refused(context, told(of("error", diagnostics)));
  if (types && declaration !== undefined) await bring(id.replace(/\.nabla$/, ".d.nabla.ts"), declaration);
  return { code, map: { ...map, names: [...map.names], sources: [...map.sources] } };
}

const of = (severity: Diagnostic["severity"], diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  diagnostics.filter((one) => one.severity === severity);

interface CompiledFile extends Partial<CompileResult> {
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What came of a file, which may not even be text. */
async function compileFile(id: string, options: Omit<PluginOptions, "types">): Promise<CompiledFile> {
  const read = decode(await readFile(id));
  if ("problem" in read) return { source: "", diagnostics: [read.problem] };
  const { source } = read;
  const compiled = await compile(source, { ...options, filename: basename(id), language: "js", sourceMap: true });
  return { source, ...compiled };
}

/**
 * Tells the errors, at which most bundlers stop. Others take a module all the same, and would go on to miss what it does
 * not export; of one that only throws they know nothing.
 */
function refused(context: Context, message: Message): string {
  context.error(message);
  return `throw new Error(${JSON.stringify(message.message)});\n`;
}

/** Writes a file, unless this is what is there. */
async function bring(path: string, text: string): Promise<void> {
  const before = await readFile(path, "utf8").catch(() => undefined);
  if (before !== text) await writeAtomically(path, text);
}
