import type { HookPlugin, PluginOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { HookPlugin, PluginOptions } from "./options.ts";

/** The plugin for rollup: `.nabla` files can be imported. See `docs/bundlers.md`. */
export default function nabla(options?: PluginOptions): HookPlugin {
  return plugin.rollup(options);
}
