// What nablac emits for a cell, as JavaScript in a file of its own below dist/.
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { networks, parameterCount } from "../cells/networks.mjs";

const bench = fileURLToPath(new URL("..", import.meta.url));

/** Below this many parameters the sizes are fixed when compiling, as a user with a tiny network would. */
const tiny = 200;

export const sizesAreFixed = (cell) => parameterCount(cell) < tiny;

/** The sizes that are dimensions of the model: a number of layers is not. */
export const dimensions = ({ sizes: { layers: _, ...dims } }) => dims;

/** Where the code for a cell is: once for all sizes that are open. */
export const emittedFile = (cell, dtype) => {
  const fixed = sizesAreFixed(cell) ? Object.entries(dimensions(cell)).map(([name, size]) => `-${name}${size}`) : [];
  const layers = cell.sizes.layers ?? "";
  return path.join(bench, "dist", "emitted", `${cell.network}${layers}${fixed.join("")}-${dtype}.mjs`);
};

/** Compiles the model of a cell in a process of its own, so that what is measured shares no heap with the compiler. */
export function emit(cell, dtype) {
  const file = emittedFile(cell, dtype);
  const fixed = sizesAreFixed(cell) ? dimensions(cell) : {};
  const code = execFileSync(
    process.execPath,
    [path.join(bench, "emit.mjs"), dtype, ...Object.entries(fixed).map(([name, size]) => `${name}=${size}`)],
    { input: networks[cell.network].model(cell.sizes), encoding: "utf8", maxBuffer: 1 << 26 },
  );
  mkdirSync(path.dirname(file), { recursive: true });
  // Whoever reads the file at this moment has it whole.
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}
