import type { Io, Output } from "./io.ts";

/** Before this many milliseconds nobody asks what is going on. */
const patience = 700;

/** Which file of many is at work, on a terminal alone, and only in a run that takes its time. */
export class Progress {
  readonly #io: Io;
  readonly #count: number;
  readonly #started: number;
  readonly #isWanted: boolean;
  #done = 0;
  #isShown = false;

  constructor(io: Io, count: number, { quiet, format }: { readonly quiet?: boolean; readonly format?: string }) {
    this.#io = io;
    this.#count = count;
    this.#started = io.now();
    this.#isWanted = io.stderr.isTTY && count > 1 && !quiet && format !== "json";
  }

  /** The same outside world, in which the line is gone before anything else is written. */
  around(io: Io): Io {
    const after = (output: Output): Output => ({
      isTTY: output.isTTY,
      columns: output.columns,
      write: (text) => {
        this.end();
        output.write(text);
      },
    });
    return { ...io, stdout: after(io.stdout), stderr: after(io.stderr) };
  }

  /** Says that a file is next. */
  show(file: string): void {
    this.end();
    this.#done++;
    if (!this.#isWanted || this.#io.now() - this.#started < patience) return;
    const line = `[${this.#done}/${this.#count}] ${file}`;
    this.#io.stderr.write(`${line.slice(0, (this.#io.stderr.columns ?? 80) - 1)}\r`);
    this.#isShown = true;
  }

  end(): void {
    if (this.#isShown) this.#io.stderr.write("\u001B[K");
    this.#isShown = false;
  }
}
