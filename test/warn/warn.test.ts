import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/equations/evaluate.ts";
import { check, compile, inspect } from "../../src/index.ts";
import { deriveModel, readModel } from "../../src/pipeline.ts";
import { randomPoint } from "../oracles/random.ts";

const told = (source: string): string[] =>
  readModel(source)
    .diagnostics.map(({ code }) => code)
    .filter((code) => code >= "W0604");

/** What is said of a loss in parameters `z` and `a` and data `y` once its gradient is there. */
const toldOf = (loss: string): string[] =>
  deriveModel(`dim n\nparam z[n], a\ndata y[n]\nloss = ${loss} + 0.1 * (a^2 + sum(z .^ 2))\n`).diagnostics.map(
    ({ code }) => code,
  );

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
    expect(deriveModel(source).diagnostics.some(({ code }) => code === "W0609")).toBe(isUnbounded);
  });

  test.each([
    ["sum(y .* log(f) + (1 - y) .* log(1 - f))", "certain"],
    ["sum(log(f))", "certain"],
    ["sum(y .* log(f))", "of labels"],
    ["sum(y .* log(softmax(z)))", "of labels"],
    ["sum(y .* (z - logsumexp(z) * vector(1)))", "of labels"],
    ["-sum(y .* log(f) + (1 - y) .* log(1 - f))", "no"],
    ["-sum(y .* log(softmax(z)))", "no"],
    ["sum(y .* log(softmax(z))) + 1e-3 * sum(z .^ 2)", "no"],
    ["sum(softplus(z) - y .* z)", "no"],
    ["sum(relu(1 - y .* z))", "no"],
  ])("%s without, or with, its minus sign: %s", (loss, isUnbounded) => {
    const source = `dim n\nparam z[n]\ndata y[n]\nf = 1 ./ (1 + exp(-z))\nloss = ${loss}\n`;
    const said = deriveModel(source).diagnostics.filter(({ code }) => code === "W0609");
    const expected = { certain: ["has no least value: it"], "of labels": ["if `y` is never negative"], no: [] };
    expect(said).toHaveLength(expected[isUnbounded as keyof typeof expected].length);
    for (const [at, words] of expected[isUnbounded as keyof typeof expected].entries())
      expect(said[at]?.message).toContain(words);
  });

  test("is said of the loss alone: other scalars are not always there to be made small", () => {
    expect(told("dim n\nparam w[n]\ndata x[n]\nscore = w' * x\nemit gradient(score)\n")).toEqual([]);
  });
});

describe("an exponential that overflows where the result is an ordinary number", () => {
  test.each([
    "sum(sqrt(1 + exp(z)))",
    "sum(tanh(exp(z)))",
    "sum(log(a^2 + exp(z)))",
    "sum(exp(z)) / (a^2 + sum(exp(z)))",
    "sum(exp(z)) * sigmoid(-sum(z))",
    "log(a^2 + sum(cosh(z)))",
  ])("is told: %s", (loss) => {
    expect(toldOf(loss)).toContain("W0608");
  });

  test.each([
    "sum(exp(z) - y .* z)",
    "sum((y - exp(z)) .^ 2)",
    "mean(exp(a * z))",
    "0.5 * sum(((y - z) / exp(a)) .^ 2) + n * a",
    "-sum(y .* log(1 / (1 + exp(-z))) + (1 - y) .* log(1 - 1 / (1 + exp(-z))))",
    "-sum(y .* log(exp(z) / sum(exp(z))))",
    "log(mean(exp(z)))",
    "log(1 + sum(exp(z .* y)))",
    "sum(log(1 + exp(z) + exp(y)))",
    "sum(log(2 + 3 * exp(z)))",
    "sum(exp(z) ./ (2 + exp(z)))",
    "sum(1 - exp(-exp(z)))",
    "sum(z .* tanh(softplus(z)))",
    "sum(if z > 30 then z else log(a^2 + exp(z)))",
    "sum(exp(min(z, 10)))",
    "sum(gelu(z) + silu(z) + elu(z))",
  ])("and is not where it is rewritten, kept small, or the value is too large itself: %s", (loss) => {
    const loops = loss.replaceAll(/^sum\(if (.*)\)$/g, "sum(i in n, if $1)");
    const indexed = loops === loss ? loss : loops.replaceAll(/\bz\b/g, "z[i]");
    expect(toldOf(indexed)).not.toContain("W0608");
  });

  test("no example is warned of", () => {
    const examples = readdirSync("examples", { recursive: true }).map(String);
    const files = examples.filter((file) => file.endsWith(".nabla"));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect(deriveModel(readFileSync(`examples/${file}`, "utf8")).diagnostics, file).toEqual([]);
    }
  });
});

test.each([
  ["sum(sigmoid(z) + sigmoid(-z))", true],
  ["sum(log(exp(z)) - z)", true],
  ["sum(floor(z))", true],
  ["-sum(log(softmax(z)))", false],
])("a parameter whose gradient simplifies to 0 has no influence: %s, %s", (loss, isIdle) => {
  const { diagnostics } = deriveModel(`dim n\nparam z[n], a\nloss = ${loss} + a^2\n`);
  expect(diagnostics.some(({ code }) => code === "W0601")).toBe(isIdle);
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

  test("also those that only the gradient shows", async () => {
    const overflowing = "param z\nloss = sqrt(1 + exp(z))\n";
    const { code, diagnostics } = await compile(overflowing, { filename: "model.nabla", warnings: "error" });
    expect([code, ...diagnostics.map((one) => `${one.code} ${one.severity}`)]).toEqual([undefined, "W0608 error"]);
    const quiet = await compile(overflowing, { filename: "model.nabla", warnings: "off" });
    expect(quiet.diagnostics).toEqual([]);
    expect(quiet.code).toBeDefined();
  });

  test("an error is one whatever is said of warnings", async () => {
    const { diagnostics } = await compile("loss = a\n", { filename: "model.nabla", warnings: "off" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0201"]);
  });
});
