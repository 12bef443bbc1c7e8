import { judgeAll } from "../test/hostile/workers.ts";
import { hostile } from "../test/hostile/inputs.ts";

/**
 * Hostile files through the compiler, in processes with limits: `npm run hostile -- 100000 [first] [processes]`. A file
 * is told by its number: `npm run hostile -- 1 4711` tries that one again, and `show` after it prints the file as well.
 */
const [count = 1000, from = 0, processes = 2] = process.argv.slice(2).map(Number);
let done = 0;
let failures = 0;
let slowest = { number: from, seconds: 0 };

if (process.argv.includes("show")) process.stdout.write(hostile(from).bytes);
await judgeAll({ from, count, processes: Number.isNaN(processes) ? 1 : processes }, ({ number, faults, seconds }) => {
  done++;
  if (seconds > slowest.seconds) slowest = { number, seconds };
  if (faults.length > 0) {
    failures++;
    const { kind, filename } = hostile(number);
    console.log(`${number} (${kind}, ${JSON.stringify(filename)}): ${faults.slice(0, 3).join("\n  ")}`);
  }
  if (done % 1000 === 0) console.log(`${done} files, ${failures} failures, the slowest ${JSON.stringify(slowest)}`);
});
console.log(`${done} files from ${from} on: ${failures} failures, the slowest ${JSON.stringify(slowest)}`);
process.exitCode = failures === 0 ? 0 : 1;
