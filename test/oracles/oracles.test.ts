import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  call,
  constant,
  equal,
  extent,
  openIndex,
  read,
  reduce,
  select,
  sum,
  zero,
} from "../../src/equations/build.ts";
import { evaluate } from "../../src/equations/evaluate.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { System } from "../../src/equations/system.ts";
import { verify } from "../../src/equations/verify.ts";
import { assertAllClose, assertClose, difference } from "./compare.ts";
import { gradientByDuals, pushforward } from "./duals.ts";
import { along, directionalDifference, gradientByDifferences, valueAt } from "./finite-differences.ts";
import { network, networkShapes } from "./networks.ts";
import { programs } from "./programs.ts";
import { seeded } from "../../src/util/random.ts";
import { randomDirection, randomPoint } from "./random.ts";

describe("duals agree with the evaluator and with central differences", () => {
  test("on random programs", () => {
    let smooth = 0;
    fc.assert(
      fc.property(programs(), fc.nat(), ({ system, at, params }, seed) => {
        verify(system);
        const values = evaluate(system, at);
        const direction = randomDirection(at, params, seed);
        const duals = pushforward(system, at, direction);
        assertAllClose(new Map([...duals].map(([name, dual]) => [name, dual.values])), values);
        const { value, kink } = directionalDifference(system, "loss", at, direction);
        if (kink) return;
        smooth++;
        const noise = 1e-5 * (1 + Math.abs(values.get("loss")?.[0] ?? 0));
        assertClose(duals.get("loss")?.tangents, value, "tangent", { relative: 1e-5, absolute: noise });
      }),
      { numRuns: 500 },
    );
    expect(smooth).toBeGreaterThan(450);
  });

  test("on random networks, in every parameter", () => {
    fc.assert(
      fc.property(networkShapes, fc.nat(), (shape, seed) => {
        const system = network(shape);
        const at = randomPoint(system, seed, { mostSize: 3, value: (random) => 2 * random() - 1 });
        const params = system.inputs.filter(({ role }) => role === "param").map(({ name }) => name);
        const gradients = new Map(params.map((name) => [name, gradientByDuals(system, "loss", name, at)]));
        const direction = randomDirection(at, params, seed);
        assertClose(
          along(gradients, direction),
          pushforward(system, at, direction).get("loss")?.tangents,
          "projection",
        );
        const first = gradientByDifferences(system, "loss", "b1", at);
        first.forEach(({ value, kink }, i) => {
          if (!kink) assertClose(gradients.get("b1")?.[i], value, "b1", { relative: 1e-4, absolute: 1e-5 });
        });
      }),
      { numRuns: 60 },
    );
  });

  test("written out or not, a network is the same function", () => {
    fc.assert(
      fc.property(networkShapes, fc.nat(), (shape, seed) => {
        const [plain, spelled] = [false, true].map((writtenOut) => network({ ...shape, writtenOut }));
        const at = randomPoint(plain!, seed, { value: (random) => 2 * random() - 1 });
        assertClose(valueAt(spelled!, "loss", at), valueAt(plain!, "loss", at));
      }),
      { numRuns: 60 },
    );
  });
});

const n = { name: "n", size: undefined };
const k = openIndex(n);
const v = read("v", [k]);
const scalarOf = (body: Scalar): System => ({
  dims: [n],
  inputs: [{ name: "v", role: "param", axes: [n] }],
  equations: [{ name: "loss", axes: [], body, origin: { rule: "defined" } }],
});
const atValues = (...values: readonly number[]): { sizes: { n: number }; inputs: Map<string, Float64Array> } => ({
  sizes: { n: values.length },
  inputs: new Map([["v", Float64Array.from(values)]]),
});
const gradient = (body: Scalar, ...values: readonly number[]): number[] => [
  ...gradientByDuals(scalarOf(body), "loss", "v", atValues(...values)),
];

describe("duals at kinks", () => {
  test.each<[string, Scalar, number[], number[]]>([
    ["the first index that attains a maximum takes all", reduce("max", [k], v), [1, 3, 3], [0, 1, 0]],
    ["the first index that attains a minimum takes all", reduce("min", [k], v), [3, 1, 1], [0, 1, 0]],
    ["argmax does not move", reduce("argmax", [k], v), [1, 3, 3], [0, 0, 0]],
    ["ties of max go half to each", call("max", read("v", [zero]), read("v", [constant(1)])), [2, 2], [0.5, 0.5]],
    ["relu′(0) = 0, |·|′(0) = 0", sum([k], call("relu", v)), [0, -1, 1], [0, 0, 1]],
    ["norm′(0) = 0", call("norm", sum([k], call("abs", v))), [0, 0], [0, 0]],
    ["a product with a zero", reduce("prod", [k], v), [0, 2, 3], [6, 0, 0]],
    [
      "only the taken side",
      select(equal(extent(n), constant(1)), call("log", read("v", [zero])), zero),
      [0, 1],
      [0, 0],
    ],
  ])("%s", (_, body, values, expected) => {
    expect(gradient(body, ...values)).toEqual(expected);
  });

  test("differences see a kink, and only there", () => {
    const slope = (body: Scalar, at: number): boolean =>
      directionalDifference(scalarOf(body), "loss", atValues(at), new Map([["v", Float64Array.of(1)]])).kink;
    for (const body of [sum([k], call("abs", v)), sum([k], call("relu", v)), sum([k], call("step", v))]) {
      expect([slope(body, 0), slope(body, 0.5)]).toEqual([true, false]);
    }
    expect(slope(sum([k], call("exp", v)), 3)).toBe(false);
  });
});

describe("comparison", () => {
  test.each<[number[], number[], boolean]>([
    [[NaN, Infinity], [NaN, Infinity], true],
    [[NaN], [1], false],
    [[1], [NaN], false],
    [[Infinity], [-Infinity], false],
    [[1, 1e-14], [1, 0], true],
    [[1 + 1e-8], [1], false],
    [[1, 2], [1], false],
    [[], [], true],
  ])("%o against %o: %s", (actual, expected, agrees) => {
    expect(difference(actual, expected) === undefined).toBe(agrees);
  });

  test("it says what is wrong", () => {
    expect(() => {
      assertClose([1, 2], [1, 3], "grad W");
    }).toThrow(/^grad W\[1\] is 2, expected 3/);
    expect(() => {
      assertClose(undefined, 1, "b");
    }).toThrow("b is missing");
  });
});

test("a seed gives the same numbers, within the unit interval", () => {
  const [a, b] = [seeded(5), seeded(5)];
  const drawn = Array.from({ length: 1000 }, () => a());
  expect(drawn).toEqual(Array.from({ length: 1000 }, () => b()));
  expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(Math.abs(drawn.reduce((x, y) => x + y, 0) / 1000 - 0.5)).toBeLessThan(0.05);
});
