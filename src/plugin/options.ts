import type { CompileOptions } from "../index.ts";

/** What the plugin may be told: how models are compiled, and whether their types are written. */
export interface PluginOptions extends Omit<CompileOptions, "filename" | "language" | "sourceMap"> {
  /**
   * Writes `model.d.nabla.ts` beside each `model.nabla`, which TypeScript reads where `allowArbitraryExtensions` is on
   * (not where absent). What has not changed is not written again.
   */
  readonly types?: boolean;
}

// The bundlers' own types are not named: whoever has one of them would need the others to read these declarations.

/** A plugin for vite, rollup or rolldown. */
export interface HookPlugin {
  readonly name: string;
}

/** A plugin for esbuild. */
export interface SetupPlugin {
  readonly name: string;
  setup(build: unknown): void | Promise<void>;
}

/** A plugin for webpack or rspack. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- webpack's type has an index signature, which no interface fits
export type CompilerPlugin = {
  apply(compiler: unknown): void;
};
