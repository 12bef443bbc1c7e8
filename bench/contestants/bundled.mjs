// Contestants that have to be bundled before Node can load them.
import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "dist", "bundled");

export const bundleOf = (module) => pathToFileURL(path.join(out, `${module}.cjs`)).href;

/** The files that TensorFlow.js looks for beside the script. */
export const wasmFiles = ["", "-simd", "-threaded-simd"].map((kind) =>
  createRequire(import.meta.url).resolve(`@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm${kind}.wasm`),
);

export async function bundle(module) {
  const { build } = await import("esbuild");
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: [path.join(here, `${module}.mjs`)],
    outfile: path.join(out, `${module}.cjs`),
    bundle: true,
    format: "cjs",
    platform: "node",
    mainFields: ["module", "main"],
    logLevel: "error",
  });
  for (const file of wasmFiles) copyFileSync(file, path.join(out, path.basename(file)));
}
