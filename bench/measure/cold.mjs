// node cold.mjs <contestant> <cell>: what a fresh process pays until the first gradient, and until full speed.
//
// `start` is processor time for loading, setting up and the first call, without that of Node itself and of the inputs.
// `calls` is how many calls precede the first stretch of them that is within a quarter of full speed, `until` the
// processor time they take.
import { cellNamed } from "../cells/find.mjs";
import { inputsOf } from "../cells/inputs.mjs";
import { contestantOf, make } from "../contestants/contestants.mjs";
import { cpuSeconds, timed } from "./clock.mjs";

const [key, name] = process.argv.slice(2);
const cell = cellNamed(name);
const inputs = inputsOf(cell);
const began = cpuSeconds();
const { call } = await make(contestantOf(key), cell, inputs);
call();
const start = cpuSeconds() - began;

const stretches = [];
let done = 1;
let calls = 1;
while (cpuSeconds() - began - start < 1.5 || stretches.length < 10) {
  const at = cpuSeconds() - began;
  const seconds = timed(call, calls);
  stretches.push({ before: done, at, seconds });
  done += calls;
  // Long enough to be measured, short enough to see the change.
  if (seconds * calls < 0.004) calls *= 2;
  // Compilation that runs beside hands over between stretches.
  await new Promise((resolve) => setTimeout(resolve, 1));
}
const sorted = stretches.map(({ seconds }) => seconds).sort((one, other) => one - other);
const full = sorted[Math.floor(sorted.length / 10)];
const reached = stretches.find(({ seconds }) => seconds <= 1.25 * full);
console.log(JSON.stringify({ start, calls: reached.before, until: reached.at }));
process.exit();
