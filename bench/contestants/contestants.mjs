// Who is compared. A contestant has a key, a title, the precision of its arrays, and a module with
// `make(cell, inputs, option)` → { call(), result() → { loss, grad } }; the module loads what it needs, so that a cold
// start counts it. `refuses` says why a contestant has no number in a cell, or nothing where it has one.
import { parameterCount } from "../cells/networks.mjs";
import { bundleOf } from "./bundled.mjs";

const always = () => undefined;

const smallAndFixed = ({ network, ...cell }) =>
  (network === "A" || network === "B") && parameterCount({ network, ...cell }) < 200
    ? undefined
    : "V8 does not optimise straight-line code of that length";

const threeNetworks = ({ network }) => ("ABC".includes(network) ? undefined : "measured on A, B and C only");

const brainOnly = ({ network }) =>
  network === "A" ? undefined : "one activation for all layers, and no softmax: it cannot express the network";

const synapticOnly = (cell) => {
  if (cell.network !== "A" && cell.network !== "B") return "no softmax";
  return parameterCount(cell) < 4000 ? undefined : "writes a statement for each weight: minutes and gigabytes";
};

export const contestants = [
  { key: "nablac-f64", title: "nablac", dtype: "f64", module: "nablac", option: "f64", refuses: always },
  { key: "naive-f64", title: "naive loops", dtype: "f64", module: "naive", option: "f64", refuses: always },
  { key: "blocked-f64", title: "register-blocked", dtype: "f64", module: "blocked", option: "f64", refuses: always },
  {
    key: "straight-f64",
    title: "straight-line",
    dtype: "f64",
    module: "straight",
    option: "f64",
    refuses: smallAndFixed,
  },
  { key: "nablac-f32", title: "nablac", dtype: "f32", module: "nablac", option: "f32", refuses: always },
  { key: "naive-f32", title: "naive loops", dtype: "f32", module: "naive", option: "f32", refuses: always },
  { key: "blocked-f32", title: "register-blocked", dtype: "f32", module: "blocked", option: "f32", refuses: always },
  {
    key: "straight-f32",
    title: "straight-line",
    dtype: "f32",
    module: "straight",
    option: "f32",
    refuses: smallAndFixed,
  },
  {
    key: "tfjs-wasm",
    title: "TensorFlow.js wasm",
    dtype: "f32",
    module: "tensorflow-wasm",
    bundled: true,
    refuses: threeNetworks,
  },
  {
    key: "tfjs-cpu",
    title: "TensorFlow.js cpu",
    dtype: "f32",
    module: "tensorflow-cpu",
    bundled: true,
    refuses: threeNetworks,
  },
  { key: "jax-f32", title: "jax-js wasm", dtype: "f32", module: "jax", option: "f32", refuses: threeNetworks },
  { key: "jax-f64", title: "jax-js wasm", dtype: "f64", module: "jax", option: "f64", refuses: threeNetworks },
  { key: "brain", title: "brain.js", dtype: "f32", module: "brain", refuses: brainOnly },
  { key: "synaptic", title: "synaptic", dtype: "f64", module: "synaptic", refuses: synapticOnly },
];

/** Hand-written versions: the best of those of a precision is what an expert would ship. */
export const handWritten = (dtype) => ["naive", "blocked", "straight"].map((grade) => `${grade}-${dtype}`);

export function contestantOf(key) {
  const found = contestants.find((contestant) => contestant.key === key);
  if (found === undefined) throw new Error(`there is no contestant ${key}`);
  return found;
}

/** Loads a contestant and sets it up for a cell. */
export async function make({ module, option, bundled }, cell, inputs) {
  const loaded = await import(bundled ? bundleOf(module) : `./${module}.mjs`);
  return loaded.make(cell, inputs, option);
}
