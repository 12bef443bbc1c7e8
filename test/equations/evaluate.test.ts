import { describe, expect, test } from "vitest";
import {
  add, and, axis, call, constant, divide, equal, extent, less, lessOrEqual, mul, not, one, openIndex, or, power, read,
  reduce, select, sub, sum, zero,
} from "../../src/equations/build.ts"; // prettier-ignore
import { evaluate, evaluateScalar, sizeOf, type Environment } from "../../src/equations/evaluate.ts";
import type { Index, ReduceOperator, Scalar } from "../../src/equations/scalar.ts";
import type { Equation, System } from "../../src/equations/system.ts";
import { rational } from "../../src/util/rational.ts";

const n = { name: "n", size: undefined };
const m = { name: "m", size: 3 };
const i = openIndex(n);
const j = openIndex(m);
const k = openIndex(n);

const environment: Environment = {
  sizes: { n: 2 },
  tensors: new Map([
    ["A", { shape: [2, 3], values: Float64Array.of(1, 2, 3, 4, 5, 6) }],
    ["v", { shape: [2], values: Float64Array.of(-1, 7) }],
    ["w", { shape: [3], values: Float64Array.of(5, 9, 9) }],
    ["s", { shape: [], values: Float64Array.of(0.5) }],
    ["empty", { shape: [0], values: new Float64Array() }],
  ]),
  indices: new Map([
    [i, 1],
    [j, 2],
  ]),
};
const valueOf = (scalar: Scalar): number => evaluateScalar(scalar, environment);

const A = (first: Scalar, second: Scalar): Scalar => read("A", [first, second]);
const v = (index: Scalar): Scalar => read("v", [index]);
const s = read("s");

describe("each kind of expression means what it says", () => {
  test.each<[string, Scalar, number]>([
    ["constant", constant(rational(1, 3)), 1 / 3],
    ["extent", extent(n), 2],
    ["index", j, 2],
    ["read", A(i, j), 6],
    ["read of a scalar", s, 0.5],
    ["read at constants", A(zero, one), 2],
    ["read at a computed index", A(sub(one, i), sub(j, one)), 2],
    ["read beyond the end", A(add(i, one), j), NaN],
    ["read before the beginning", A(sub(i, constant(2)), j), NaN],
    ["read between elements", v(s), NaN],
    ["add", add(s, v(i), constant(-3)), 4.5],
    ["mul", mul(s, v(i), constant(-3)), -10.5],
    ["power", power(v(i), -2), 1 / 49],
    ["square root", power(s, rational(1, 2)), Math.sqrt(0.5)],
    ["inverse square root", power(s, rational(-1, 2)), 1 / Math.sqrt(0.5)],
    ["square root of a negative number", power(v(zero), rational(1, 2)), NaN],
    ["call", call("exp", s), Math.exp(0.5)],
    ["call of two", call("atan2", s, v(i)), Math.atan2(0.5, 7)],
    ["call of none", call("pi"), Math.PI],
    ["select", select(less(s, v(i)), s, v(i)), 0.5],
    ["a delta", select(equal(i, k), v(k), zero), 0],
  ])("%s", (_, scalar, expected) => {
    const indices = new Map([...environment.indices, [k, 0]]);
    expect(evaluateScalar(scalar, { ...environment, indices })).toBe(expected);
  });

  test.each<[string, Parameters<typeof select>[0], boolean]>([
    ["less", less(s, one), true],
    ["not less", less(one, s), false],
    ["less than NaN", less(s, call("nan")), false],
    ["less or equal", lessOrEqual(s, s), true],
    ["equal", equal(s, divide(one, extent(n))), true],
    ["not", not(equal(s, one)), true],
    ["and", and(less(s, one), less(one, s)), false],
    ["or", or(less(s, one), less(one, s)), true],
  ])("condition: %s", (_, condition, expected) => {
    expect(valueOf(select(condition, one, constant(2)))).toBe(expected ? 1 : 2);
  });

  test("only the taken side is evaluated", () => {
    const outside = read("A", [add(i, i), j]);
    expect(valueOf(select(less(one, s), outside, s))).toBe(0.5);
    expect(valueOf(mul(constant(3), select(less(one, s), outside, zero)))).toBe(0);
  });
});

const overEmpty = openIndex({ name: "0", size: 0 });

describe("reductions", () => {
  test.each<[ReduceOperator, number, number, number]>([
    ["sum", 23, 0, 21],
    ["prod", 405, 1, 720],
    ["max", 9, -Infinity, NaN],
    ["min", 5, Infinity, NaN],
    ["argmax", 1, 0, NaN],
    ["argmin", 0, 0, NaN],
    ["logsumexp", 9 + Math.log(2 + Math.exp(-4)), -Infinity, 6 + Math.log([0, 1, 2, 3, 4, 5].reduce((t, d) => t + Math.exp(-d), 0))],
  ])("%s: of some, of none, over two indices", (operator, ofSome, ofNone, overTwo) => {
    expect(valueOf(reduce(operator, [j], read("w", [j])))).toBeCloseTo(ofSome, 13);
    expect(valueOf(reduce(operator, [overEmpty], read("empty", [overEmpty])))).toBe(ofNone);
    if (!Number.isNaN(overTwo)) expect(valueOf(reduce(operator, [k, j], A(k, j)))).toBeCloseTo(overTwo, 12);
  }); // prettier-ignore

  test("logsumexp does not overflow and knows infinity", () => {
    const large = mul(constant(1000), read("w", [j]));
    expect(valueOf(reduce("logsumexp", [j], large))).toBeCloseTo(9000 + Math.LN2, 9);
    const none = select(less(j, zero), one, mul(constant(-1), call("infinity")));
    expect(valueOf(reduce("logsumexp", [j], none))).toBe(-Infinity);
  });

  test("NaN is not lost in an extremum", () => {
    const hole = select(equal(j, one), call("nan"), j);
    expect(valueOf(reduce("max", [j], hole))).toBeNaN();
    expect(valueOf(reduce("min", [j], hole))).toBeNaN();
  });

  test("nested reductions each see their own index", () => {
    const scaled = sum([k], mul(v(k), sum([j], mul(A(k, j), read("w", [j])))));
    expect(valueOf(scaled)).toBe(-(5 + 18 + 27) + 7 * (20 + 45 + 54));
  });
});

const equation = (name: string, axes: Equation["axes"], body: Scalar): Equation => ({
  name,
  axes,
  body,
  origin: { rule: "defined" },
});

describe("a system", () => {
  const [row, column] = [axis(0, n), axis(1, m)];
  const system: System = {
    dims: [n, m],
    inputs: [
      { name: "A", role: "param", axes: [n, m] },
      { name: "c", role: "data", axes: [] },
    ],
    equations: [
      equation("twice", [n, m], mul(constant(2), read("A", [row, column]))),
      equation("rows", [n], sum([j], read("twice", [axis(0, n), j]))),
      equation("loss", [], add(sum([i], read("rows", [i])), read("c"))),
    ],
  };
  const inputs = new Map([
    ["A", Float64Array.of(1, 2, 3, 4, 5, 6)],
    ["c", Float64Array.of(100)],
  ]);

  test("gives every equation, row-major", () => {
    const values = evaluate(system, { sizes: { n: 2 }, inputs });
    expect(values.get("twice")).toEqual(Float64Array.of(2, 4, 6, 8, 10, 12));
    expect(values.get("rows")).toEqual(Float64Array.of(12, 30));
    expect(values.get("loss")).toEqual(Float64Array.of(142));
    expect(evaluate(system, { sizes: new Map([["n", 2]]), inputs })).toEqual(values);
  });

  test("with nothing in it is empty sums", () => {
    const nothing = new Map([...inputs, ["A", new Float64Array()]]);
    expect(evaluate(system, { sizes: { n: 0 }, inputs: nothing }).get("loss")).toEqual(Float64Array.of(100));
  });

  test("refuses a missing size, a wrong length and an unknown tensor", () => {
    expect(() => evaluate(system, { sizes: {}, inputs })).toThrow("internal: no size for dimension n");
    expect(() => sizeOf({ name: "constructor", size: undefined }, {})).toThrow("internal: no size");
    expect(() => evaluate(system, { sizes: { n: 3 }, inputs })).toThrow("internal: input A has length 6, not 9");
    expect(() => valueOf(read("nowhere"))).toThrow("internal: nowhere is read");
  });
});

test("a body that shares is evaluated in time linear in what is stored", () => {
  let shared: Scalar = add(s, v(i));
  for (let level = 0; level < 200; level++) shared = add(call("sin", shared), mul(shared, call("cos", shared)));
  expect(valueOf(sum([j], mul(j, shared)))).not.toBeNaN();
  const index: Index = i;
  expect(shared.free).toEqual([index]);
});
