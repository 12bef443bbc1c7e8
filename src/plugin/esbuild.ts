import type { PluginOptions, SetupPlugin } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { PluginOptions, SetupPlugin } from "./options.ts";

/** The plugin for esbuild: `.nabla` files can be imported. See `docs/bundlers.md`. */
export default function nabla(options?: PluginOptions): SetupPlugin {
  return plugin.esbuild(options);
}
