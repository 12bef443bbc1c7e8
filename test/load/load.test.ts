import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import ts from "typescript";
import { compile, evaluate, load, ModelError } from "../../src/index.ts";

const line = `
dim   m, n
param w[m], b
data  x[n, m], y[n]
loss = 1/n * sum(i in n, (w' * x[i] + b - y[i])^2)
`;

interface Line {
  readonly lossAndGradient: (sizes: object, params: object, data: object, grad: object, work: Float64Array) => number;
  readonly workLength: (sizes: object) => number;
}

/** At w = b = 0 on the samples x = (1, 2), (3, 4), y = 1, 2: loss 5/2. */
function gradientOf({ lossAndGradient, workLength }: Line): unknown {
  const sizes = { m: 2, n: 2 };
  const params = { w: new Float64Array(2), b: new Float64Array(1) };
  const data = { x: Float64Array.of(1, 2, 3, 4), y: Float64Array.of(1, 2) };
  const grad = { w: new Float64Array(2), b: new Float64Array(1) };
  const loss = lossAndGradient(sizes, params, data, grad, new Float64Array(workLength(sizes)));
  return [loss, [...grad.w], [...grad.b]];
}
const answer = [2.5, [-7, -10], [-3]];

describe("load", () => {
  test("gives the functions of a model", async () => {
    expect(gradientOf(await load<Line>(line))).toEqual(answer);
  });

  test("takes the options of compile", async () => {
    const { lossAndGradient } = await load("param w\nloss = w^2\n", { dtype: "f32" });
    const grad = { w: new Float32Array(1) };
    expect(lossAndGradient?.({ w: Float32Array.of(3) }, grad, new Float32Array(0))).toBe(9);
    expect(grad.w).toEqual(Float32Array.of(6));
  });

  test("has every function that the file asks for, by its name", async () => {
    const module = await load("param w[2]\nf = 2 * w\nloss = norm2(f)^2\nemit value(loss), predict(f)\n");
    expect(Object.keys(module).sort()).toEqual([
      "loss",
      "paramLayout",
      "paramLength",
      "paramViews",
      "predict",
      "predictLength",
      "workLength",
    ]);
  });

  test("throws what is wrong with a model, each error at its place", async () => {
    const wrong = load("param w\nloss = v^2\n", { filename: "wrong.nabla" });
    await expect(wrong).rejects.toThrow(ModelError);
    await expect(wrong).rejects.toThrow(/^error\[E\d+\]: .*`v`[^]*--> wrong\.nabla:2:8[^]*> 2 \| loss = v\^2/);
    await expect(wrong).rejects.toHaveProperty("diagnostics.0.severity", "error");
  });

  test("is silent about warnings, unless they are made errors", async () => {
    const doubtful = "param w\nloss = log(w)^2\n";
    expect(await load(doubtful)).toHaveProperty("lossAndGradient");
    await expect(load(doubtful, { warnings: "error" })).rejects.toThrow(ModelError);
  });
});

describe("evaluate", () => {
  test("runs an emitted file", async () => {
    const emitted = readFileSync("generated/models/logistic-regression/logistic-regression.nabla.ts", "utf8");
    expect(await evaluate(emitted)).toHaveProperty("lossAndGradient");
  });

  test("runs JavaScript as well", async () => {
    const { code = "" } = await compile(line, { filename: "line.nabla" });
    const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
    const { outputText } = ts.transpileModule(code, { compilerOptions: options });
    expect(gradientOf(await evaluate<Line>(outputText))).toEqual(answer);
  });

  test("gives each caller a module of its own", async () => {
    const { code = "" } = await compile(line, { filename: "line.nabla" });
    expect(await evaluate(code)).not.toBe(await evaluate(code));
  });
});
