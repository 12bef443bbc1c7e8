// node --expose-gc allocation.mjs <contestant> <cell>: bytes that a call leaves on the heap and in array buffers.
//
// The young generation is made large by the flags of the parent, so that nothing is collected while it is measured.
import { cellNamed } from "../cells/find.mjs";
import { inputsOf } from "../cells/inputs.mjs";
import { contestantOf, make } from "../contestants/contestants.mjs";
import { cpuSeconds } from "./clock.mjs";

const [key, name] = process.argv.slice(2);
const cell = cellNamed(name);
const { call } = await make(contestantOf(key), cell, inputsOf(cell));

/** Heap growth over that many calls. */
function growth(calls) {
  globalThis.gc();
  const before = process.memoryUsage();
  for (let at = 0; at < calls; at++) call();
  const after = process.memoryUsage();
  return after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
}

// Until it is optimised a call boxes numbers, which is no doing of the code.
const start = cpuSeconds();
let calls = 0;
while (cpuSeconds() - start < 1 || calls < 12) {
  call();
  calls++;
  if (calls % 64 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
growth(1);
const once = Math.max(growth(1) - growth(0), 1);
const many = Math.max(1, Math.min(2000, Math.floor(calls / 2), Math.floor(3e7 / once)));
const probes = [0, 1, 2, 3, 4].map(() => (growth(many) - growth(0)) / many);
console.log(JSON.stringify({ bytes: Math.max(0, probes.sort((one, other) => one - other)[2]), calls: many }));
process.exit();
