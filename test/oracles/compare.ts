/** How far apart two results may be: relative to the largest expected element, plus an absolute part. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

const largest = (values: Iterable<number>): number =>
  [...values].reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/**
 * What is wrong with a result, or undefined. NaN agrees with NaN, an infinity with itself. Each element may be off by a
 * part of the largest expected one, since sums cancel.
 */
export function difference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative = 1e-10, absolute = 1e-12 }: Tolerance = {},
): string | undefined {
  if (actual.length !== expected.length) return `length ${actual.length}, expected ${expected.length}`;
  const allowed = relative * largest(Array.from(expected)) + absolute;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    if (!same(a, b) && !(Math.abs(a - b) <= allowed)) return `[${i}] is ${a}, expected ${b} ± ${allowed}`;
  }
  return undefined;
}

/** @throws Error that says which element of what differs, and by how much is allowed */
export function assertClose(
  actual: ArrayLike<number> | number | undefined,
  expected: ArrayLike<number> | number | undefined,
  what = "result",
  tolerance: Tolerance = {},
): void {
  const list = (values: ArrayLike<number> | number | undefined): ArrayLike<number> =>
    typeof values === "number" ? [values] : (values ?? []);
  if (actual === undefined || expected === undefined) throw new Error(`${what} is missing`);
  const wrong = difference(list(actual), list(expected), tolerance);
  if (wrong !== undefined) throw new Error(`${what}${wrong}`);
}

/** Every array of `expected` against the one of that name. */
export function assertAllClose(
  actual: ReadonlyMap<string, Float64Array>,
  expected: ReadonlyMap<string, Float64Array>,
  tolerance: Tolerance = {},
): void {
  for (const [name, values] of expected) assertClose(actual.get(name), values, name, tolerance);
}
