// node compiling.mjs <deep | wide> <count …>: how long nablac takes over longer and longer models, in one process.
//
// The second word says what grows: the layers of a network, or the losses of a file that are added.
import { compile } from "../../dist/src/index.js";
import { deep } from "../models/deep.mjs";
import { wide } from "../models/wide.mjs";
import { cpuSeconds } from "./clock.mjs";

const [kind, ...counts] = process.argv.slice(2);
const text = { deep, wide }[kind];

async function seconds(source) {
  const start = cpuSeconds();
  const { code } = await compile(source, { filename: "network.nabla" });
  if (code === undefined) throw new Error("the network does not compile");
  return { seconds: cpuSeconds() - start, emitted: code.length };
}

await seconds("param a\nloss = a^2\n"); // loads what is loaded lazily
const rows = [];
for (const count of counts.map(Number)) {
  const source = text(count);
  const first = await seconds(source);
  const again = [await seconds(source), await seconds(source)];
  rows.push({ count, source: source.length, first: first.seconds, fastest: Math.min(first.seconds, ...again.map((one) => one.seconds)), emitted: first.emitted }); // prettier-ignore
}
console.log(JSON.stringify(rows));
