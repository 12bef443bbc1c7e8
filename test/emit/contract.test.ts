import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { add, axis, call, mul, power, read } from "../../src/equations/build.ts";
import type { Kernel } from "../../src/equations/kernel.ts";
import { emitModule } from "../../src/emit/module.ts";
import { evaluate } from "../../src/load/evaluate.ts";
import { verifyProgram } from "../../src/program/verify.ts";
import { predicting } from "./agree.ts";
import { data, dim, equation, kernel, param, sumOver, twoLayer } from "./models.ts";
import { emitted, functionOf, moduleOf } from "./run.ts";

const sizes = { m0: 2, m1: 3, m2: 1, n: 4 };

function argumentsOf() {
  const params = { W1: new Float64Array(6), b1: new Float64Array(3), W2: new Float64Array(3), b2: new Float64Array(1) };
  const grad = { W1: new Float64Array(6), b1: new Float64Array(3), W2: new Float64Array(3), b2: new Float64Array(1) };
  return { params, grad, data: { x: new Float64Array(8), y: new Float64Array(4) }, work: new Float64Array(32) };
}

/** A model whose every name means something else already. */
function hostile(): Kernel {
  const names = [
    "class",
    "await",
    "arguments",
    "eval",
    "Math",
    "Float64Array",
    "RangeError",
    "work",
    "grad",
    "sizes",
    "wrongLength",
    "checkLossAndGradient",
    "seenByLossAndGradient",
    "i",
    "sum",
    "σ₁",
    "dclass",
    "lossAndGradient",
  ];
  const dims = ["out", "params", "NaN"].map((name) => dim(name));
  const [a, b, c] = dims as [ReturnType<typeof dim>, ReturnType<typeof dim>, ReturnType<typeof dim>];
  const inputs = [...names.map((name) => param(name, a)), data("undefined", a, b), data("data", c), data("Infinity")];
  const all = add(...names.map((name) => sumOver(a, (k) => power(read(name, [k]), 2))));
  const extra = sumOver(a, (k) => sumOver(b, (l) => call("erf", read("undefined", [k, l]))));
  const loss = equation(
    "loss",
    [],
    add(
      all,
      extra,
      mul(
        read("Infinity"),
        sumOver(c, (k) => read("data", [k])),
      ),
    ),
  );
  const gradients = names.map((name) => equation(`∂${name}`, [a], mul(read(name, [axis(0, a)]), read("Infinity"))));
  const outputs = names.map((name) => ({ kind: "gradient", param: name, equation: `∂${name}` }) as const);
  const request = { kind: "gradient", of: "loss", wrt: names } as const;
  return kernel(dims, inputs, [loss, ...gradients], [{ kind: "value", equation: "loss" }, ...outputs], request);
}

/** The same model, its value alone and a gradient for some parameters. */
function requests(): Kernel[] {
  const whole = twoLayer();
  const value = { ...whole, request: { kind: "value", of: "loss" } as const, outputs: whole.outputs.slice(0, 1) };
  const some = {
    ...whole,
    request: { kind: "gradient", of: "loss", wrt: ["W1", "b1"] } as const,
    outputs: whole.outputs.slice(0, 3),
  };
  return [whole, value, some];
}

const fixed = { m0: 2, m1: 4, m2: 1, n: 1 };

/** What a strict compiler has to say about some files. */
function complaints(files: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    isolatedModules: true,
    erasableSyntaxOnly: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noEmit: true,
    types: [],
    lib: ["lib.es2022.d.ts"],
    target: ts.ScriptTarget.ES2022,
  };
  const host = ts.createCompilerHost(options);
  const onDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name);
    return text === undefined ? onDisk(name, ...rest) : ts.createSourceFile(name, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const line = file && start !== undefined ? file.text.slice(start).split("\n")[0] : "";
    return `${ts.flattenDiagnosticMessageText(messageText, " ")}: ${line}`;
  });
}

test("every module passes the strictest compiler", async () => {
  const n = dim("n");
  const special = predicting(
    [n],
    [data("x", n)],
    [n],
    add(...(["erf", "erfc", "lgamma", "digamma", "trigamma"] as const).map((fn) => call(fn, read("x", [axis(0, n)])))),
  );
  const modules = [
    moduleOf(requests()),
    moduleOf([twoLayer(fixed)]),
    moduleOf([hostile()]),
    moduleOf([twoLayer()], { dtype: "f32" }),
    moduleOf([special]),
  ];
  const texts = await Promise.all(modules.map((module) => emitModule(module)));
  expect(complaints(new Map(texts.map((text, number) => [`module-${number}.ts`, text])))).toEqual([]);
  for (const { functions } of modules) expect(functions.flatMap(verifyProgram)).toEqual([]);
});

test("a model of hostile names runs", async () => {
  const module = await emitted([hostile()]);
  const names = hostile()
    .system.inputs.filter(({ role }) => role === "param")
    .map(({ name }) => name);
  const vectors = (): Record<string, Float64Array> =>
    Object.fromEntries(names.map((name) => [name, Float64Array.of(1, 2)]));
  const grad = vectors();
  const given = { undefined: new Float64Array(2), data: Float64Array.of(3), Infinity: 2 };
  const loss = functionOf(module, "lossAndGradient")(
    { out: 2, params: 1, NaN: 1 },
    vectors(),
    given,
    grad,
    new Float64Array(0),
  );
  expect(loss).toBe(5 * names.length + 6);
  for (const name of names) expect([...grad[name]!]).toEqual([2, 4]);
});

test("a module exports a function for each request, named after it", async () => {
  const module = await emitted(requests(), { name: "two-layers" });
  expect(Object.keys(module).sort()).toEqual(
    ["loss", "lossAndGradient", "lossAndGradientW1B1", "paramLayout", "paramLength", "paramViews", "workLength"].sort(),
  );
  expect(functionOf(module, "paramLength")(sizes)).toBe(2 * 3 + 3 + 3 * 1 + 1);
  const text = await emitModule(moduleOf(requests(), { name: "two-layers", comment: ["a */ b", "second"] }));
  expect(text.split("\n")[0]).toBe("// Generated by nablac 0.1.0 from two-layers.nabla. Do not edit.");
  expect(text).toContain("export interface TwoLayersSizes");
  expect(text).toContain('Pick<TwoLayersParams, "W1" | "b1">');
  expect(text).toContain(" * a * / b");
  expect(Object.keys(await evaluate(text))).toContain("lossAndGradient");
});

test("the text is the same every time, and no size is asked for where all are fixed", async () => {
  const once = await emitModule(moduleOf([twoLayer(fixed)]));
  expect(await emitModule(moduleOf([twoLayer(fixed)]))).toBe(once);
  expect(once).not.toContain("sizes");
});

describe("what is wrong with the arguments is found before anything is written", () => {
  const module = emitted([twoLayer()]);
  const attempt = async (
    change: (given: ReturnType<typeof argumentsOf>) => void,
    given = argumentsOf(),
    at = sizes,
  ): Promise<() => number> => {
    change(given);
    given.work.fill(7);
    const emittedModule = await module;
    return () => {
      try {
        return functionOf(emittedModule, "lossAndGradient")(at, given.params, given.data, given.grad, given.work);
      } catch (error) {
        expect(given.work.every((value) => value === 7)).toBe(true);
        throw error;
      }
    };
  };

  test("a wrong length", async () => {
    expect(await attempt(({ grad }) => (grad.W1 = new Float64Array(5)))).toThrow(
      new RangeError("grad.W1: expected 6 elements (m1·m0), got 5"),
    );
    expect(await attempt(({ data: { y }, data: given }) => (given.y = y.subarray(1)))).toThrow(
      new RangeError("data.y: expected 4 elements (n·m2), got 3"),
    );
  });

  test("a short workspace", async () => {
    expect(await attempt((given) => (given.work = new Float64Array(31)))).toThrow(
      new RangeError("work: expected at least 32 elements, got 31"),
    );
  });

  test("arrays that overlap, whichever they are, and every time", async () => {
    const flat = new Float64Array(64);
    const aliased: [string, (given: ReturnType<typeof argumentsOf>) => void][] = [
      ["grad.W1: overlaps params.W1", ({ params, grad }) => (grad.W1 = params.W1)],
      ["grad.W2: overlaps grad.b1", ({ grad }) => (grad.W2 = grad.b1)],
      [
        "work: overlaps data.x",
        (given) => ((given.work = flat.subarray(0, 32)), (given.data.x = flat.subarray(31, 39))),
      ],
    ];
    for (const [message, change] of aliased) {
      const call = await attempt(change);
      expect(call).toThrow(new RangeError(message));
      expect(call).toThrow(new RangeError(message));
    }
    expect(
      await attempt((given) => ((given.work = flat.subarray(0, 32)), (given.data.x = flat.subarray(32, 40)))),
    ).not.toThrow();
  });

  test("a size that is none", async () => {
    for (const n of [-1, 1.5, NaN, Infinity]) {
      expect(await attempt(() => undefined, argumentsOf(), { ...sizes, n })).toThrow(RangeError);
    }
  });
});

test("a call allocates nothing but the number that it returns", async () => {
  const { outputText } = ts.transpileModule(await emitModule(moduleOf([twoLayer(fixed)])), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const file = join(mkdtempSync(join(tmpdir(), "nablac-alloc-")), "model.mjs");
  const probe = `
    const array = (length) => new Float64Array(length).fill(0.5);
    const vectors = () => ({ W1: array(8), b1: array(4), W2: array(4), b2: array(1) });
    const [params, grad, data, work] = [vectors(), vectors(), { x: array(2), y: array(1) }, array(workLength())];
    const repeat = (times) => { for (let i = 0; i < times; i++) lossAndGradient(params, data, grad, work); };
    repeat(30000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    repeat(30000);
    // Many calls, since the heap grows by whole pages of 256 kB; and a young generation that holds them all, uncollected.
      const calls = 40000;
      const growth = [1, 2, 3].map(() => {
        gc();
        const before = process.memoryUsage().heapUsed;
        repeat(calls);
        return (process.memoryUsage().heapUsed - before) / calls;
      });
      console.log(Math.min(...growth));`;
  writeFileSync(file, outputText + probe);
  const bytes = Number(
    execFileSync(process.execPath, ["--expose-gc", "--min-semi-space-size=64", file], { encoding: "utf8" }),
  );
  expect(bytes).toBeLessThanOrEqual(32);
});
