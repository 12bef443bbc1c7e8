import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/equations/evaluate.ts";
import { check, compile, inspect } from "../../src/index.ts";
import { readModel } from "../../src/pipeline.ts";
import { randomPoint } from "../oracles/random.ts";

const told = (source: string): string[] =>
  readModel(source)
    .diagnostics.map(({ code }) => code)
    .filter((code) => code >= "W0604");

const over = (expression: string): string =>
  `dim n\nparam w[n]\ndata x[n], y[n]\nloss = (1 + sum(i in n, ${expression}))^2\n`;

/** Formulas of any sign, and such as are positive, or not negative, whatever the inputs are. */
const { any, positive } = fc.letrec<{ any: string; positive: string; nonNegative: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("w[i]", "x[i]", "y[i]", "2", "0.5"),
    fc.tuple(tie("any"), fc.constantFrom("+", "-", "*"), tie("any")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(fc.constantFrom("sin", "tanh", "atan", "relu", "-"), tie("any")).map(([f, a]) => `${f}(${a})`),
    fc.tuple(tie("any"), tie("positive")).map(([a, b]) => `(${a} / ${b})`),
    tie("positive").map((a) => `log(${a})`),
    tie("nonNegative").map((a) => `sqrt(${a})`),
    fc.tuple(tie("any"), tie("any")).map(([a, b]) => `(if ${a} > 0 and ${b} != 0 then sqrt(${a}) / ${b} else ${b})`),
  ),
  positive: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("n", "1", "0.25"),
    fc.tuple(fc.constantFrom("exp", "softplus", "sigmoid", "cosh"), tie("any")).map(([f, a]) => `${f}(${a})`),
    tie("any").map((a) => `(1 - sigmoid(${a}))`),
    tie("any").map((a) => `(1 - tanh(${a})^2)`),
    tie("nonNegative").map((a) => `(1 + ${a})`),
    fc.tuple(tie("positive"), fc.constantFrom("+", "*", "/"), tie("positive")).map(([a, s, b]) => `(${a} ${s} ${b})`),
    tie("any").map((a) => `max(${a}, 0.5)`),
  ),
  nonNegative: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("positive"),
    tie("any").map((a) => `abs(${a})`),
    tie("any").map((a) => `(${a})^2`),
    tie("any").map((a) => `relu(${a})`),
  ),
}));

describe("of formulas that are sure to be right", () => {
  test("nothing is said", () => {
    fc.assert(
      fc.property(any, positive, (a, b) => {
        expect(told(over(`${a} / ${b} + log(${b})`))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["cross-entropy of σ", "-(y[i] * log(1 / (1 + exp(-w[i]))) + (1 - y[i]) * log(1 - 1 / (1 + exp(-w[i]))))"],
    ["cross-entropy of softmax", "y[i] * log(exp(w[i]) / sum(j in n, exp(w[j])))"],
    ["the other side of softmax", "log(1 - exp(w[i]) / sum(j in n, exp(w[j])))"],
    ["logsumexp", "log(sum(j in n, exp(w[j] * x[i])))"],
    ["a norm", "norm2(w) + sqrt(sum(j in n, w[j]^2))"],
    ["a Gaussian likelihood", "0.5 * ((y[i] - x[i]) / exp(w[i]))^2 + w[i]"],
    ["Poisson", "exp(w[i]) - y[i] * w[i]"],
    ["a variance", "(x[i] - mean(x)) / sqrt(mean(j in n, (x[j] - mean(x))^2) + 1e-5)"],
    ["a difference, where it is positive", "if x[i] > y[i] then log(x[i] - y[i]) else 0"],
    ["both conditions", "if x[i] != 0 and w[i] >= 0 then sqrt(w[i]) / x[i] else 0"],
    ["the other side of a condition", "if x[i] == 0 then 0 else y[i] / x[i]"],
    ["either of two conditions", "if not (x[i] <= 0 or y[i] <= 0) then log(x[i] * y[i]) else 0"],
    ["a shifted condition", "if 2 * x[i] + 1 > 0 then log1p(2 * x[i]) else 0"],
  ])("such as %s", (_, expression) => {
    expect(told(over(expression))).toEqual([]);
  });

  test("a definition that only a branch reads is under its condition", () => {
    const read = (where: string): string =>
      `dim n\nparam w[n]\ndata x[n]\nz[i] = log(x[i])\nloss = sum(i in n, if ${where} then z[i] * w[i] else w[i]^2)^2\n`;
    expect(told(read("x[i] > 0"))).toEqual([]);
    expect(told(read("w[i] > 0"))).toEqual(["W0605"]);
  });
});

/** The least value of `z` at random points, and whether it is 0 between values of either sign. */
function searched(source: string): { least: number; most: number } {
  const { system } = readModel(source).model!;
  const values = Array.from({ length: 60 }, (_, seed) => {
    const scale = [1, 0.1, 10][seed % 3]!;
    const at = randomPoint(system, seed, { mostSize: 3, value: (random) => scale * (4 * random() - 2) });
    return [...evaluate(system, at).get("z")!].filter((value) => !Number.isNaN(value));
  }).flat();
  return { least: Math.min(...values), most: Math.max(...values) };
}

test("what may be negative is negative somewhere, and what is not said to be never is", () => {
  let [warned, seen] = [0, 0];
  fc.assert(
    fc.property(any, (expression) => {
      const source = `dim n\nparam w[n]\ndata x[n], y[n]\nz[i] = ${expression} + 0 * w[i] * x[i]\nq[i] = sqrt(z[i])\nloss = sum(q)^2\n`;
      const free = /\bi\b/.test(expression) ? source : source.replace(/z\[i\] = .*\n/, `z[i] = ${expression} + w[i]\n`);
      const isWarned = readModel(free).diagnostics.some(
        ({ code, message }) => code === "W0606" && message.includes("`z"),
      );
      const { least } = searched(free);
      if (!isWarned) expect(least).toBeGreaterThanOrEqual(0);
      else if (++warned && least < 0) seen++;
    }),
    { numRuns: 120 },
  );
  expect(warned).toBeGreaterThan(30);
  expect(seen / warned).toBeGreaterThan(0.75);
});

describe("a loss that is not bounded below", () => {
  test.each([
    ["sum(w .* x)", true],
    ["sum((y - x .* w) .^ 2) - sum(w .^ 4)", true],
    ["-sum(abs(w .* x - y))", true],
    ["sum(w .^ 3) + sum(w .^ 2)", true],
    ["sum((y - x .* w) .^ 2)", false],
    ["sum(w .* x) + 1e-3 * sum(w .^ 2)", false],
    ["sum(w .* x) - sum(w .* x) + sum(w .^ 2)", false],
    ["sum(w .* sigmoid(w))", false],
    ["sum(exp(w) - y .* w)", false],
    ["sum(w .^ 3) + sum(w .^ 4)", false],
    ["sum(abs(w) - w)", false],
  ])("%s: %s", (loss, isUnbounded) => {
    const source = `dim n\nparam w[n]\ndata x[n], y[n]\nloss = ${loss}\n`;
    expect(told(source).includes("W0609")).toBe(isUnbounded);
  });

  test("is said of the loss alone: other scalars are not always there to be made small", () => {
    expect(told("dim n\nparam w[n]\ndata x[n]\nscore = w' * x\nemit gradient(score)\n")).toEqual([]);
  });
});

describe("warnings may be errors, or nothing", () => {
  const source = "param w, unused\ndata x\nloss = (w - log(x))^2\n";

  test.each([
    ["on", ["W0601 warning", "W0605 warning"]],
    ["error", ["W0601 error", "W0605 error"]],
    ["off", []],
  ] as const)("%s", async (warnings, expected) => {
    const options = { filename: "model.nabla", warnings };
    const { code, diagnostics } = await compile(source, options);
    expect(diagnostics.map((one) => `${one.code} ${one.severity}`)).toEqual(expected);
    expect(code === undefined).toBe(warnings === "error");
    expect((await inspect(source, options)).diagnostics).toEqual(diagnostics);
    expect((await check(source, { ...options, samples: 1 })).diagnostics).toEqual(diagnostics);
  });

  test("an error is one whatever is said of warnings", async () => {
    const { diagnostics } = await compile("loss = a\n", { filename: "model.nabla", warnings: "off" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0201"]);
  });
});
