import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/index.ts";
import { deriveAll, emitAll, lowerDerived, readModel, styleOf } from "../../src/pipeline.ts";
import { checkCode } from "../../src/verification/check.ts";
import { nothingGiven } from "../../src/verification/given.ts";
import type { CheckReport } from "../../src/verification/report.ts";
import { checkText } from "../../src/verification/text.ts";

const logistic = `dim m, n
param w[m], b
data x[n, m], y[n]
f(v) = 1 / (1 + exp(-(w' * v + b)))
loss = -sum(i in n, y[i] * log(f(x[i])) + (1 - y[i]) * log(1 - f(x[i])))
`;

const quantities = (report: CheckReport | undefined) => report?.functions.flatMap((one) => one.quantities) ?? [];
const kinks = (report: CheckReport | undefined) => report?.functions.flatMap((one) => one.kinks) ?? [];

/** What is said of code that is not what the compiler emits. */
async function spoilt(source: string, change: (code: string) => string, seed = 1): Promise<CheckReport> {
  const { module, model } = readModel(source);
  if (!module || !model) throw new Error("the model is in error");
  const derived = deriveAll(model);
  const programs = derived.map((one) => lowerDerived(one));
  const { code } = await emitAll(model, derived, programs, { filename: "model.nabla", style: styleOf(module, model) });
  const changed = change(code);
  expect(changed).not.toBe(code);
  const functions = derived.map(({ stable }, at) => ({ name: ["loss", "lossAndGradient"][at] ?? "", kernel: stable }));
  const settings = { filename: "model.nabla", dtype: "f64", given: nothingGiven, samples: 5, seed } as const;
  return checkCode(changed, functions, model, settings);
}

describe("what the compiler emits is right", () => {
  test.each(["alsup/batch.nabla", "attention/attention.nabla", "ed-tam/samples.nabla"])(
    "for examples/%s",
    async (name) => {
      const { ok, text } = await check(readFileSync(`examples/${name}`, "utf8"), { filename: name, samples: 2 });
      expect(ok, text).toBe(true);
    },
  );

  test("in single precision", async () => {
    const { ok, text, report } = await check(logistic, { dtype: "f32", samples: 5 });
    expect(ok, text).toBe(true);
    expect(Math.max(...quantities(report).map(({ worst }) => worst?.error ?? 0))).toBeGreaterThan(1e-12);
  });

  test("for a prediction, and for a file that asks for little", async () => {
    const source = `${logistic}emit predict(f), gradient(loss; b)\n`;
    const { ok, report, text } = await check(source, { samples: 4 });
    expect(ok, text).toBe(true);
    expect(quantities(report).map(({ name }) => name)).toContain("∂loss/∂b");
  });

  test("where the formula as it is written overflows: decimals decide", async () => {
    const data = { sizes: { m: 1, n: 2 }, params: { w: [800], b: 0 }, data: { x: [[1], [-1]], y: [0, 0] } };
    const { ok, text, report } = await check(logistic, { data });
    expect(ok, text).toBe(true);
    expect(quantities(report)[0]?.worst).toMatchObject({ found: 800, expected: 800, against: "decimals" });
    expect(report?.functions[1]?.probed).toBeGreaterThan(0);
  });

  test("with dimensions of size 0 and without parameters that are arrays", async () => {
    expect((await check(logistic, { data: { sizes: { n: 0, m: 0 } }, samples: 2 })).ok).toBe(true);
    expect((await check("param a, b\nloss = a * exp(b)\n", { samples: 2 })).ok).toBe(true);
  });
});

describe("what is wrong is found", () => {
  test("a gradient that is off by a millionth, with the element and the seed that show it again", async () => {
    const spoil = (code: string): string => code.replaceAll(/(dw\[[^;]*) = ([^;]*);/g, "$1 = ($2) * 1.000001;");
    const report = await spoilt(logistic, spoil);
    expect(report.ok).toBe(false);
    const { worst, wrong } = quantities(report).find(({ name }) => name === "∂loss/∂w")!;
    expect(wrong).toBeGreaterThan(0);
    expect(worst?.error).toBeGreaterThan(1e-7);
    expect(worst?.where).toMatch(/^w\[\d+\]$/);
    expect(worst?.against).toBe("differences in decimals");
    const again = await spoilt(logistic, spoil, worst?.seed);
    expect(quantities(again).find(({ name }) => name === "∂loss/∂w")?.wrong).toBeGreaterThan(0);
    expect(checkText(report)).toMatch(
      /beyond 1e-9\n {2}the worst: [^\n]*\n {4}compiled {2}\S+\n {4}expected {2}\S+ \(/,
    );
  });

  test("a value that is wrong", async () => {
    const report = await spoilt(logistic, (code) => code.replaceAll("return loss;", "return loss + 1e-6;"));
    expect(report.ok).toBe(false);
    expect(quantities(report).find(({ name }) => name === "loss")?.wrong).toBeGreaterThan(0);
  });

  test("in a model that is too large for decimals, in seconds", async () => {
    const large = logistic.replace("dim m, n", "dim m = 400, n = 200");
    const report = await spoilt(large, (code) => code.replaceAll(/(dw\[[^;]*) = ([^;]*);/g, "$1 = ($2) * 1.000001;"));
    expect(report.ok).toBe(false);
    expect(report.functions[1]?.probed).toBeLessThan(3);
    const value = await spoilt(large, (code) => code.replaceAll("return loss;", "return loss + 1e-3;"));
    expect(value.functions[1]?.quantities[0]?.wrong).toBeGreaterThan(0);
  });

  test("NaN where the mathematics has a number", async () => {
    const report = await spoilt(logistic, (code) => code.replaceAll("return loss;", "return NaN;"));
    expect(report.ok).toBe(false);
  });
});

describe("kinks", () => {
  const data = (w: readonly number[]) => ({ sizes: { n: 2 }, params: { w }, data: {} });

  test("are said, and are no failure", async () => {
    const { ok, report, text } = await check("dim n\nparam w[n]\nloss = sum(abs(w))\n", { data: data([0, 1]) });
    expect(ok, text).toBe(true);
    const [first] = kinks(report);
    expect((first?.right ?? 0) - (first?.left ?? 0)).toBeGreaterThan(0.1);
    expect(text).toContain("kink");
  });

  test.each(["relu(w) - relu(-w)", "(abs(w) + w) - 2 * relu(w) + w", "max(w, 2 * w) + min(w, 2 * w)"])(
    "that cancel are kinks too: %s",
    async (loss) => {
      const { ok, report, text } = await check(`dim n\nparam w[n]\nloss = sum(${loss})\n`, { data: data([0, 1]) });
      expect(ok, text).toBe(true);
      if (loss.startsWith("relu")) expect(text).toContain("to both sides, of parts that have kinks");
      expect(kinks(report).every(({ left, right }) => Math.abs(left - right) < 1e-9)).toBe(true);
    },
  );

  test("are no excuse for a gradient that is wrong there, and beside", async () => {
    const spoil = (code: string): string => code.replaceAll(/(dw\[[^;]*) = ([^;]*);/g, "$1 = ($2) + 0.5;");
    const source = "dim n\nparam w[n]\nloss = sum(relu(w) - relu(-w)) + sum(w .^ 2)\n";
    expect((await spoilt(source, spoil)).ok).toBe(false);
  });

  test("are not seen where there are none", async () => {
    const { report } = await check("dim n\nparam w[n]\nloss = sum(abs(w))\n", { data: data([1e-3, 1]) });
    expect(kinks(report)).toEqual([]);
  });
});

describe("points outside of the domain", () => {
  test("are avoided where there are others", async () => {
    const { ok, report } = await check("dim n\nparam w[n]\nloss = sum(log(w))\n", { samples: 6 });
    expect(ok).toBe(true);
    expect(report?.functions.map(({ points, outside }) => [points, outside])).toEqual([
      [6, 0],
      [6, 0],
    ]);
  });

  test("are counted where there are not", async () => {
    const { report, text } = await check("dim n\nparam w[n]\nloss = sum(log(-1 - w .^ 2))\n", {
      samples: 3,
    });
    expect(report?.functions.map(({ points, outside }) => [points, outside])).toEqual([
      [0, 3],
      [0, 3],
    ]);
    expect(text).toContain("nothing was compared");
  });
});

describe("given values", () => {
  const said = async (data: unknown): Promise<string[]> => {
    const { diagnostics, ok } = await check(logistic, { data });
    expect(ok).toBe(false);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["E0506"]));
    return diagnostics.map(({ message }) => message);
  };

  test("may be nested or flat, tell sizes, and leave the rest to chance", async () => {
    const nested = await check(logistic, { data: { data: { x: [[1, 2, 3]] } }, samples: 2 });
    const flat = await check(logistic, { data: { sizes: { m: 3, n: 1 }, data: { x: [1, 2, 3] } }, samples: 2 });
    expect(nested.ok && flat.ok).toBe(true);
    expect(nested.report).toEqual(flat.report);
  });

  test.each([
    [7, ["the values are a number, not an object"]],
    [{ sizes: { n: -1 } }, ["`sizes.n` is -1, not a whole number"]],
    [{ sizes: { q: 1 } }, ["`sizes.q`: the model has no dimension `q`"]],
    [{ params: { v: [1] } }, ["`params.v`: the model has no parameter `v`"]],
    [{ parameters: {} }, ["`parameters` is none of `sizes`, `params` and `data`"]],
    [{ params: { w: [1, 2] }, data: { x: [[1, 2, 3]] } }, ["`data.x` is 1×3, but has to be 1×2 (n×m)"]],
    [{ params: { w: ["1"] } }, ["`params.w`: element 0 is a string, not a finite number"]],
    [{ params: { b: [1, 2] } }, ["`params.b` is 2 elements, but has to be a number"]],
    [
      { sizes: { m: 1e6, n: 1e6 }, data: { x: [] } },
      ["`data.x` would have 1000000000000 elements, which is too many to check"],
    ],
    [JSON.parse('{ "__proto__": { "w": [1] } }'), ["`__proto__` is none of `sizes`, `params` and `data`"]],
    [JSON.parse('{ "params": { "__proto__": [1] } }'), ["`params.__proto__`: the model has no parameter `__proto__`"]],
    [{ params: { constructor: [1] } }, ["`params.constructor`: the model has no parameter `constructor`"]],
  ])("%j do not fit", async (data: unknown, messages) => {
    expect(await said(data)).toEqual(messages);
  });
});

test("a file in error has nothing to check", async () => {
  const { ok, report, diagnostics } = await check("loss = a\n");
  expect([ok, report, diagnostics.length]).toEqual([false, undefined, 1]);
});
