// node compile.mjs [layers …]: how long nablac takes, layer by layer, in one process after loading.
//
// Prints a row for each depth: milliseconds of the first and of the fastest of three compilations, and per layer.
import { compile } from "../dist/src/index.js";

const depths = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [3, 12, 25, 50, 100, 200];

/** A network of that many layers, every layer written out. */
function network(layers) {
  const numbers = Array.from({ length: layers }, (_, at) => at + 1);
  const params = numbers.map((l) => `param W${l}[m, m], b${l}[m]`);
  const before = (l) => (l === 1 ? "x" : `h${l - 1}`);
  const steps = numbers.map((l) => `h${l}[i, j] = tanh(sum(k in m, W${l}[k, j] * ${before(l)}[i, k]) + b${l}[j])`);
  const loss = `loss = 1/n * sum(i in n, j in m, (h${layers}[i, j] - y[i, j])^2)`;
  return ["dim n, m", ...params, "data x[n, m], y[n, m]", ...steps, loss, ""].join("\n");
}

async function milliseconds(source) {
  const start = performance.now();
  const { code } = await compile(source, { filename: "network.nabla" });
  if (code === undefined) throw new Error("the network does not compile");
  return { time: performance.now() - start, size: code.length };
}

await milliseconds("param a\nloss = a^2\n"); // loads what is loaded lazily
console.log("| layers | first, ms | fastest of 3, ms | ms a layer | kB emitted |\n|---|---|---|---|---|");
for (const layers of depths) {
  const source = network(layers);
  const runs = [await milliseconds(source), await milliseconds(source), await milliseconds(source)];
  const fastest = Math.min(...runs.map(({ time }) => time));
  const row = [
    layers,
    runs[0].time.toFixed(0),
    fastest.toFixed(0),
    (fastest / layers).toFixed(1),
    (runs[0].size / 1000).toFixed(0),
  ];
  console.log(`| ${row.join(" | ")} |`);
}
