import { describe, expect, test } from "vitest";
import { axis, call, mul, power, read } from "../../src/equations/build.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import { binaryFunctions, constantFunctions, unaryFunctions } from "../../src/equations/functions.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { rational } from "../../src/util/rational.ts";
import { predicting, run } from "./agree.ts";
import { data, dim } from "./models.ts";
import { emitted } from "./run.ts";

const n = dim("n");
const x = read("x", [axis(0, n)]);
const y = read("y", [axis(0, n)]);

const points = [
  0, 1e-300, 1e-9, 1e-4, 0.01, 0.3, 0.5, 0.84, 0.85, 0.99, 1, 1.2, 1.3, 1.4616, 1.6, 2, 2.4, 2.6, 2.9, 3.7, 5.9, 6.1,
  9.5, 10.5, 25, 40, 171.2, 700, 800, 1e5,
];
const samples = [...points, ...points.map((value) => -value), -0.5, -1.5, -2.25, -10.3];

interface Case {
  readonly title: string;
  readonly body: Scalar;
  readonly expected: (x: number, y: number) => number;
  readonly xs?: readonly number[];
}

const powers: readonly (readonly [number, number])[] = [
  ...[-3, -2, -1, 2, 3, 5, 10, 40].map((whole) => [whole, 1] as const),
  ...([
    [1, 2],
    [-1, 2],
    [3, 2],
    [-5, 2],
    [1, 3],
  ] as const),
];

const cases: Case[] = [
  ...unaryFunctions.map((fn) => ({ title: fn, body: call(fn, x), expected: functionValues[fn] })),
  ...binaryFunctions.map((fn) => ({ title: fn, body: call(fn, x, y), expected: functionValues[fn] })),
  ...constantFunctions.map((fn) => ({ title: fn, body: mul(call(fn), read("one")), expected: functionValues[fn] })),
  ...powers.map(([a, b]) => ({
    title: `power ${a}/${b}`,
    body: power(x, rational(a, b)),
    expected: (value: number) => value ** (a / b),
    ...(b > 1 && { xs: points }),
  })),
];

const same = (actual: number | undefined, expected: number, at: string): void => {
  if (Object.is(actual, expected) || actual === expected) return;
  const error = Math.abs((actual ?? NaN) - expected) / Math.max(Math.abs(expected), 1e-290);
  // Where a function passes through 0, only the absolute error can be small.
  if (Math.abs((actual ?? NaN) - expected) < 2e-15) return;
  expect(error, `${at}: ${actual} instead of ${expected}`).toBeLessThan(1e-13);
};

const inputs = [data("x", n), data("y", n), data("one")];
const kernels = cases.map(({ body }, number) => predicting([n], inputs, [n], body, `Case${number}`));

describe("elementwise functions, as the reference computes them", () => {
  const module = emitted(kernels);

  test.each(cases.map((given, number) => ({ ...given, number })))(
    "$title",
    async ({ number, expected, xs = samples }) => {
      const pairs = xs.flatMap((a) => (expected.length === 2 ? xs.map((b) => [a, b] as const) : [[a, a] as const]));
      const values = [...pairs.map(([a]) => a), ...pairs.map(([, b]) => b), 1].values();
      const kernel = kernels[number]!;
      const point = { sizes: { n: pairs.length }, next: () => values.next().value ?? NaN };
      const { actual } = run(await module, kernel, point, false, `predictCase${number}`);
      pairs.forEach(([a, b], position) => {
        same(actual[position], expected(a, b), `at ${a}, ${b}`);
      });
    },
  );
});
