import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differentiate } from "../../src/differentiate/reverse.ts";
import { evaluate } from "../../src/equations/evaluate.ts";
import {
  axis,
  call,
  constant,
  equal,
  extent,
  mul,
  negate,
  one,
  openIndex,
  power,
  read,
  reduce,
  select,
  sub,
  sum,
  zero,
} from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input, System } from "../../src/equations/system.ts";
import { verify } from "../../src/equations/verify.ts";
import { flatten } from "../../src/simplify/flatten.ts";
import { assertClose } from "../oracles/compare.ts";
import { gradientByDuals } from "../oracles/duals.ts";
import { along, directionalDifference } from "../oracles/finite-differences.ts";
import { network, networkShapes } from "../oracles/networks.ts";
import type { Program } from "../oracles/programs.ts";
import { randomDirection, randomPoint } from "../oracles/random.ts";
import { differentiable } from "./differentiable.ts";

/** Loss and gradients of reverse mode alone, without simplification. */
function reverse({ system, at, params }: Omit<Program, "toString">): Map<string, Float64Array> {
  const adjoint = differentiate(flatten(system), "loss", params);
  verify(adjoint);
  const values = evaluate(adjoint, at);
  const gradients = adjoint.equations.filter(({ origin }) => origin.rule === "gradient");
  return new Map(gradients.map(({ name, origin }) => [origin.of ?? name, values.get(name) ?? new Float64Array()]));
}

describe("reverse mode", () => {
  test("agrees with dual numbers on random systems", () => {
    fc.assert(
      fc.property(differentiable(), (program) => {
        const gradients = reverse(program);
        for (const param of program.params) {
          const expected = gradientByDuals(program.system, "loss", param, program.at);
          assertClose(gradients.get(param), expected, `gradient for ${param}`, { relative: 1e-9, absolute: 1e-9 });
        }
      }),
      { numRuns: 100, seed: 20240229 },
    );
  });

  test("agrees with central differences on random systems, kinks aside", () => {
    fc.assert(
      fc.property(differentiable(), fc.nat(9999), (program, seed) => {
        const direction = randomDirection(program.at, program.params, seed);
        const slope = directionalDifference(program.system, "loss", program.at, direction);
        if (slope.kink) return;
        const predicted = along(reverse(program), direction);
        assertClose(predicted, slope.value, "slope", { relative: 1e-5, absolute: 1e-5 });
      }),
      { numRuns: 60, seed: 20240229 },
    );
  });

  test("agrees with dual numbers on networks written out", () => {
    fc.assert(
      fc.property(networkShapes, fc.nat(9999), (shape, seed) => {
        const system = network(shape);
        const at = randomPoint(system, seed, { mostSize: 3 });
        const params = system.inputs.filter(({ role }) => role === "param").map(({ name }) => name);
        const gradients = reverse({ system, at, params });
        for (const param of params) {
          assertClose(gradients.get(param), gradientByDuals(system, "loss", param, at), param, { relative: 1e-9 });
        }
      }),
      { numRuns: 20, seed: 20240229 },
    );
  });

  test("gives gradients in the order asked for, with the shape of their parameters", () => {
    const system = network({ layers: 2, activation: "tanh", loss: "mse" });
    const { equations } = differentiate(flatten(system), "loss", ["b2", "W1"]);
    const gradients = equations.filter(({ origin }) => origin.rule === "gradient");
    expect(gradients.map(({ origin, axes }) => [origin.of, axes.map(({ name }) => name)])).toEqual([
      ["b2", ["m2"]],
      ["W1", ["m1", "m0"]],
    ]);
  });

  test("takes no name that is taken", () => {
    const system = network({ layers: 2, activation: "tanh", loss: "mse" });
    const taken = ["d_W1", "d_z2"].map((name): Input => ({ name, role: "data", axes: [] }));
    const adjoint = differentiate(flatten({ ...system, inputs: [...system.inputs, ...taken] }), "loss", ["W1"]);
    verify(adjoint);
    const names = [...adjoint.inputs, ...adjoint.equations].map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test.each<[string, Scalar]>([
    ["a number", one],
    ["a read", read("c")],
    ["a size", extent(n)],
  ])("makes no equation of an adjoint that is %s", (_, weight) => {
    const defined = (name: string, axes: readonly Dim[], body: Scalar): Equation => ({
      name,
      axes,
      body,
      origin: { rule: "defined" },
    });
    const equations = [
      defined("e", [n], power(read("v", [axis(0, n)]), 2)),
      defined(
        "s",
        [],
        over([n], (i) => read("e", [i])),
      ),
      defined("loss", [], mul(weight, read("s"))),
    ];
    const adjoint = differentiate({ dims: [n], inputs, equations }, "loss", ["v"]);
    expect(adjoint.equations.map(({ name }) => name)).toEqual(["e", "s", "loss", "d_v"]);
  });

  test("makes no adjoint for what depends on no parameter asked for", () => {
    const system = network({ layers: 3, activation: "sigmoid", loss: "bce" });
    const { equations } = differentiate(flatten(system), "loss", ["W3"]);
    const adjoints = equations.flatMap(({ origin }) => (origin.rule === "adjoint" ? [origin.of] : []));
    expect(adjoints).not.toContain("h2");
    expect(adjoints).toContain("f");
  });
});

const n: Dim = { name: "n", size: undefined };
const m: Dim = { name: "m", size: undefined };
const three: Dim = { name: "3", size: 3 };

const inputs: readonly Input[] = [
  { name: "A", role: "param", axes: [n, n] },
  { name: "B", role: "param", axes: [n, m] },
  { name: "v", role: "param", axes: [n] },
  { name: "w", role: "param", axes: [three] },
  { name: "c", role: "param", axes: [] },
];

/** Loss bodies over the inputs above, each with what is special about it. */
const bodies: Readonly<Record<string, () => Scalar>> = {
  "a diagonal": () => over([n], (i) => power(read("A", [i, i]), 3)),
  "a diagonal beside the whole": () => over([n, n], (i, j) => mul(read("A", [i, j]), read("A", [j, j]))),
  "a transpose": () => over([n, n], (i, j) => mul(read("A", [i, j]), read("A", [j, i]), read("v", [i]))),
  "constant indices": () => mul(read("w", [constant(0)]), power(read("w", [constant(2)]), 2)),
  "a computed index": () => over([three], (i) => mul(read("w", [i]), call("exp", read("w", [sub(constant(2), i)])))),
  "an index value": () => over([n], (i) => mul(i, power(read("v", [i]), 2))),
  "an index that is not read": () => over([n, m], (i) => call("sin", read("v", [i]))),
  "a Kronecker delta": () => over([n, n], (i, j) => select(equal(i, j), read("A", [i, j]), read("v", [i]))),
  "a sum of sums with a sign": () => negate(over([n], (i) => sub(rowSum(i), mul(constant(6), power(rowSum(i), 2))))),
  "a product of elements": () => reduceOver("prod", n, (i) => read("v", [i])),
  "a product of rows": () => reduceOver("prod", n, (i) => rowSum(i)),
  "the largest element": () =>
    power(
      reduceOver("max", n, (i) => mul(read("v", [i]), read("v", [i]))),
      2,
    ),
  "the least element": () =>
    power(
      reduceOver("min", n, (i) => read("v", [i])),
      3,
    ),
  logsumexp: () => reduceOver("logsumexp", n, (i) => mul(read("c"), read("v", [i]))),
  "logsumexp of rows": () =>
    over([m], (j) =>
      power(
        reduceOver("logsumexp", n, (i) => read("B", [i, j])),
        2,
      ),
    ),
  "argmax as a weight": () =>
    mul(
      reduceOver("argmax", n, (i) => read("v", [i])),
      power(read("c"), 2),
    ),
  "argmin as a weight": () =>
    mul(
      reduceOver("argmin", n, (i) => read("v", [i])),
      power(read("c"), 2),
    ),
  "an element at the argmax": () => power(read("v", [reduceOver("argmax", n, (i) => read("v", [i]))]), 2),
};

const over = (ranges: readonly Dim[], body: (...indices: Scalar[]) => Scalar): Scalar => {
  const indices = ranges.map(openIndex);
  return sum(indices, body(...indices));
};

const reduceOver = (operator: Parameters<typeof reduce>[0], dim: Dim, body: (index: Scalar) => Scalar): Scalar => {
  const index = openIndex(dim);
  return reduce(operator, [index], body(index));
};

const rowSum = (i: Scalar): Scalar => over([m], (j) => read("B", [i, j]));

const lossOf = (body: Scalar): System => ({
  dims: [n, m],
  inputs,
  equations: [{ name: "loss", axes: [], body, origin: { rule: "defined" } }],
});

describe.each(Object.entries(bodies))("the gradient of %s", (_, body) => {
  const params = inputs.map(({ name }) => name);

  test.each([
    { n: 3, m: 2 },
    { n: 1, m: 1 },
    { n: 1, m: 0 },
    { n: 0, m: 2 },
  ])("at sizes %o", (sizes) => {
    const system = lossOf(body());
    const at = randomPoint(system, 11, { sizes });
    const gradients = reverse({ system, at, params });
    for (const param of params) {
      assertClose(gradients.get(param), gradientByDuals(system, "loss", param, at), param, { relative: 1e-12 });
    }
  });
});

describe("the gradient of an extremum", () => {
  test.each(["max", "min"] as const)("%s goes to the first index that attains it", (operator) => {
    const system = lossOf(reduceOver(operator, n, (i) => read("v", [i])));
    const { at, params } = { at: randomPoint(system, 1, { sizes: { n: 4, m: 1 } }), params: ["v"] };
    at.inputs.get("v")?.set(operator === "max" ? [1, 5, 5, 2] : [9, 5, 5, 7]);
    expect([...(reverse({ system, at, params }).get("v") ?? [])]).toEqual([0, 1, 0, 0]);
  });

  test("a product with zeros among its factors has the products of the others", () => {
    const system = lossOf(reduceOver("prod", n, (i) => read("v", [i])));
    const at = randomPoint(system, 1, { sizes: { n: 3, m: 1 } });
    at.inputs.get("v")?.set([2, 0, 5]);
    expect([...(reverse({ system, at, params: ["v"] }).get("v") ?? [])]).toEqual([0, 10, 0]);
    at.inputs.get("v")?.set([2, 0, 0]);
    expect([...(reverse({ system, at, params: ["v"] }).get("v") ?? [])]).toEqual([0, 0, 0]);
  });

  test("only the taken side of a condition counts", () => {
    const x = axis(0, n);
    const system: System = {
      dims: [n, m],
      inputs,
      equations: [
        {
          name: "e",
          axes: [n],
          body: select(equal(x, zero), call("log", read("v", [x])), power(read("v", [x]), 2)),
          origin: { rule: "defined" },
        },
        { name: "loss", axes: [], body: over([n], (i) => read("e", [i])), origin: { rule: "defined" } },
      ],
    };
    const at = randomPoint(system, 1, { sizes: { n: 3, m: 1 } });
    at.inputs.get("v")?.set([2, 0, -3]);
    expect([...(reverse({ system, at, params: ["v"] }).get("v") ?? [])]).toEqual([0.5, 0, -6]);
  });
});
