import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Kernel } from "../../src/equations/kernel.ts";
import { evaluate, sizeOf } from "../../src/equations/evaluate.ts";
import { compile, derive } from "../../src/pipeline.ts";
import { differentiable } from "../differentiate/differentiable.ts";
import { emitted, functionOf, type Arrays } from "../emit/run.ts";
import { assertClose } from "../oracles/compare.ts";
import { network, networkShapes } from "../oracles/networks.ts";
import type { Program } from "../oracles/programs.ts";
import { randomPoint } from "../oracles/random.ts";

type Given = Pick<Program, "system" | "at" | "params">;

const gradientKernel = ({ system, params }: Given): Kernel => {
  const request = { kind: "gradient", of: "loss", wrt: params } as const;
  return derive({ system, requests: [request] }, request).stable;
};

/** Inputs of one role as the emitted function takes them: scalar data as numbers. */
const argumentsOf = ({ system, at }: Given, role: "param" | "data"): Arrays =>
  Object.fromEntries(
    system.inputs
      .filter((input) => input.role === role)
      .map(({ name, axes }) => {
        const values = at.inputs.get(name) ?? new Float64Array();
        return [name, role === "data" && axes.length === 0 ? values[0]! : values];
      }),
  );

const sizesOf = ({ system, at }: Given): Record<string, number> =>
  Object.fromEntries(system.dims.map((dim) => [dim.name, sizeOf(dim, at.sizes)]));

const tolerance = { relative: 1e-9, absolute: 1e-9 };

/** The emitted function computes what the evaluator says of the same kernel. */
async function agrees(given: Given): Promise<void> {
  const kernel = gradientKernel(given);
  const module = await emitted([kernel]);
  const expected = evaluate(kernel.system, given.at);
  const sizes = given.system.dims.some(({ size }) => size === undefined) ? [sizesOf(given)] : [];
  const grad = Object.fromEntries(
    given.params.map((name) => [name, new Float64Array(given.at.inputs.get(name)?.length ?? 0).fill(NaN)]),
  );
  const work = new Float64Array(functionOf(module, "workLength")(...sizes)).fill(NaN);
  const [params, data] = [argumentsOf(given, "param"), argumentsOf(given, "data")];
  const loss = functionOf(module, "lossAndGradient")(...sizes, params, data, grad, work);
  assertClose(loss, expected.get("loss"), "loss", tolerance);
  for (const output of kernel.outputs) {
    if (output.kind === "gradient")
      assertClose(grad[output.param], expected.get(output.equation), output.param, tolerance);
  }
}

describe("the emitted function computes what the evaluator says", () => {
  test("of random systems", async () => {
    await fc.assert(fc.asyncProperty(differentiable({ mostSize: 3 }), agrees), { numRuns: 12, seed: 20240229 });
  });

  test.each([1, 2] as const)("of random systems with %i fixed sizes, as straight-line code mostly", async (fixed) => {
    await fc.assert(fc.asyncProperty(differentiable({ fixed, mostSize: 3 }), agrees), { numRuns: 10, seed: 20240229 });
  });

  test("of networks", async () => {
    await fc.assert(
      fc.asyncProperty(networkShapes, fc.nat(9999), async (shape, seed) => {
        const system = network(shape);
        const params = system.inputs.filter(({ role }) => role === "param").map(({ name }) => name);
        await agrees({ system, at: randomPoint(system, seed, { mostSize: 6 }), params });
      }),
      { numRuns: 5, seed: 20240229 },
    );
  });
});

const examples = ["ed-tam/samples", "alsup/batch", "attention/attention"] as const;
const read = (name: string): string => readFileSync(`examples/${name}.nabla`, "utf8");

describe("compile output is the same bytes", () => {
  test("whatever was compiled before in the process", async () => {
    const [first, second] = [read("ed-tam/samples"), read("attention/attention")];
    const code = async (source: string) => (await compile(source, { filename: "model.nabla" })).code;
    const before = await code(first);
    expect(before).toBeDefined();
    await code(second);
    expect(await code(first)).toBe(before);
  });

  test("in another process, that compiles in another order", async () => {
    const program = `
      const { readFileSync } = await import("node:fs");
      const { compile } = await import("./src/pipeline.ts");
      const codes = {};
      for (const name of process.argv.slice(1)) {
        codes[name] = (await compile(readFileSync(\`examples/\${name}.nabla\`, "utf8"), { filename: "model.nabla" })).code;
      }
      process.stdout.write(JSON.stringify(codes));
    `;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [
      "--import",
      "tsx",
      "--input-type=module",
      "--eval",
      program,
      ...[...examples].reverse(),
    ]);
    const elsewhere = JSON.parse(stdout) as Record<string, string>;
    for (const name of examples) {
      expect(elsewhere[name]).toBe((await compile(read(name), { filename: "model.nabla" })).code);
    }
  });
});
