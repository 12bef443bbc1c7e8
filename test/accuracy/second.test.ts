import { describe, expect, test } from "vitest";
import { evaluatePrecisely } from "../../src/equations/evaluate-precise.ts";
import { read } from "../../src/equations/build.ts";
import type { Model } from "../../src/equations/kernel.ts";
import { answerAsWritten, derive, readModel } from "../../src/pipeline.ts";
import { emitted, functionOf } from "../emit/run.ts";
import { ulps } from "../../scripts/accuracy/ulp.ts";

const request = { kind: "gradient", of: "loss", wrt: ["z"] } as const;

/** The derivative of a function of `z`, as a model of its own. */
function slopeOf({ system }: Pick<Model, "system">): Pick<Model, "system"> {
  const { equations, ...rest } = answerAsWritten({ system, requests: [] }, request);
  const gradient = equations.find(({ origin }) => origin.rule === "gradient")!;
  const origin = { rule: "defined" } as const;
  const before = equations.map((equation) => ({
    ...equation,
    name: equation.name === "loss" ? "value" : equation.name,
    origin,
  }));
  return { system: { ...rest, equations: [...before, { name: "loss", axes: [], body: read(gradient.name), origin }] } };
}

/** The second derivative as it is emitted, and in mathematics. */
async function second(
  formula: string,
): Promise<{ found: (z: number) => number; exact: (z: number) => number; ulps: (z: number) => number }> {
  const { model } = readModel(`param z\nloss = ${formula}\n`, { warnings: "off" });
  const slope = slopeOf(model!);
  const { stable } = derive({ ...slope, requests: [request] }, request);
  const module = await emitted([stable]);
  const written = answerAsWritten({ ...slope, requests: [] }, request);
  const gradient = written.equations.find(({ origin }) => origin.rule === "gradient")!;
  const found = (z: number): number => {
    const grad = { z: new Float64Array(1).fill(NaN) };
    functionOf(module, "lossAndGradient")({ z: Float64Array.of(z) }, grad, new Float64Array(100));
    return grad.z[0]!;
  };
  const precisely = (z: number) =>
    evaluatePrecisely(written, gradient.name, { sizes: {}, inputs: new Map([["z", [z]]]) }, 50)[0]!;
  return { found, exact: (z) => precisely(z).toNumber(), ulps: (z) => ulps(found(z), precisely(z)) };
}

const points = [-1000, -745, -700, -40, -37.4, -3, -1, -1e-3, -1e-9, 1e-9, 1e-3, 0.25, 1, 3, 37.4, 40, 700, 1000];

/** Points about a zero of the second derivative are left out: σ″ = σ(z)·σ(−z)·(σ(−z) − σ(z)) is a difference there. */
const rows: readonly [formula: string, without: readonly number[]][] = [
  ["1 / (1 + exp(-z))", [-1e-3, -1e-9, 1e-9, 1e-3, 0.25]],
  ["2 / (1 + exp(-2 * z)) - 1", []],
  ["log(1 + exp(z))", []],
  ["-log(1 + exp(-z))", []],
  ["log(cosh(z))", []],
  ["exp(z) - 1", []],
  ["log(1 - exp(z))", []],
  ["1 - tanh(z)^2", []],
  ["z * sigmoid(z)", []],
  ["z * log(z)", []],
  ["1 - cos(z / 1000)", []],
  ["if z > 0 then log(z) else 0", []],
  ["if z > 0 then sqrt(z) else z", []],
  ["if z > 0 then z else exp(z) - 1", []],
];

describe("second derivatives are right to 4 ulp", () => {
  test.each(rows)("of %s", async (formula, without) => {
    const { exact, found, ulps: error } = await second(formula);
    const defined = points.filter((z) => !without.includes(z) && Number.isFinite(exact(z)));
    expect(defined.length).toBeGreaterThan(7);
    expect(
      defined.flatMap((z) => (error(z) <= 4 ? [] : [{ z, error: error(z), found: found(z), exact: exact(z) }])),
    ).toEqual([]);
  });
});

describe("the second derivative of what has a kink", () => {
  test.each([
    ["relu(z)", [0, 0, 0]],
    ["max(0, z)", [0, 0, 0]],
    ["abs(z)", [0, 0, 0]],
    ["sqrt(z^2)", [0, 0, 0]],
    ["sign(z) * z", [0, 0, 0]],
    ["relu(z)^2", [0, 0, 2]],
    ["leaky_relu(z)", [0, 0, 0]],
    ["elu(z)", [Math.exp(-2), 1, 0]],
    ["if z > 0 then z^3 else 0", [0, 0, 12]],
  ])("of %s is that of its pieces", async (formula, expected) => {
    const { found } = await second(formula);
    expect([-2, 0, 2].map(found)).toEqual(expected);
  });
});
