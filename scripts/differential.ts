import fc from "fast-check";
import { differentiable } from "../test/differentiate/differentiable.ts";
import { agreesWithItself } from "../test/pipeline/differential.ts";

/**
 * Random programs, computed in every way there is: `npm run differential -- 10000 [seed]`. They come in batches, each
 * with a seed of its own, so that a failure, or a run that was stopped, goes on from there.
 */
const [programs = 10_000, first = 1] = process.argv.slice(2).map(Number);
const size = 100;
let failures = 0;

for (let batch = 0; batch * size < programs; batch++) {
  const seed = first + batch;
  const property = fc.asyncProperty(differentiable({ mostSize: 3 }), fc.nat(9999), agreesWithItself);
  const details = await fc.check(property, { numRuns: Math.min(size, programs - batch * size), seed });
  if (!details.failed) console.log(`seed ${seed}: ${details.numRuns} programs agree`);
  else {
    failures++;
    console.log(`seed ${seed}: ${fc.defaultReportMessage(details) ?? ""}`);
  }
}
console.log(failures === 0 ? `no failure from seed ${first} on` : `${failures} batches failed`);
process.exitCode = failures === 0 ? 0 : 1;
