import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { files, readDataset } from "../../examples/digits/dataset.ts";
import { drawDigits } from "../../examples/digits/draw.ts";
import { generate } from "../../examples/digits/generate.ts";
import { decodeIdx, encodeIdx } from "../../examples/digits/idx.ts";
import { accuracy, confusion, train } from "../../examples/digits/network.ts";
import { randomFrom } from "../../examples/training/random.ts";

describe("the IDX format", () => {
  test("reads back what was written", () => {
    const shapes = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.nat(255)), (shape, bytes) => {
        const length = shape.reduce((product, size) => product * size, 1);
        const elements = Uint8Array.from(bytes.take(length));
        const { shape: read, elements: found } = decodeIdx(encodeIdx({ shape, elements }), shape.length, "file");
        expect(read).toEqual(shape);
        expect([...found]).toEqual([...elements]);
      }),
      { numRuns: 50 },
    );
  });

  test("is that of MNIST", () => {
    const bytes = encodeIdx({ shape: [1, 2, 3], elements: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    expect([...bytes]).toEqual([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]);
  });
});

/** A folder with a few digits in it. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "nablac-digits-test-"));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  generate(path, { training: 30, heldOut: 10 }, 1);
  return path;
}

describe("the loader", () => {
  test("reads the files as they are, compressed, and by their other name", () => {
    const path = folder();
    const plain = readDataset(path);
    expect(plain.training.labels).toHaveLength(30);
    expect(plain.heldOut.pixels).toHaveLength(7840);

    const { images, labels } = files.training;
    for (const name of [images, labels]) {
      writeFileSync(join(path, `${name}.gz`), gzipSync(readFileSync(join(path, name))));
      rmSync(join(path, name));
    }
    expect(readDataset(path)).toEqual(plain);

    writeFileSync(join(path, "t10k-labels.idx1-ubyte"), readFileSync(join(path, files.heldOut.labels)));
    rmSync(join(path, files.heldOut.labels));
    expect(readDataset(path)).toEqual(plain);
  });

  const { images, labels } = files.training;
  test.each<[string, string, (bytes: Buffer) => Uint8Array | undefined, RegExp]>([
    ["a missing file", images, () => undefined, /has no file train-images-idx3-ubyte, nor train-images-idx3-ubyte\.gz/],
    [
      "another kind of file",
      images,
      () => Buffer.from("GIF89a.."),
      /begins with 0x47494638, and should with 0x00000803/,
    ],
    ["an empty file", images, () => Buffer.of(), /is cut off: 0 bytes are less than its header of 16/],
    [
      "a file cut off",
      images,
      (bytes) => bytes.subarray(0, 1000),
      /is cut off: 30×28×28 should be 23520 bytes, and there are 984/,
    ],
    ["a file too long", labels, (bytes) => Buffer.concat([bytes, bytes]), /is too long: 30 should be 30 bytes/],
    [
      "labels for other images",
      labels,
      () => encodeIdx({ shape: [2], elements: Uint8Array.of(1, 2) }),
      /has 30 images, and .* 2 labels/,
    ],
    ["a label that is no digit", labels, (bytes) => bytes.fill(10, 8), /number 0 is 10/],
    [
      "images of another size",
      images,
      () => encodeIdx({ shape: [1, 2, 2], elements: new Uint8Array(4) }),
      /images of 2×2 pixels/,
    ],
  ])("says what is wrong with %s", (_, name, spoil, message) => {
    const path = folder();
    const spoilt = spoil(readFileSync(join(path, name)));
    if (spoilt === undefined) rmSync(join(path, name));
    else writeFileSync(join(path, name), spoilt);
    expect(() => readDataset(path)).toThrow(message);
  });

  test("says that a compressed file is none", () => {
    const path = folder();
    rmSync(join(path, images));
    writeFileSync(join(path, `${images}.gz`), "no gzip");
    expect(() => readDataset(path)).toThrow(/train-images-idx3-ubyte\.gz cannot be read: incorrect header check/);
  });
});

describe("drawn digits", () => {
  test("are the same for the same seed, and others for another", () => {
    expect(drawDigits(20, randomFrom(1))).toEqual(drawDigits(20, randomFrom(1)));
    expect(drawDigits(20, randomFrom(1))).not.toEqual(drawDigits(20, randomFrom(2)));
  });

  test("have ink, mostly in the middle, and all ten kinds", () => {
    const { pixels, labels } = drawDigits(300, randomFrom(2));
    expect(new Set(labels).size).toBe(10);
    const mean = (rows: readonly number[]): number => {
      const chosen = pixels.filter((_, k) => rows.includes(Math.floor((k % 784) / 28)));
      return chosen.reduce((sum, pixel) => sum + pixel, 0) / chosen.length;
    };
    expect(mean([12, 13, 14, 15])).toBeGreaterThan(50);
    expect(mean([0, 1, 26, 27])).toBeLessThan(25);
  });
});

describe("the command", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "examples/digits/main.ts", ...args], { encoding: "utf8" });

  test("says what is wrong with the files, and nothing more", () => {
    const { status, stderr } = run("--data", "no-such-folder");
    expect(stderr).toBe("digits: no-such-folder has no file train-images-idx3-ubyte, nor train-images-idx3-ubyte.gz\n");
    expect(status).toBe(1);
  });

  test.each([
    [["--epochs", "many"], /^digits: --epochs takes a whole number from 1 on\n$/],
    [["--dta", "x"], /^digits: Unknown option '--dta'/],
    [["--data"], /^digits: Option '--data <value>' argument missing\n$/],
  ])("says what is wrong with %j", (args, message) => {
    const { status, stderr } = run(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});

test("a few steps teach the network something", { timeout: 60_000 }, () => {
  const random = randomFrom(8);
  const [training, heldOut] = [drawDigits(400, random), drawDigits(100, random)];
  const epochs = [...train(training, { epochs: 4, batch: 20, rate: 2e-3 }, random)];
  expect(epochs.at(-1)!.loss).toBeLessThan(0.5 * epochs[0]!.loss);
  const counts = confusion(epochs.at(-1)!.params, heldOut);
  expect(counts.reduce((sum, row) => sum + row.reduce((all, count) => all + count, 0), 0)).toBe(100);
  expect(accuracy(counts)).toBeGreaterThan(0.5);
});
