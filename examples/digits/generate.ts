import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomFrom } from "../training/random.ts";
import { type Digits, files, side } from "./dataset.ts";
import { drawDigits } from "./draw.ts";
import { encodeIdx } from "./idx.ts";

/** Draws digits and writes them into a folder, under the names and in the format of MNIST. */
export function generate(folder: string, counts: Readonly<Record<"training" | "heldOut", number>>, seed: number): void {
  const random = randomFrom(seed);
  mkdirSync(folder, { recursive: true });
  write(folder, files.training, drawDigits(counts.training, random));
  write(folder, files.heldOut, drawDigits(counts.heldOut, random));
}

function write(folder: string, names: Readonly<Record<"images" | "labels", string>>, { pixels, labels }: Digits): void {
  const images = encodeIdx({ shape: [labels.length, side, side], elements: pixels });
  writeFileSync(join(folder, names.images), images);
  writeFileSync(join(folder, names.labels), encodeIdx({ shape: [labels.length], elements: labels }));
}
