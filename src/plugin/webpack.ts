import type { CompilerPlugin, PluginOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { CompilerPlugin, PluginOptions } from "./options.ts";

/** The plugin for webpack: `.nabla` files can be imported. See `docs/bundlers.md`. */
export default function nabla(options?: PluginOptions): CompilerPlugin {
  return plugin.webpack(options);
}
