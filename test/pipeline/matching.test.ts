import { describe, expect, test } from "vitest";
import { printSystem } from "../../src/equations/print.ts";
import { answerAt, derivationOf, functionsIn } from "../simplify/spellings.ts";
import { backwardHalf, costlyBackwards } from "./backward.ts";
import { canonicalText } from "./canonical.ts";

/** σ as people write it, of scalars, vectors and matrices. */
const sigmoids = [
  "sigmoid(u)",
  "1 / (1 + exp(-u))",
  "exp(u) ./ (1 + exp(u))",
  "1 - 1 / (1 + exp(u))",
  "(1 + tanh(u / 2)) / 2",
  "1 / 2 + tanh(u / 2) / 2",
] as const;

/** One layer below the output, in the three forms; `Z`, `z(v)` and `z[i, a]` are the logits. */
const vectorForms = {
  samples: "data x[n, m], y[n, k]\nh(v) = s(W' * v + b)\nz(v) = V' * h(v) + c\n",
  batch: "data X[m, n], Y[k, n]\nH = s(W' * X + b * ones(n)')\nZ = V' * H + c * ones(n)'\n",
  components:
    "data x[n, m], y[n, k]\nh[i, j] = s(sum(l in m, W[l, j] * x[i, l]) + b[j])\nz[i, a] = sum(j in p, V[j, a] * h[i, j]) + c[a]\n",
} as const;

type Form = keyof typeof vectorForms;
const forms = Object.keys(vectorForms) as Form[];

/** A model in one form; `s` is σ as it is spelled, `loss` the loss in each form. */
const model = (form: Form, sigmoid: string, loss: Readonly<Record<Form, string>>): string =>
  `dim m, p, k, n\nparam W[m, p], b[p], V[p, k], c[k]\ns(u) = ${sigmoid}\n${vectorForms[form]}${loss[form]}\n`;

/** Losses with the output function that they match. */
const matching: Readonly<Record<string, Readonly<Record<Form, string>>>> = {
  "cross-entropy of σ": {
    samples: "f(v) = s(z(v))\nloss = -sum(i in n, sum(y[i] .* log(f(x[i])) + (1 - y[i]) .* log(1 - f(x[i]))))",
    batch: "F = s(Z)\nloss = -sum(Y .* log(F) + (1 - Y) .* log(1 - F))",
    components:
      "f[i, a] = s(z[i, a])\nloss = -sum(i in n, a in k, y[i, a] * log(f[i, a]) + (1 - y[i, a]) * log(1 - f[i, a]))",
  },
  "cross-entropy of softmax": {
    samples: "f(v) = exp(z(v)) / sum(exp(z(v)))\nloss = -sum(i in n, sum(y[i] .* log(f(x[i]))))",
    batch: "F = exp(Z) ./ (ones(k) * (ones(k)' * exp(Z)))\nloss = -sum(Y .* log(F))",
    components:
      "f[i, a] = exp(z[i, a]) / sum(e in k, exp(z[i, e]))\nloss = -sum(i in n, a in k, y[i, a] * log(f[i, a]))",
  },
  "Poisson of exp": {
    samples: "f(v) = exp(z(v))\nloss = sum(i in n, sum(f(x[i]) - y[i] .* log(f(x[i]))))",
    batch: "F = exp(Z)\nloss = sum(F - Y .* log(F))",
    components: "f[i, a] = exp(z[i, a])\nloss = sum(i in n, a in k, f[i, a] - y[i, a] * log(f[i, a]))",
  },
  "squared error of the identity": {
    samples: "loss = 1/n * sum(i in n, norm2(z(x[i]) - y[i])^2)",
    batch: "loss = 1/n * norm2(Z - Y)^2",
    components: "loss = 1/n * sum(i in n, a in k, (z[i, a] - y[i, a])^2)",
  },
};

const transposed = { X: { name: "x", order: [1, 0] }, Y: { name: "y", order: [1, 0] } };

describe.each(Object.entries(matching))("%s", (_, loss) => {
  describe.each(forms)("written as %s", (form) => {
    test.each(sigmoids)("with σ as %s: the backward half neither divides nor takes logarithms", (sigmoid) => {
      expect(costlyBackwards(derivationOf(model(form, sigmoid, loss)).answer)).toEqual([]);
    });
  });

  test("the three forms give the same equations", () => {
    const [samples, batch, components] = (["samples", "batch", "components"] as const).map(
      (form) => derivationOf(model(form, "sigmoid(u)", loss)).answer,
    );
    expect(canonicalText(components!)).toBe(canonicalText(samples!));
    expect(canonicalText(batch!, transposed)).toBe(canonicalText(samples!));
  });

  test.each(sigmoids.slice(1))("σ as %s gives the same equations as σ", (sigmoid) => {
    const written = derivationOf(model("components", sigmoid, loss)).answer;
    const plain = derivationOf(model("components", "sigmoid(u)", loss)).answer;
    expect(canonicalText(written)).toBe(canonicalText(plain));
  });
});

describe("squared error of σ", () => {
  const loss = {
    samples: "f(v) = s(z(v))\nloss = sum(i in n, norm2(f(x[i]) - y[i])^2)",
    batch: "F = s(Z)\nloss = norm2(F - Y)^2",
    components: "f[i, a] = s(z[i, a])\nloss = sum(i in n, a in k, (f[i, a] - y[i, a])^2)",
  };

  test.each(forms)("written as %s keeps σ′ = f·(1 − f) of both layers, and divides by nothing", (form) => {
    const { answer } = derivationOf(model(form, "1 / (1 + exp(-u))", loss));
    expect(costlyBackwards(answer)).toEqual([]);
    const text = printSystem({ dims: [], inputs: [], equations: backwardHalf(answer) });
    expect(text.match(/\(1 − /g)?.length, text).toBe(2);
  });
});

test("cross-entropy of an output that does not match it divides, so that the tests above say something", () => {
  const { answer } = derivationOf(model("components", "(1 + erf(u)) / 2", matching["cross-entropy of σ"]!));
  expect(costlyBackwards(answer)).not.toEqual([]);
});

/** One logit, straight from a parameter, so that it can be anything. */
const logit = (loss: string, sigmoid: string): string =>
  `dim n\nparam z[n]\ndata y[n]\ns(u) = ${sigmoid}\nf[i] = s(z[i])\nloss = ${loss}\n`;

describe("at logits of ±800", () => {
  test.each(sigmoids)("cross-entropy of σ as %s: finite, and its gradient is f − y", (sigmoid) => {
    const derivation = derivationOf(logit("-sum(i in n, y[i] * log(f[i]) + (1 - y[i]) * log(1 - f[i]))", sigmoid));
    const answer = answerAt(derivation, { z: [800, -800, 800, -800, 0], y: [0, 1, 1, 0, 1] }, { n: 5 });
    expect(answer.value).toBeCloseTo(1600 + Math.LN2, 10);
    expect([...(answer.gradient["z"] ?? [])]).toEqual([1, -1, 0, 0, -0.5]);
    expect(functionsIn(derivation)).not.toContain("log");
  });

  test("cross-entropy of softmax: finite, and its gradient is p − y", () => {
    const derivation = derivationOf(
      "dim n\nparam z[n]\ndata y[n]\nloss = -sum(i in n, y[i] * log(exp(z[i]) / sum(j in n, exp(z[j]))))\n",
    );
    const answer = answerAt(derivation, { z: [800, -800, 0], y: [0, 1, 0] }, { n: 3 });
    expect(answer.value).toBe(1600);
    expect([...(answer.gradient["z"] ?? [])]).toEqual([1, -1, 0]);
  });

  test("the paper's network, with weights that drive it there", () => {
    const derivation = derivationOf(model("samples", "sigmoid(u)", matching["cross-entropy of σ"]!));
    const inputs = { W: [1], b: [0], V: [1600], c: [-800], x: [50, -50], y: [0, 1] };
    const answer = answerAt(derivation, inputs, { m: 1, p: 1, k: 1, n: 2 });
    expect(answer.value).toBeCloseTo(1600, 9);
    expect(answer.gradient["c"]?.[0]).toBe(0);
    expect(Object.values(answer.gradient).every((gradient) => gradient.every(Number.isFinite))).toBe(true);
  });
});
