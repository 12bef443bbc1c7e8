import type { CompileCommand } from "./command.ts";
import { loadConfig, settled, sizesOf, type LoadedConfig } from "./config.ts";
import { UsageError } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { ModelOptions } from "./options.ts";
import { Report } from "./report.ts";

/** Where a command is told to find its configuration: in that file, in none, or in the nearest one. */
export interface ConfigOption {
  readonly config?: string | boolean;
}

/** A compile command as it was given. */
export interface Asked {
  readonly files: readonly string[];
  readonly command: CompileCommand & ConfigOption;
}

/** What there is to compile, and how, the configuration considered. */
export interface Settings {
  readonly files: readonly string[];
  /** The folder that the names of files start from. */
  readonly from: string;
  readonly command: CompileCommand;
  readonly configFolder: string | undefined;
}

/**
 * The settings of a command; nothing, and reported, where the configuration cannot be used.
 *
 * @throws UsageError where neither names a file
 */
export async function settingsOf({ files, command }: Asked, io: Io): Promise<Settings | undefined> {
  const loaded = await configOf(command, io);
  if (loaded === "unusable") return undefined;
  const settings = { command: settled(command, loaded), configFolder: loaded?.folder };
  if (files.length > 0) return { ...settings, files, from: io.cwd };
  const { include = [] } = loaded?.config ?? {};
  if (include.length > 0 && loaded) return { ...settings, files: [include].flat(), from: loaded.folder };
  throw new UsageError("missing required argument 'file': name the models, or `include` them in a configuration");
}

/** What is said of a model by the flags of another command, or else by the configuration; as above where it cannot be used. */
export async function modelSettings<C extends ModelOptions & ConfigOption>(command: C, io: Io): Promise<C | undefined> {
  const loaded = await configOf(command, io);
  if (loaded === "unusable") return undefined;
  if (!loaded) return command;
  // The other settings are of outputs, which such a command has none of.
  const { dims, include: _, outDir: __, js: ___, declaration: ____, sourceMap: _____, ...config } = loaded.config;
  return { ...config, ...command, ...sizesOf(dims, command) };
}

async function configOf({ config, ...command }: ConfigOption & { format?: string }, io: Io): Promise<Loaded> {
  if (config === false) return undefined;
  const loaded = await loadConfig(typeof config === "string" ? config : undefined, io.cwd);
  if (!loaded || !("problems" in loaded)) return loaded;
  const report = new Report(io, command);
  report.diagnostics(loaded.problems, loaded.shown);
  report.tally();
  return "unusable";
}

type Loaded = LoadedConfig | undefined | "unusable";
