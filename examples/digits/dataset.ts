import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { decodeIdx, IdxError } from "./idx.ts";

/** Images of 28×28 pixels from 0 (paper) to 255 (ink), one after the other, and what they show. */
export interface Digits {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface Dataset {
  readonly training: Digits;
  readonly heldOut: Digits;
}

export const side = 28;

/** The names that the files have carried ever since MNIST. */
export const files = {
  training: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  heldOut: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
} as const;

/**
 * Reads the four files from a folder, each as it is or with `.gz`, and also as `train-images.idx3-ubyte`.
 * @throws IdxError that says which file is missing or what is wrong with it
 */
export function readDataset(folder: string): Dataset {
  return { training: readPart(folder, files.training), heldOut: readPart(folder, files.heldOut) };
}

function readPart(folder: string, names: Readonly<Record<"images" | "labels", string>>): Digits {
  const images = decodeIdx(readBytes(folder, names.images), 3, names.images);
  const labels = decodeIdx(readBytes(folder, names.labels), 1, names.labels);
  const [count, height, width] = images.shape;
  if (height !== side || width !== side) {
    throw new IdxError(
      `${names.images} has images of ${height}×${width} pixels, and the network is for ${side}×${side}`,
    );
  }
  if (count !== labels.elements.length) {
    throw new IdxError(`${names.images} has ${count} images, and ${names.labels} ${labels.elements.length} labels`);
  }
  if (count === 0) throw new IdxError(`${names.images} has no images`);
  const strange = labels.elements.findIndex((label) => label > 9);
  if (strange >= 0)
    throw new IdxError(
      `${names.labels} has a label that is no digit: number ${strange} is ${labels.elements[strange]}`,
    );
  return { pixels: images.elements, labels: labels.elements };
}

function readBytes(folder: string, name: string): Uint8Array {
  const spellings = [name, name.replace("-idx", ".idx")].flatMap((file) => [file, `${file}.gz`]);
  const file = spellings.find((spelling) => existsSync(join(folder, spelling)));
  if (file === undefined) throw new IdxError(`${folder} has no file ${name}, nor ${name}.gz`);
  try {
    const bytes = readFileSync(join(folder, file));
    return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new IdxError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
