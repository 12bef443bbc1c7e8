import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { one } from "../../src/equations/build.ts";
import type { Derived } from "../../src/pipeline.ts";
import { stabilityRules } from "../../src/simplify/rules.ts";
import { answerAt, bodyOf, derivationOf, formula, functionsIn } from "./spellings.ts";

const epsilon = 2 ** -52;

/** Within 4 units in the last place, or both NaN. */
function isExact(actual: number, expected: number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  return actual === expected || Math.abs(actual - expected) <= 4 * epsilon * Math.abs(expected);
}

interface Expected {
  readonly x: number;
  readonly y?: number;
  readonly value?: number;
  /** ∂/∂x */
  readonly slope?: number;
}

const bce = (f: string): string => `(-y * log(${f}) - (1 - y) * log(1 - ${f}))`;

/** What must be right to the last digits, however naively it is written; the numbers are from 500-digit arithmetic. */
const table: Readonly<Record<string, readonly Expected[]>> = {
  "1 / (1 + exp(-x))": [
    { x: -40, value: 4.248354255291589e-18, slope: 4.248354255291589e-18 },
    { x: -800, value: 0, slope: 0 },
    { x: 800, value: 1, slope: 0 },
  ],
  "exp(x) / (1 + exp(x))": [
    { x: -40, value: 4.248354255291589e-18, slope: 4.248354255291589e-18 },
    { x: 800, value: 1, slope: 0 },
  ],
  "1 - 1 / (1 + exp(x))": [
    { x: -40, value: 4.248354255291589e-18, slope: 4.248354255291589e-18 },
    { x: 800, value: 1, slope: 0 },
  ],
  "2 / (1 + exp(-2 * x)) - 1": [
    { x: 1e-9, value: 1e-9, slope: 1 },
    { x: 20, value: 1, slope: 1.6993417021166356e-17 },
    { x: 800, value: 1, slope: 0 },
  ],
  "log(sigmoid(x))": [
    { x: -800, value: -800, slope: 1 },
    { x: 37, value: -8.5330476257440654e-17 },
    { x: 0, value: -Math.LN2, slope: 0.5 },
  ],
  "-log(1 + exp(-x))": [
    { x: -800, value: -800, slope: 1 },
    { x: 37, value: -8.5330476257440654e-17 },
  ],
  "log(1 - sigmoid(x))": [{ x: 37, value: -37 }],
  "log((1 - tanh(x / 2)) / 2)": [{ x: 800, value: -800, slope: -1 }],
  "log(1 + exp(x))": [
    { x: -40, value: 4.248354255291589e-18 },
    { x: 800, value: 800, slope: 1 },
    { x: 0, value: Math.LN2, slope: 0.5 },
  ],
  "log(2 + exp(x))": [
    { x: 800, value: 800, slope: 1 },
    { x: -800, value: Math.LN2, slope: 0 },
    { x: 0, value: Math.log(3), slope: 1 / 3 },
  ],
  "log(3 * exp(x) + 0.5)": [{ x: 800, value: 800 + Math.log(3), slope: 1 }],
  "log(exp(x) + exp(y) + 1)": [
    { x: 800, y: 800, value: 800 + Math.LN2, slope: 0.5 },
    { x: -800, y: -1000, value: 0, slope: 0 },
  ],
  "log1p(2 * exp(x))": [{ x: 800, value: 800 + Math.LN2, slope: 1 }],
  "log(1 + x)": [{ x: 1e-20, value: 1e-20, slope: 1 }],
  "log(1 - x)": [{ x: 1e-20, value: -1e-20, slope: -1 }],
  "exp(x) - 1": [
    { x: 1e-20, value: 1e-20, slope: 1 },
    { x: -40, value: -1, slope: 4.248354255291589e-18 },
  ],
  "log(1 - exp(x))": [
    { x: -(2 ** -55), value: -38.123094930796992 },
    { x: -500, value: -7.1245764067412855e-218, slope: -7.1245764067412855e-218 },
  ],
  "log(exp(x) + exp(y))": [
    { x: 1000, y: 1000, value: 1000.6931471805599, slope: 0.5 },
    { x: -800, y: -805, value: -799.99328465151088 },
  ],
  "sigmoid(x) - sigmoid(x)^2": [
    { x: 40, value: 4.248354255291589e-18, slope: -4.248354255291589e-18 },
    { x: 800, value: 0, slope: 0 },
  ],
  "exp(x) * sigmoid(-x)": [
    { x: 800, value: 1, slope: 0 },
    { x: -800, value: 0, slope: 0 },
  ],
  "sigmoid(x) / (1 - sigmoid(x))": [{ x: 50, value: Math.exp(50), slope: Math.exp(50) }],
  "log(sigmoid(x) / (1 - sigmoid(x)))": [
    { x: 800, value: 800, slope: 1 },
    { x: 50, value: 50, slope: 1 },
  ],
  "softplus(log(x))": [{ x: 1e-20, value: 1e-20, slope: 1 }],
  "exp(softplus(x))": [{ x: 1, value: 1 + Math.E, slope: Math.E }],
  "log(exp(x))": [{ x: 1000, value: 1000, slope: 1 }],
  "log(3 * exp(x))": [{ x: 1000, value: 1000 + Math.log(3), slope: 1 }],
  "log(1 / sigmoid(x))": [{ x: -800, value: 800, slope: -1 }],
  "exp(log(sigmoid(x)))": [{ x: -40, value: 4.248354255291589e-18 }],
  "exp(log(2 + x^2))": [{ x: 1e150, value: 1e300, slope: 2e150 }],
  "log1p(-exp(x))": [{ x: -(2 ** -55), value: -38.123094930796992 }],
  "1 - tanh(x)^2": [{ x: 20, value: 1.6993417021166356e-17 }],
  "log(cosh(x))": [
    { x: 800, value: 799.30685281944005, slope: 1 },
    { x: 1e-9, value: 5e-19, slope: 1e-9 },
  ],
  "x * sigmoid(x)": [{ x: -40, value: -1.6993417021166356e-16, slope: -1.6568581595637197e-16 }],
  "silu(x)": [{ x: -40, value: -1.6993417021166356e-16, slope: -1.6568581595637197e-16 }],
  "x / (1 + exp(-x))": [{ x: -800, value: 0, slope: 0 }],
  "x / exp(y)": [{ x: 2, y: 800, value: 0, slope: 0 }],
  "exp(x) / exp(y)": [{ x: 800, y: 800, value: 1, slope: 1 }],
  "1 + erf(x)": [
    { x: -10, value: 2.088487583762545e-45, slope: 4.1976562313544169e-44 },
    { x: -26, value: 5.663192408856143e-296 },
    { x: 10, value: 2 },
  ],
  "y - y * erf(x)": [{ x: 3, y: -1, value: -2.2090496998585441e-5, slope: 1.3925305194674785e-4 }],
  "1 - erfc(x)": [{ x: 1e-20, value: 1.1283791670955126e-20, slope: 1.1283791670955126 }],
  "sqrt(x^2)": [{ x: -1, value: 1, slope: -1 }],
  "sqrt(x)^2": [{ x: -1, value: NaN }],
  "exp(log(x))": [
    { x: -1, value: NaN },
    { x: 1e-20, value: 1e-20, slope: 1 },
  ],
  "log(exp(x) - exp(y))": [
    { x: -1, y: -Infinity, value: -1 },
    { x: 800, y: -1000, value: 800, slope: 1 },
  ],
  "log1p(exp(x))": [{ x: 800, value: 800, slope: 1 }],
  "exp(log1p(x))": [
    { x: 1e-20, value: 1, slope: 1 },
    { x: 1000, value: 1001, slope: 1 },
    { x: -2, value: NaN },
  ],
  "log(2 * cosh(x))": [{ x: -800, value: 800, slope: -1 }],
  "1 / cosh(x)": [{ x: 800, value: 0, slope: 0 }],
  "y / cosh(x)^2": [{ x: 800, y: 2, value: 0, slope: 0 }],
  "sqrt(x^2 + y^2)": [
    { x: 3e200, y: 4e200, value: 5e200, slope: 0.6 },
    { x: 0, y: 0, value: 0, slope: 0 },
  ],
  "1 / sqrt(x^2 + y^2)": [{ x: 3e200, y: 4e200, value: 2e-201 }],
  "x * log(y)": [
    { x: 0, y: 0, value: 0, slope: -Infinity },
    { x: 0, y: 23, value: 0, slope: 3.1354942159291497 },
    { x: 2, y: 3, value: 2.1972245773362194, slope: 1.0986122886681098 },
  ],
  "y * sin(x)^2 + y * cos(x)^2": [{ x: 1e9, y: 3, value: 3, slope: 0 }],
  "1 - cos(x)": [{ x: 1e-9, value: 5e-19, slope: 1e-9 }],
  "(if x > 0 then log(x) else 0)": [{ x: -3, value: 0, slope: 0 }],
  "(if x > 0 then sqrt(x) else x)": [{ x: -3, value: -3, slope: 1 }],
  "elu(x)": [{ x: 710, value: 710, slope: 1 }],
  [bce("1 / (1 + exp(-x))")]: [
    { x: 36, y: 0, value: 36 },
    { x: 37, y: 0, value: 37, slope: 1 },
    { x: 800, y: 0, value: 800, slope: 1 },
    { x: 800, y: 1, value: 0, slope: 0 },
  ],
  [bce("exp(x) / (1 + exp(x))")]: [
    { x: 800, y: 0, value: 800, slope: 1 },
    { x: -800, y: 0, value: 0, slope: 0 },
  ],
  [bce("(1 + tanh(x / 2)) / 2")]: [
    { x: 800, y: 0, value: 800, slope: 1 },
    { x: 800, y: 1, value: 0, slope: 0 },
    { x: -800, y: 1, value: 800, slope: -1 },
  ],
};

const derivations = new Map<string, Derived>();

function derived(text: string): Derived {
  const found = derivations.get(text) ?? formula(text);
  derivations.set(text, found);
  return found;
}

describe.each(Object.entries(table))("%s", (text, expectations) => {
  test.each(expectations)("is right at $x, $y", ({ x, y = 0.3, value, slope }) => {
    const answer = answerAt(derived(text), { x, y });
    const [actual = NaN] = answer.gradient["x"] ?? [];
    if (value !== undefined) expect(isExact(answer.value, value), `value ${answer.value}, not ${value}`).toBe(true);
    if (slope !== undefined) expect(isExact(actual, slope), `slope ${actual}, not ${slope}`).toBe(true);
  });
});

describe("softmax cross-entropy, written naively", () => {
  const spelled: Readonly<Record<string, string>> = {
    "in exponentials": "-sum(y .* log(exp(z) / sum(exp(z))))",
    "by components": "-sum(i in n, y[i] * log(exp(z[i]) / sum(j in n, exp(z[j]))))",
    "by its logarithm": "sum(i in n, y[i]) * log(sum(exp(z))) - sum(y .* z)",
    "by softmax": "-sum(y .* log(softmax(z)))",
  };

  test.each(Object.entries(spelled))("%s: value and gradient are right at any logits", (_, loss) => {
    const model = derivationOf(`dim n\nparam z[n]\ndata y[n]\nloss = ${loss}\n`);
    const y = [1, 0, 0];
    const cases = [
      { z: [1000, 0, 0], value: 0, gradient: [0, 0, 0] },
      { z: [-1000, 0, 0], value: 1000 + Math.LN2, gradient: [-1, 0.5, 0.5] },
      {
        z: [1, 2, 3],
        value: 2.4076059644443806,
        gradient: [-0.9099694268296195, 0.24472847105479765, 0.66524095577482189],
      },
    ];
    for (const { z, value, gradient } of cases) {
      const answer = answerAt(model, { z, y }, { n: 3 });
      expect(isExact(answer.value, value), `loss at ${z.join()} is ${answer.value}, not ${value}`).toBe(true);
      gradient.forEach((expected, i) => expect(answer.gradient["z"]?.[i]).toBeCloseTo(expected, 14));
    }
  });
});

describe("what only looks like it is left alone", () => {
  test.each([
    ["exp(x) / (2 + exp(x))", "sigmoid"],
    ["exp(x) / (1 - exp(x))", "sigmoid"],
    ["exp(x) - 2", "expm1"],
    ["log(x + 3)", "log1p"],
    ["log(2 * x + 3)", "log1p"],
    ["log(x * y)", "softplus"],
    ["sqrt(x)^2", "abs"],
    ["log(2 - exp(x))", "log1mexp"],
  ])("%s is no %s", (text, name) => {
    expect(functionsIn(formula(text))).not.toContain(name);
  });

  test("the slope of a square error keeps the slope of σ, to which nothing is next", () => {
    const residual = formula("(sigmoid(x) - y)^2 / 2");
    const σ = 1 / (1 + Math.exp(-0.4));
    expect(answerAt(residual, { x: 0.4, y: 0.3 }).gradient["x"]?.[0]).toBeCloseTo((σ - 0.3) * σ * (1 - σ), 15);
    // Where σ is all but 1 the slope is as good as 0, though the residual is not.
    expect(answerAt(residual, { x: 40, y: 0 }).gradient["x"]?.[0]).toBeCloseTo(4.248354255291589e-18, 32);
  });

  test("1.1/(1 + e⁻ˣ) is 1.1·σ(x), not σ(x)", () => {
    expect(answerAt(formula("1.1 / (1 + exp(-x))"), { x: 0.4, y: 0 }).value).toBeCloseTo(
      1.1 / (1 + Math.exp(-0.4)),
      14,
    );
  });

  test("x/x is not 1 where x may be 0", () => {
    const quotient = formula("x / x");
    expect(bodyOf(quotient, "loss")).not.toBe(one);
    expect(answerAt(quotient, { x: 0, y: 0 }).value).toBeNaN();
  });
});

test("the tail of gelu is there, as near as √½·x is rounded", () => {
  const { value, gradient } = answerAt(formula("gelu(x)"), { x: -10, y: 0 });
  expect(value / -7.619853024160527e-23).toBeCloseTo(1, 12);
  expect(gradient["x"]![0]! / -7.618400096464814e-22).toBeCloseTo(1, 12);
});

test("means and shares of exponentials are right at any logits", () => {
  const model = derivationOf("dim n\nparam z[n]\nloss = log(mean(exp(z))) + log(2 + sum(exp(z)))\n");
  const { value, gradient } = answerAt(model, { z: [1000, 1000] }, { n: 2 });
  expect(isExact(value, 2000 + Math.LN2)).toBe(true);
  expect([...(gradient["z"] ?? [])]).toEqual([1, 1]);
  const low = answerAt(model, { z: [-1000, -1000] }, { n: 2 });
  expect(isExact(low.value, Math.LN2 - 1000)).toBe(true);
  expect([...(low.gradient["z"] ?? [])]).toEqual([0.5, 0.5]);
});

test("every rule fires in some example or in a row of this page", () => {
  const examples = ["ed-tam/samples", "ed-tam/batch", "alsup/samples", "attention/attention"];
  const sources = examples.map((name) => readFileSync(`examples/${name}.nabla`, "utf8"));
  const vectors = [
    "param z[n]\ndata y[n]\nloss = -sum(y .* log(exp(z) / sum(exp(z))))",
    "param z[n]\ndata y[n]\nloss = exp(logsumexp(z)) - sum(y)",
    "param z[n]\nloss = log(sum(exp(z)))",
    "param z[n]\nloss = log(mean(exp(z))) + log(2 + sum(exp(z))) + log1p(sum(exp(z)))",
    "param x, z[n]\ndata y[n]\nloss = exp(x) * sum(exp(z) .* y)",
    "param z[n]\nloss = sum(relu(z).^2)",
  ];
  const all = [
    ...sources.map((source) => derivationOf(source)),
    ...vectors.map((text) => derivationOf(`dim n\n${text}\n`)),
    ...Object.keys(table).map(derived),
  ];
  const fired = new Set(all.flatMap(({ firings }) => firings.map(({ rule }) => rule)));
  expect(stabilityRules.map(({ name }) => name).filter((name) => !fired.has(name))).toEqual([]);
});
