/**
 * `npm run digits [-- --data FOLDER] [--epochs E]`: trains 784-128-10 on handwritten digits with the emitted gradient.
 * FOLDER holds MNIST's four files, or others in their format; without one, digits are drawn and written as such files.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { randomFrom } from "../training/random.ts";
import { bold, percent } from "../training/terminal.ts";
import { type Dataset, readDataset } from "./dataset.ts";
import { generate } from "./generate.ts";
import { IdxError } from "./idx.ts";
import { accuracy, confusion, train } from "./network.ts";

const target = 0.95;

try {
  const { data, epochs } = settings();
  console.log(
    `\n${bold("Handwritten digits")}: 784-128-10, ReLU, softmax cross-entropy (examples/digits/digits.nabla)\n`,
  );
  const dataset = data === undefined ? drawn() : readDataset(data);
  const { training, heldOut } = dataset;
  console.log(`  ${training.labels.length} digits to train on, ${heldOut.labels.length} held out\n`);
  report(dataset, epochs);
} catch (error) {
  if (!(error instanceof IdxError) && !isUsage(error)) throw error;
  console.error(`digits: ${error.message}`);
  process.exitCode = error instanceof IdxError ? 1 : 2;
}

function settings(): { readonly data: string | undefined; readonly epochs: number } {
  const { values } = parseArgs({ options: { data: { type: "string" }, epochs: { type: "string", default: "5" } } });
  const epochs = Number(values.epochs);
  if (!Number.isSafeInteger(epochs) || epochs < 1) throw new TypeError("--epochs takes a whole number from 1 on");
  return { data: values.data, epochs };
}

/** What `parseArgs` and `settings` throw. */
function isUsage(error: unknown): error is TypeError {
  return (
    error instanceof TypeError &&
    (error.message.startsWith("--") || ("code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")))
  );
}

/** Digits that were drawn, written to files, and read back as any others would be. */
function drawn(): Dataset {
  const folder = mkdtempSync(join(tmpdir(), "nablac-digits-"));
  try {
    console.log("  no --data FOLDER with files in MNIST's format was given, so digits are drawn");
    generate(folder, { training: 8000, heldOut: 2000 }, 1);
    return readDataset(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report({ training, heldOut }: Dataset, epochs: number): void {
  console.log("  epoch     loss   accuracy held out   seconds");
  let counts = confusionOfNothing();
  for (const { epoch, loss, seconds, params } of train(training, { epochs, batch: 50, rate: 2e-3 }, randomFrom(2))) {
    counts = confusion(params, heldOut);
    console.log(
      [
        column(epoch, 7),
        column(loss.toFixed(4), 9),
        column(percent(accuracy(counts), 2), 20),
        column(seconds.toFixed(1), 10),
      ].join(""),
    );
  }
  console.log(`\n  what was written (row), and what it was taken for (column)\n\n${table(counts)}\n`);
  const reached = accuracy(counts) >= target;
  const result = bold(`${percent(accuracy(counts), 2)} of the held-out digits are right`);
  console.log(`  ${reached ? "✓" : "✗"} ${result}, target ≥ ${percent(target, 0)}\n`);
  process.exitCode = reached ? 0 : 1;
}

function confusionOfNothing(): readonly Uint32Array[] {
  return [];
}

function table(counts: readonly Uint32Array[]): string {
  const cell = (count: number): string => column(count === 0 ? "·" : count, 6);
  const head = `     ${counts.map((_, digit) => column(digit, 6)).join("")}`;
  return [head, ...counts.map((row, digit) => `  ${column(digit, 3)}${Array.from(row, cell).join("")}`)].join("\n");
}

function column(value: number | string, width: number): string {
  return String(value).padStart(width);
}
