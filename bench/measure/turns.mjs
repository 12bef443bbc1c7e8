// Contestants of a cell, measured in turn: whatever else slows the machine down slows all of them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const worker = fileURLToPath(new URL("worker.mjs", import.meta.url));

class Process {
  constructor(key, cell) {
    this.key = key;
    this.child = fork(worker, [key, cell], { serialization: "advanced", silent: true });
    this.exit = once(this.child, "exit").then(([code]) => ({ error: `the process ended with ${code}` }));
  }

  async ask(ask, options = {}) {
    this.child.send({ ask, ...options });
    const answer = await Promise.race([once(this.child, "message").then(([message]) => message), this.exit]);
    if (answer.error !== undefined) throw new Error(`${this.key}: ${answer.error}`);
    return answer;
  }

  end() {
    this.child.kill();
  }
}

/** The contestants that could be set up, warm; the others' errors are told. */
async function started(cell, keys, files, pace) {
  const ready = [];
  const results = {};
  for (const key of keys) {
    const process = new Process(key, cell.name);
    try {
      const { loss } = await process.ask("prepare", { file: files(key) });
      await process.ask("warm", pace);
      results[key] = { loss, turns: [] };
      ready.push(process);
    } catch (error) {
      results[key] = { error: error.message.split("\n")[0] };
      process.end();
    }
  }
  return { ready, results };
}

/**
 * One round: every contestant is started and warmed up, then each has as many turns as the pace says, the first one
 * another each time. Gives each one's loss and the seconds a call of its fastest turn.
 */
export async function round(cell, keys, files, pace) {
  const { ready, results } = await started(cell, keys, files, pace);
  for (let turn = 0; turn < pace.turns; turn++) {
    for (let at = 0; at < ready.length; at++) {
      const process = ready[(at + turn) % ready.length];
      const { seconds } = await process.ask("turn");
      results[process.key].turns.push(seconds);
    }
  }
  ready.forEach((process) => process.end());
  return Object.fromEntries(
    Object.entries(results).map(([key, { turns, ...rest }]) => [
      key,
      turns === undefined ? rest : { ...rest, seconds: Math.min(...turns) },
    ]),
  );
}
