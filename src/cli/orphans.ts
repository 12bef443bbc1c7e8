import { join } from "node:path";
import { glob } from "tinyglobby";
import { diagnostic } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Place } from "./inputs.ts";
import { isOurs } from "./outputs.ts";
import { textOf } from "./put.ts";
import { show } from "./show.ts";

interface Looking {
  readonly places: readonly Place[];
  /** What is written, of this run. */
  readonly outputs: ReadonlySet<string>;
  readonly outDir: string | undefined;
}

/** Outputs whose models are gone: in the folders that were asked for, or in the one that the outputs go to. */
export async function orphans({ places, outputs, outDir }: Looking): Promise<readonly string[]> {
  const folders = places.flatMap((place) => (place.kind === "folder" ? [place.path] : []));
  const searched = folders.length > 0 && outDir !== undefined ? [outDir] : folders;
  const found = new Set((await Promise.all(searched.map(outputsIn))).flat());
  const gone: string[] = [];
  for (const path of [...found].sort()) {
    const text = outputs.has(path) ? undefined : await textOf(path);
    if (text !== undefined && text !== "" && isOurs(path, text)) gone.push(path);
  }
  return gone;
}

/** What is said of an output whose model is gone. */
export const orphan = (path: string, cwd: string): Diagnostic =>
  diagnostic("E0509", `\`${show(path, cwd)}\` is the output of a model that is gone`, { repairs: ["remove it"] });

async function outputsIn(folder: string): Promise<string[]> {
  const files = await glob(["**/*.nabla.ts", "**/*.nabla.js"], {
    cwd: folder,
    ignore: ["**/node_modules/**"],
  }).catch(() => []);
  return files.map((file) => join(folder, file));
}
