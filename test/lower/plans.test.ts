import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluate, type Point } from "../../src/equations/evaluate.ts";
import { compile, planRefusal, type Plan } from "../../src/index.ts";
import { lower } from "../../src/lower/lower.ts";
import { deriveAll, readModel, type Derived } from "../../src/pipeline.ts";
import { printSize } from "../../src/program/size.ts";
import { verifyProgram } from "../../src/program/verify.ts";
import { assertClose } from "../oracles/compare.ts";
import { randomPoint } from "../oracles/random.ts";
import { execute } from "../program/execute.ts";

const example = (path: string): string => readFileSync(`examples/${path}.nabla`, "utf8");

const batchStatistics = `dim n, m
param w[m], b[m]
data x[n, m], y[n]
z[i, j] = x[i, j] * w[j]
mu[j] = mean(i in n, z[i, j])
h[i, j] = tanh(z[i, j] - mu[j] + b[j])
loss = 1/n * sum(i in n, (sum(j in m, h[i, j]) - y[i])^2)
`;

const models: Readonly<Record<string, string>> = {
  "two layers": example("alsup/batch"),
  "three layers": example("ed-tam/samples"),
  "a softmax": example("softmax-classifier/softmax-classifier"),
  attention: example("attention/attention"),
  "two factors": example("matrix-factorization/matrix-factorization"),
  "batch statistics": batchStatistics,
  "one open size": `dim n, m = 3, k = 2
param W1[m, k], b1[m], W2[m], b2
data x[n, k], y[n]
h(v) = tanh(W1 * v + b1)
loss = sum(i in n, (W2' * h(x[i]) + b2 - y[i])^2)
`,
  "a maximum and a condition": `dim n, m
param w[n, m], c
data y[n]
loss = 1/n * sum(i in n, (max(j in m, w[i, j]) - y[i])^2 + (if c > 0 then c * w[i, 0]^2 else 0))
`,
};

const plans: readonly Plan[] = [
  {},
  { tile: 1 },
  { tile: 1000 },
  { tile: "off" },
  { block: "off" },
  { tile: 3, block: [3, 5] },
  { tile: 2, block: [1, 7], unroll: "off" },
  { block: [5, 1], unroll: "off" },
  { tile: "off", block: "off", unroll: "off" },
  { unroll: 20_000 },
];

/** Sizes of 1, primes, and others, as many as a model has. */
const pointsOf = ({ stable: { system } }: Derived): Point[] =>
  [
    [1, 1, 1, 1],
    [7, 5, 3, 11],
    [2, 13, 6, 4],
  ].map((sizes, seed) =>
    randomPoint(system, seed, { sizes: Object.fromEntries(system.dims.map(({ name }, at) => [name, sizes[at] ?? 2])) }),
  );

function derivedFrom(source: string, dims: Readonly<Record<string, number>> = {}): Derived[] {
  const { model, diagnostics } = readModel(source, { dims });
  if (!model) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return deriveAll(model);
}

function holds(derived: Derived, plan: Plan): void {
  const program = lower(derived.stable, { dtype: "f64", plan });
  expect(verifyProgram(program)).toEqual([]);
  for (const at of pointsOf(derived)) {
    const { result, arrays } = execute(program, at);
    const expected = evaluate(derived.stable.system, at);
    for (const output of derived.stable.outputs) {
      const found = output.kind === "value" ? [result] : arrays.get(output.kind === "gradient" ? output.param : "out");
      const close = { relative: 1e-11, absolute: 1e-11 };
      assertClose(Float64Array.from(found ?? []), expected.get(output.equation), output.equation, close);
    }
  }
}

describe.each(Object.entries(models))("%s", (_, source) => {
  const derived = derivedFrom(source);
  test.each(plans)("has the same numbers as planned by %j", (plan) => {
    for (const one of derived) holds(one, plan);
  });
});

describe("a plan is followed", () => {
  const [gradient] = derivedFrom(models["two layers"] ?? "").filter(({ request }) => request.kind === "gradient");
  const lowered = (plan: Plan) => lower(gradient!.stable, { dtype: "f64", plan });

  test("in tiles of as many as it says", () => {
    expect(lowered({ tile: 8 }).tiles).toEqual([{ name: "min(n, 8)", dim: { name: "n", size: undefined }, most: 8 }]);
    expect(lowered({ tile: "off" }).tiles).toEqual([]);
  });

  test("in blocks of as many as it says", () => {
    const steps = (plan: Plan): string[] =>
      [...new Set(JSON.stringify(lowered(plan).body).match(/"step":\d+/g))].sort();
    expect(steps({ tile: "off", block: [3, 5] })).toEqual(['"step":1', '"step":3', '"step":5']);
    expect(steps({ tile: "off", block: "off" })).toEqual(['"step":1']);
  });

  test("in straight-line code as far as it says and one function holds", () => {
    const source = models["two layers"] ?? "";
    const [one] = derivedFrom(source, { m0: 12, m1: 20, m2: 8 }).filter(({ request }) => request.kind === "gradient");
    const kindOf = (plan: Plan): string => lower(one!.stable, { dtype: "f64", plan }).unrolling.kind;
    expect(kindOf({})).toBe("long");
    expect(kindOf({ unroll: 20_000 })).toBe("heavy");
    expect(kindOf({ unroll: "off" })).toBe("off");
    holds(one!, { unroll: 20_000 });
  });

  test("the workspace does not grow with the samples beyond a tile, unless it says so", () => {
    expect(printSize(lowered({}).workLength)).toBe("2·m1·min(n, 32) + m2·min(n, 32)");
    expect(printSize(lowered({ tile: 1 }).workLength)).toBe("2·m1·min(n, 1) + m2·min(n, 1)");
    expect(printSize(lowered({ tile: "off" }).workLength)).toBe("2·m1·n + m2·n");
  });
});

describe("a plan that cannot be followed", () => {
  test.each<[Plan, RegExp]>([
    [{ tile: 8 }, /`tile=8` has no effect: samples are not independent/],
    [{ unroll: 500 }, /`unroll=500` has no effect: nothing is written out/],
  ])("%j is a warning that says why", async (plan, expected) => {
    const { code, diagnostics } = await compile(batchStatistics, { filename: "model.nabla", plan });
    expect(code).toBeDefined();
    expect(diagnostics.map(({ code: number }) => number)).toEqual(["W0610"]);
    expect(diagnostics[0]?.message).toMatch(expected);
    expect(diagnostics[0]?.notes.join()).toMatch(/waits for|are open/);
    const strict = await compile(batchStatistics, { filename: "model.nabla", plan, warnings: "error" });
    expect(strict.code).toBeUndefined();
    expect((await compile(batchStatistics, { filename: "model.nabla", plan, warnings: "off" })).diagnostics).toEqual(
      [],
    );
  });

  test("is none where it asks for nothing special", async () => {
    const plan = { tile: "off", block: [3, 5] } as const;
    expect((await compile(batchStatistics, { filename: "model.nabla", plan })).diagnostics).toEqual([]);
  });

  test.each<[object, string]>([
    [{ tile: 0 }, "in a plan, tile is auto, off, or a whole number from 1 to 1048576, such as tile=32"],
    [{ tile: 1.5 }, "in a plan, tile is"],
    [{ block: 4 }, "in a plan, block is auto, off, or rows and columns, each from 1 to 16, such as block=2x4"],
    [{ block: [2, 17] }, "in a plan, block is"],
    [{ unroll: true }, "in a plan, unroll is"],
    [{ constructor: 1 }, "a plan has no constructor; it has tile, block, unroll"],
  ])("%j is refused", async (plan, expected) => {
    expect(planRefusal(plan as Plan)).toContain(expected);
    await expect(compile("param w\nloss = w^2\n", { filename: "model.nabla", plan })).rejects.toThrow(RangeError);
  });
});
