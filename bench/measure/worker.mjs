// node worker.mjs <contestant> <cell>, with a channel to its parent: sets a contestant up, then measures when it is asked.
//
// Each contestant has a process of its own, so that none sees what V8 learned from another; the parent asks them in turn.
import { writeFileSync } from "node:fs";
import { cellNamed } from "../cells/find.mjs";
import { inputsOf } from "../cells/inputs.mjs";
import { contestantOf, make } from "../contestants/contestants.mjs";
import { cpuSeconds, timed } from "./clock.mjs";

const [key, name] = process.argv.slice(2);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let job;
let calls = 1;

const answers = {
  /** Loads the contestant, calls it once, and writes its gradient into a file, parameter by parameter. */
  async prepare({ file }) {
    const cell = cellNamed(name);
    job = await make(contestantOf(key), cell, inputsOf(cell));
    job.call();
    const { loss, grad } = job.result();
    writeFileSync(file, Float64Array.from(Object.values(grad).flatMap((values) => [...values])));
    return { loss };
  },

  /** Calls until V8 has optimised, with pauses in which its compiler hands over; then sees how many calls fill a turn. */
  async warm({ seconds, turnSeconds, most }) {
    const start = cpuSeconds();
    let done = 0;
    while ((cpuSeconds() - start < seconds || done < 6) && cpuSeconds() - start < most) {
      const slice = cpuSeconds();
      do {
        job.call();
        done++;
      } while (cpuSeconds() - slice < seconds / 8);
      await pause(5);
    }
    calls = Math.max(1, Math.ceil(turnSeconds / timed(job.call, Math.ceil(done / 20))));
    return {};
  },

  turn: () => ({ seconds: timed(job.call, calls) }),
};

process.on("message", async ({ ask, ...options }) => {
  try {
    process.send(await answers[ask](options));
  } catch (error) {
    process.send({ error: String(error.stack ?? error) });
  }
});
