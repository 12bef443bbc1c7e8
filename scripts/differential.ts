import fc from "fast-check";
import { differentiable } from "../test/differentiate/differentiable.ts";
import { agreesWithItself } from "../test/pipeline/differential.ts";

/**
 * Random programs, computed in every way there is: `npm run differential -- 10000 [seed]`. They come in batches, each
 * with a seed of its own, so that a run that was stopped goes on from there. A failure is told with the seed and the
 * number of its program in the batch, and again as small as it could be made in a minute.
 */
const [programs = 10_000, first = 1] = process.argv.slice(2).map(Number);
const size = 100;
const shrinking = 60_000;
const property = fc.asyncProperty(differentiable({ mostSize: 3 }), fc.nat(9999), agreesWithItself);
let failures = 0;

for (let batch = 0; batch * size < programs; batch++) {
  const seed = first + batch;
  const numRuns = Math.min(size, programs - batch * size);
  let failed = 0;
  for (const [at, [program, number]] of fc.sample(property, { seed, numRuns }).entries()) {
    try {
      await agreesWithItself(program, number);
    } catch (error) {
      failed++;
      console.log(`seed ${seed}, program ${at}: ${String(error)}`);
      const shrunk = await fc.check(property, {
        seed,
        path: String(at),
        numRuns: 1,
        interruptAfterTimeLimit: shrinking,
      });
      console.log(fc.defaultReportMessage(shrunk) ?? "it does not fail again");
    }
  }
  failures += failed;
  console.log(
    `seed ${seed}: ${failed === 0 ? `${numRuns} programs agree` : `${failed} of ${numRuns} programs failed`}`,
  );
}
console.log(failures === 0 ? `no failure from seed ${first} on` : `${failures} programs failed`);
process.exitCode = failures === 0 ? 0 : 1;
