/**
 * The IDX format of the MNIST files, with unsigned bytes: a magic number 0x0000_08_RR, RR being the rank; one size per
 * dimension; the elements, row-major. All numbers are 32 bits, the most significant byte first.
 */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly elements: Uint8Array;
}

/** What is wrong with a file, in words for whoever supplied it. */
export class IdxError extends Error {
  override readonly name = "IdxError";
}

const unsignedByte = 8;

export function encodeIdx({ shape, elements }: IdxArray): Uint8Array {
  const header = new Uint8Array(4 + 4 * shape.length);
  const view = new DataView(header.buffer);
  view.setUint32(0, (unsignedByte << 8) | shape.length);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  const bytes = new Uint8Array(header.length + elements.length);
  bytes.set(header);
  bytes.set(elements, header.length);
  return bytes;
}

/** @throws IdxError where this is no IDX file of that rank, or not all of one */
export function decodeIdx(bytes: Uint8Array, rank: number, file: string): IdxArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = 4 + 4 * rank;
  const expected = (unsignedByte << 8) | rank;
  const magic = bytes.length < 4 ? undefined : view.getUint32(0);
  if (magic !== undefined && magic !== expected) {
    throw new IdxError(
      `${file} is not an IDX file of rank ${rank}: it begins with ${hex(magic)}, and should with ${hex(expected)}`,
    );
  }
  if (bytes.length < headerLength) {
    throw new IdxError(`${file} is cut off: ${bytes.length} bytes are less than its header of ${headerLength}`);
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const length = shape.reduce((product, size) => product * size, 1);
  const found = bytes.length - headerLength;
  if (found !== length) {
    const fault = found < length ? "is cut off" : "is too long";
    throw new IdxError(`${file} ${fault}: ${shape.join("×")} should be ${length} bytes, and there are ${found}`);
  }
  return { shape, elements: bytes.subarray(headerLength) };
}

const hex = (magic: number): string => `0x${magic.toString(16).padStart(8, "0")}`;
