import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { configProblems, type Config } from "../config.ts";
import * as nablac from "../index.ts";
import type { CompileCommand } from "./command.ts";
import type { ModelOptions } from "./options.ts";
import { systemReason } from "./system-reason.ts";
import { show } from "./show.ts";

const fileNames = ["ts", "mts", "js", "mjs", "json"].map((ending) => `nablac.config.${ending}`);

/** A configuration file, and the folder that its paths are relative to. */
export interface LoadedConfig {
  readonly path: string;
  readonly folder: string;
  readonly config: Config;
}

/** What is wrong with a configuration file. */
export interface ConfigProblem {
  readonly shown: string;
  readonly problems: readonly Diagnostic[];
}

/** Whether a file of this name, anywhere, is a configuration. */
export const isConfigName = (name: string): boolean => fileNames.includes(name);

/** The configuration of a project: the file that is named, or the nearest one up to the folder of a `package.json`. */
export async function loadConfig(
  named: string | undefined,
  cwd: string,
): Promise<LoadedConfig | ConfigProblem | undefined> {
  const path = named === undefined ? await nearest(cwd) : resolve(cwd, named);
  if (path === undefined) return undefined;
  const shown = show(path, cwd);
  const loaded = await read(path, shown);
  if ("problem" in loaded) return { shown, problems: [loaded.problem] };
  const problems = configProblems(loaded.value, shown);
  if (problems.length > 0) return { shown, problems };
  return { path, folder: dirname(path), config: loaded.value as Config };
}

async function nearest(from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const name of fileNames) if (await isFile(join(folder, name))) return join(folder, name);
    if ((await isFile(join(folder, "package.json"))) || dirname(folder) === folder) return undefined;
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (there) => there.isFile(),
    () => false,
  );

async function read(path: string, shown: string): Promise<{ value: unknown } | { problem: Diagnostic }> {
  try {
    const text = await readFile(path, "utf8");
    return { value: path.endsWith(".json") ? JSON.parse(text.replace(/^\uFEFF/, "")) : await evaluated(path) };
  } catch (error) {
    const reason = reasonOf(error).split("\n")[0] ?? "";
    return { problem: diagnostic("E0510", `cannot use the configuration \`${shown}\``, { notes: [reason] }) };
  }
}

/** jiti runs TypeScript on every version of Node.js; `nablac` is this package, also where it is not installed. */
async function evaluated(path: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(path, { fsCache: false, moduleCache: false, virtualModules: { nablac } });
  const exported = await jiti.import<Record<string, unknown>>(path);
  if (!("default" in exported)) throw new Error("it has no default export");
  return exported["default"];
}

/** A system's error in words, and what the configuration itself throws in its own. */
function reasonOf(error: unknown): string {
  try {
    return systemReason(error).reason;
  } catch {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a command is told by its flags, and where they are silent by the configuration. */
export function settled<C extends CompileCommand>(command: C, loaded: LoadedConfig | undefined): C {
  if (!loaded) return command;
  const { include: _, dims, outDir, ...config } = loaded.config;
  const goesElsewhere = command.output !== undefined || command.stdout;
  return {
    ...config,
    ...(outDir !== undefined && !goesElsewhere && { outDir: resolve(loaded.folder, outDir) }),
    ...command,
    ...sizesOf(dims, command),
  };
}

/** The sizes of a configuration and of a command, whose own win; nothing where there are none. */
export function sizesOf(dims: Config["dims"], { dim }: ModelOptions): Pick<ModelOptions, "dim"> {
  const sizes = { ...dims, ...dim };
  return Object.keys(sizes).length > 0 ? { dim: sizes } : {};
}
