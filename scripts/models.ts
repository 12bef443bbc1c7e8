/**
 * Compiles every model of examples/ into generated/models/, at the same path; with `--check`, fails unless what is
 * there is what comes out, no file more and none less.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderDiagnostic } from "../src/diagnostics/render.ts";
import { compile } from "../src/index.ts";

const examples = fileURLToPath(new URL("../examples", import.meta.url));
const generated = fileURLToPath(new URL("../generated/models", import.meta.url));
const check = process.argv.includes("--check");

const stale: string[] = [];
const expected = new Set<string>();

for (const model of filesUnder(examples, ".nabla")) {
  const source = readFileSync(join(examples, model), "utf8");
  const { code, diagnostics } = await compile(source, {
    filename: basename(model),
  });
  for (const diagnostic of diagnostics)
    console.error(renderDiagnostic(diagnostic, { file: `examples/${model}`, source }));
  expected.add(`${model}.ts`);
  if (code === undefined) process.exitCode = 1;
  else bring(`${model}.ts`, code);
}

for (const orphan of filesUnder(generated, ".ts").filter((file) => !expected.has(file))) {
  stale.push(`generated/models/${orphan} has no model in examples/`);
  if (!check) rmSync(join(generated, orphan));
}

if (check && stale.length > 0) {
  console.error(`${stale.join("\n")}\nnpm run generate brings them up to date`);
  process.exitCode = 1;
}

/** Writes the output where it differs, or says that it does. */
function bring(file: string, code: string): void {
  const path = join(generated, file);
  const before = existsSync(path) ? readFileSync(path, "utf8") : undefined;
  if (before === code) return;
  stale.push(before === undefined ? `generated/models/${file} is missing` : firstDifference(file, before, code));
  if (check) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, code);
}

function firstDifference(file: string, before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const line = now.findIndex((text, number) => text !== old[number]);
  const at = line < 0 ? now.length : line;
  return `generated/models/${file} differs from line ${at + 1} on:\n- ${old[at] ?? ""}\n+ ${now[at] ?? ""}`;
}

/** The files below a folder with this ending, with `/`, in one order on every machine. */
function filesUnder(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  return all.filter((file) => file.endsWith(ending)).sort();
}
