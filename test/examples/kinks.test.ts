import { beforeAll, expect, test } from "vitest";
import { load } from "../../src/index.ts";

/** What docs/kinks.md says: an expression in w, where w is, and the derivative there. */
const kinks: readonly (readonly [expression: string, at: readonly number[], derivative: readonly number[]])[] = [
  ["sum(relu(w))", [0, 1, -1], [0, 1, 0]],
  ["sum(max(w, 0))", [0, 1, -1], [0, 1, 0]],
  ["sum(max(0, w))", [0, 1, -1], [0, 1, 0]],
  ["sum(abs(w))", [0, 2, -2], [0, 1, -1]],
  ["sum(sign(w) + w)", [0, 3, -3], [1, 1, 1]],
  ["max(w[0], w[1])", [2, 2, 2], [0.5, 0.5, 0]],
  ["min(w[0], w[1])", [2, 2, 2], [0.5, 0.5, 0]],
  ["max(w)", [1, 2, 2], [0, 1, 0]],
  ["max(i in n, w[i]^2)", [-3, 3, 1], [-6, 0, 0]],
  ["min(w)", [1, 1, 2], [1, 0, 0]],
  ["norm2(w)", [0, 0, 0], [0, 0, 0]],
  ["sum(sqrt(w))", [0, 4, 1], [Infinity, 0.25, 0.5]],
  ["sum(floor(w) + w)", [0.5, 1, 2], [1, 1, 1]],
  ["sum(i in n, if w[i] > 0 then log(w[i]) else 0)", [-3, 2, 0], [0, 0.5, 0]],
];

type Params = Readonly<Record<string, Float64Array>>;

let gradient: Params;

// One model for all: each expression has a parameter of its own.
beforeAll(async () => {
  const params = kinks.map((_, k) => `w${k}[n]`).join(", ");
  const terms = kinks.map(([expression], k) => `(${expression.replaceAll(/\bw\b/g, `w${k}`)})`).join(" + ");
  const source = `dim n = 3\nparam ${params}\nloss = ${terms}\n`;
  const { lossAndGradient } = await load<{
    lossAndGradient: (params: Params, grad: Params, work: Float64Array) => number;
  }>(source);
  const at = Object.fromEntries(kinks.map(([, point], k) => [`w${k}`, Float64Array.from(point)]));
  gradient = Object.fromEntries(kinks.map((_, k) => [`w${k}`, new Float64Array(3).fill(7)]));
  lossAndGradient(at, gradient, new Float64Array(1000));
});

test.each(kinks.map(([expression, at, expected], k) => [expression, at, expected, k] as const))(
  "%s at %j has the gradient %j",
  (_expression, _at, expected, k) => {
    // Zero has no sign here.
    expect(Array.from(gradient[`w${k}`]!, (value) => value + 0)).toEqual(expected);
  },
);
