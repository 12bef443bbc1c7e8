import { describe, expect, test } from "vitest";
import { binaryDerivatives, unaryDerivatives } from "../../src/differentiate/rules.ts";
import { call, read, zero } from "../../src/equations/build.ts";
import { evaluateScalar } from "../../src/equations/evaluate.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import {
  binaryFunctions,
  unaryFunctions,
  type BinaryFunction,
  type UnaryFunction,
} from "../../src/equations/functions.ts";
import { printScalar } from "../../src/equations/print.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { mutated } from "../oracles/mutated.ts";
import { slopes } from "../oracles/function-slopes.ts";
import { seeded } from "../../src/util/random.ts";

const x = read("x");
const y = read("y");

const scalarTensor = (value: number) => ({ shape: [], values: Float64Array.of(value) });

const at = (scalar: Scalar, atX: number, atY = NaN): number =>
  evaluateScalar(scalar, {
    sizes: {},
    indices: new Map(),
    tensors: new Map([
      ["x", scalarTensor(atX)],
      ["y", scalarTensor(atY)],
    ]),
  });

/** Where a function is defined and smooth, if not on (−3, 3). */
const domains: { readonly [F in UnaryFunction]?: readonly [number, number] } = {
  log: [0.05, 5],
  log1p: [-0.9, 5],
  log1mexp: [-5, -0.05],
  cbrt: [0.05, 5],
  tan: [-1.3, 1.3],
  asin: [-0.95, 0.95],
  acos: [-0.95, 0.95],
  lgamma: [0.1, 6],
  digamma: [0.1, 6],
  norm: [0.01, 9],
};

const jumps: ReadonlySet<UnaryFunction> = new Set<UnaryFunction>(["sign", "step", "floor", "abs", "relu"]);

const unaries = unaryFunctions.filter((fn) => fn !== "trigamma");
const isClose = (actual: number, expected: number, tolerance: number): boolean =>
  actual === expected || Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));

/** (f(x + h) − f(x − h)) / 2h, extrapolated */
function central(f: (x: number) => number, point: number, h = 2 ** -10): number {
  const slope = (step: number): number => (f(point + step) - f(point - step)) / (2 * step);
  return slope(h / 2) + (slope(h / 2) - slope(h)) / 3;
}

/** What is agreed on where a function has no derivative: docs/kinks.md. */
const kinks: { readonly [F in UnaryFunction]?: readonly [x: number, slope: number] } = {
  relu: [0, 0],
  abs: [0, 0],
  sign: [0, 0],
  step: [0, 0],
  floor: [2, 0],
  norm: [0, 0],
};

/** Slips that are none: other spellings of the same. */
const otherwise: { readonly [F in UnaryFunction | BinaryFunction]?: readonly string[] } = {
  relu: ["sign(relu(x))", "step(erf(x))"],
  hypot: ["[0 ≠ atan2(x, y)]·x/hypot(x, y)"],
};

describe.each(unaries)("the derivative of %s", (fn) => {
  const derivative = (): Scalar => unaryDerivatives[fn](x, call(fn, x));
  const [low, high] = domains[fn] ?? [-3, 3];
  const random = seeded(7);
  const points = Array.from({ length: 40 }, () => low + (high - low) * random()).filter(
    (point) => !jumps.has(fn) || Math.abs(point - Math.round(point)) > 0.01,
  );

  test("agrees with the slope that the oracles know", () => {
    for (const point of points) {
      const [actual, expected] = [at(derivative(), point), slopes[fn](point)];
      expect(isClose(actual, expected, 1e-11), `${fn}′(${point}) is ${expected}, not ${actual}`).toBe(true);
    }
  });

  test("a slip in it is noticed", () => {
    const kink = kinks[fn];
    const isRight = (slipped: Scalar): boolean =>
      points.every((point) => isClose(at(slipped, point), slopes[fn](point), 1e-11)) &&
      (!kink || at(slipped, kink[0]) === kink[1]);
    const missed = mutated(derivative()).filter(isRight);
    expect(missed.map((slipped) => printScalar(slipped))).toEqual(otherwise[fn] ?? []);
  });

  test("agrees with central differences", () => {
    for (const point of points) {
      const [actual, expected] = [at(derivative(), point), central(functionValues[fn], point)];
      expect(isClose(actual, expected, 1e-5), `${fn}′(${point}) is about ${expected}, not ${actual}`).toBe(true);
    }
  });
});

const binaryDomains: { readonly [F in BinaryFunction]: readonly [x: [number, number], y: [number, number]] } = {
  max: [
    [-3, 3],
    [-3, 3],
  ],
  min: [
    [-3, 3],
    [-3, 3],
  ],
  pow: [
    [0.1, 4],
    [-3, 3],
  ],
  atan2: [
    [-3, 3],
    [-3, 3],
  ],
  hypot: [
    [-3, 3],
    [-3, 3],
  ],
  xlogy: [
    [-3, 3],
    [0.1, 5],
  ],
};

type Kink = readonly [x: number, y: number, slopes: readonly [byX: number, byY: number]];

/** What is agreed on at ties and at 0, where a function has no derivative or a formula for it has none. */
const binaryKinks: { readonly [F in BinaryFunction]?: readonly Kink[] } = {
  max: [[2, 2, [0.5, 0.5]]], // half to each side
  min: [[2, 2, [0.5, 0.5]]],
  pow: [
    [0, 0, [0, -Infinity]], // x⁰ is 1 also at x = 0
    [0, 2, [0, 0]],
  ],
  hypot: [
    [0, 0, [0, 0]],
    [0, 1, [0, 1]],
    [0.75, 1, [0.6, 0.8]],
    [1, 0, [1, 0]],
    [-1, 0, [-1, 0]],
    [0, -1, [0, -1]],
  ],
  xlogy: [
    [0, 23, [Math.log(23), 0]],
    [0, 0, [-Infinity, 0]],
    [1, 4, [Math.log(4), 0.25]],
  ],
};

describe.each(binaryFunctions)("the derivatives of %s", (fn) => {
  const random = seeded(5);
  const [[lowX, highX], [lowY, highY]] = binaryDomains[fn];
  const points = Array.from(
    { length: 40 },
    () => [lowX + (highX - lowX) * random(), lowY + (highY - lowY) * random()] as const,
  );
  const [byX, byY] = binaryDerivatives[fn];
  const f = call(fn, x, y);

  test.each([0, 1] as const)("a slip in derivative %d is noticed", (side) => {
    const derivative = binaryDerivatives[fn][side](x, y, call(fn, x, y));
    const isRight = (slipped: Scalar): boolean =>
      points.every(([px, py]) => isClose(at(slipped, px, py), slopes[fn](px, py)[side], 1e-11)) &&
      (binaryKinks[fn] ?? []).every(([px, py, expected]) => isClose(at(slipped, px, py), expected[side], 1e-15));
    const missed = mutated(derivative).filter(isRight);
    expect(missed.map((slipped) => printScalar(slipped))).toEqual(side === 0 ? (otherwise[fn] ?? []) : []);
  });

  test("agree with the slopes that the oracles know, and with central differences", () => {
    for (const [px, py] of points) {
      const actual = [at(byX(x, y, f), px, py), at(byY(x, y, f), px, py)] as const;
      const expected = slopes[fn](px, py);
      const value = functionValues[fn];
      const differences = [central((t) => value(t, py), px), central((t) => value(px, t), py)] as const;
      for (const side of [0, 1] as const) {
        const what = `side ${side} of ${fn} at ${px}, ${py}`;
        expect(isClose(actual[side], expected[side], 1e-11), what).toBe(true);
        expect(isClose(actual[side], differences[side], 1e-4), what).toBe(true);
      }
    }
  });
});

describe("at kinks", () => {
  test.each(Object.entries(kinks) as [UnaryFunction, [number, number]][])("of %s", (fn, [point, expected]) => {
    expect(at(unaryDerivatives[fn](x, call(fn, x)), point)).toBe(expected);
  });

  test.each(Object.entries(binaryKinks) as [BinaryFunction, Kink[]][])("of %s", (fn, points) => {
    for (const [px, py, expected] of points) {
      for (const side of [0, 1] as const) {
        const actual = at(binaryDerivatives[fn][side](x, y, call(fn, x, y)), px, py);
        expect(isClose(actual, expected[side], 1e-15), `${actual} at ${px}, ${py}`).toBe(true);
      }
    }
  });

  test("max(x, 0) is relu: nothing at 0", () => {
    expect(call("max", x, zero)).toBe(call("relu", x));
    expect(call("max", zero, x)).toBe(call("relu", x));
  });
});

test("trigamma is refused: it stands only for the derivative of digamma", () => {
  expect(() => unaryDerivatives.trigamma(x, call("trigamma", x))).toThrow("trigamma");
});
