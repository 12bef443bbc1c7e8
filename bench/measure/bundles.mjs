// What an application ships: each contestant bundled and minified by esbuild, plain and compressed.
import { builtinModules } from "node:module";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { wasmFiles } from "../contestants/bundled.mjs";
import { emittedFile } from "../contestants/emitted.mjs";
import { cellNamed } from "../cells/find.mjs";

const bench = fileURLToPath(new URL("..", import.meta.url));

/** Outputs that are there once the entry is loaded; what it may import later does not count. */
function loadedAtOnce(outputs, entry) {
  const found = new Set();
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    outputs[file].imports.filter(({ kind, external }) => kind === "import-statement" && !external).forEach((one) => visit(one.path)); // prettier-ignore
  };
  visit(entry);
  return found;
}

async function bundled(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: { entry },
    absWorkingDir: bench,
    outdir: "out",
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    mainFields: ["browser", "module", "main"],
    external: ["node:*", ...builtinModules],
    metafile: true,
    write: false,
    logLevel: "error",
  });
  const loaded = loadedAtOnce(metafile.outputs, "out/entry.js");
  const parts = outputFiles.filter(({ path: file }) => loaded.has(path.relative(bench, file)));
  return Buffer.concat(parts.map(({ contents }) => contents));
}

const sizes = (bytes) => ({ minified: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length });

/** The cells whose emitted code is bundled. */
export const bundledCells = ["A-medium", "A-tiny16", "B-mnist", "C-128"];

const emitted = (name) => emittedFile(cellNamed(name), "f64");

const entries = () => [
  { title: "nablac, A", entry: emitted("A-medium") },
  { title: "nablac, A-tiny16", entry: emitted("A-tiny16") },
  { title: "nablac, B", entry: emitted("B-mnist") },
  { title: "nablac, C", entry: emitted("C-128") },
  { title: "naive loops, A", entry: "hand/naive/A.mjs" },
  { title: "register-blocked, A", entry: "hand/blocked/A.mjs" },
  { title: "TensorFlow.js cpu", entry: "contestants/tensorflow-cpu.mjs" },
  { title: "TensorFlow.js wasm", entry: "contestants/tensorflow-wasm.mjs", beside: wasmFiles[1] },
  { title: "jax-js", entry: "contestants/jax.mjs" },
  { title: "brain.js", entry: "contestants/brain.mjs" },
  { title: "synaptic", entry: "contestants/synaptic.mjs" },
];

/** Bytes of each, and of the WebAssembly that is loaded beside it. */
export const bundles = () =>
  Promise.all(
    entries().map(async ({ title, entry, beside }) => {
      const code = sizes(await bundled(path.resolve(bench, entry)));
      return { title, ...code, ...(beside && { beside: sizes(readFileSync(beside)) }) };
    }),
  );
