import { readFileSync } from "node:fs";
import os from "node:os";

const versionOf = (name) =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")).version;

const peers = ["@tensorflow/tfjs-core", "@jax-js/jax", "brain.js", "synaptic", "esbuild"];

/** What the figures depend on, in neutral words. */
export const machine = () => ({
  node: process.version,
  v8: process.versions.v8,
  cpu: os.cpus()[0]?.model ?? "unknown",
  cores: os.cpus().length,
  platform: `${process.platform} ${process.arch}`,
  peers: Object.fromEntries(peers.map((name) => [name, versionOf(name)])),
});
