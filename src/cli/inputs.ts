import { realpath, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { show } from "./show.ts";

/** A file to compile. */
export interface Input {
  /** Absolute; `-` for standard input. */
  readonly path: string;
  /** The folder whose structure is kept below `--out-dir`. */
  readonly base: string;
}

/** What stands for standard input. */
export const standardInput = "-";

/** What names files: one, all models below a folder, or those that a pattern matches. */
export type Place =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "pattern"; readonly base: string; readonly pattern: string }
  | { readonly kind: "standard input" };

export interface Found {
  readonly places: readonly Place[];
  /** In the order of the arguments, and in that of their paths where one argument names several; none twice. */
  readonly inputs: readonly Input[];
  readonly problems: readonly { readonly shown: string; readonly problem: Diagnostic }[];
}

/** The files that arguments stand for, from a folder on. What has a name of its own is that file, whatever a pattern would make of it. */
export async function findInputs(args: readonly string[], from: string, cwd: string): Promise<Found> {
  const places = await Promise.all(args.map((argument) => placeOf(argument, from)));
  const inputs = new Map<string, Input>();
  const problems: Found["problems"][number][] = [];
  for (const [at, place] of places.entries()) {
    const found = await inputsIn(place);
    if (found.length === 0) problems.push(nothingIn(place, show(resolve(from, args[at]!), cwd)));
    for (const input of found) if (!inputs.has(input.path)) inputs.set(input.path, input);
  }
  return { places, inputs: [...inputs.values()], problems };
}

async function placeOf(argument: string, from: string): Promise<Place> {
  if (argument === standardInput) return { kind: "standard input" };
  const path = resolve(from, argument);
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return { kind: "folder", path };
  if (there || !isDynamicPattern(argument)) return { kind: "file", path };
  const parts = argument.split("/");
  const fixed = parts.findIndex((part) => isDynamicPattern(part));
  return {
    kind: "pattern",
    base: resolve(from, parts.slice(0, fixed).join("/") || (argument.startsWith("/") ? "/" : ".")),
    pattern: parts.slice(fixed).join("/"),
  };
}

async function inputsIn(place: Place): Promise<readonly Input[]> {
  if (place.kind === "standard input") return [{ path: standardInput, base: "" }];
  if (place.kind === "file") return [{ path: place.path, base: dirname(place.path) }];
  const [base, pattern] = place.kind === "folder" ? [place.path, "**/*.nabla"] : [place.base, place.pattern];
  const files = await modelsIn(base, pattern);
  return files.map((file) => ({ path: join(base, file), base }));
}

/** Links are followed; a folder to which several ways lead, or a circle of them, is gone through once. */
async function modelsIn(base: string, pattern: string): Promise<readonly string[]> {
  const files = await glob(pattern, { cwd: base, ignore: ["**/node_modules/**"], expandDirectories: false });
  const models = files.filter((file) => file.endsWith(".nabla")).sort();
  const ways = new Map<string, string>();
  for (const folder of [...new Set(models.map((file) => dirname(file)))].sort(byDepth)) {
    const real = await realpath(join(base, folder));
    if (!ways.has(real)) ways.set(real, folder);
  }
  const first = new Set(ways.values());
  return models.filter((file) => first.has(dirname(file)));
}

const byDepth = (a: string, b: string): number => a.split("/").length - b.split("/").length || (a < b ? -1 : 1);

function nothingIn(place: Place, shown: string): Found["problems"][number] {
  const message =
    place.kind === "folder" ? `there is no model in the folder \`${shown}\`` : `no model matches \`${shown}\``;
  const repairs = ["models are files that end in `.nabla`; those in `node_modules` and in hidden folders are left out"];
  return { shown, problem: diagnostic("E0501", message, { repairs }) };
}
