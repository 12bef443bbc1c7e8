import { killTwo } from "../test/cli/killed.ts";

/** Kills compiles at random moments and looks at what they leave: `npm run killed -- 200 [first seed]`. */
const [count = 200, first = 1] = process.argv.slice(2).map(Number);
let failures = 0;

for (let seed = first; seed < first + count; seed++) {
  const faults = await killTwo(seed);
  if (faults.length > 0) {
    failures++;
    console.log(`seed ${seed}: ${faults.join(", ")}`);
  }
}
console.log(`${count} times two compiles were killed: ${failures} times an output was not whole`);
process.exitCode = failures === 0 ? 0 : 1;
