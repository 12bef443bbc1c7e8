import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { open } from "../../src/equations/build.ts";
import type { Kernel } from "../../src/equations/kernel.ts";
import { printEquation } from "../../src/equations/print.ts";
import type { Reduce, Scalar } from "../../src/equations/scalar.ts";
import type { Equation } from "../../src/equations/system.ts";
import { everyPart } from "../../src/equations/walk.ts";
import { derivationOf } from "../simplify/spellings.ts";
import { canonicalText, type Inputs } from "./canonical.ts";

const forms = ["samples", "batch", "components"] as const;
type Form = (typeof forms)[number];

const answersOf = (model: string): Record<Form, Kernel> => {
  const answer = (form: Form) => derivationOf(readFileSync(`examples/${model}/${form}.nabla`, "utf8")).answer;
  return { samples: answer("samples"), batch: answer("batch"), components: answer("components") };
};

/** How the batch form calls and lays out the data. */
const batches: Readonly<Record<string, Inputs>> = {
  "ed-tam": { X: { name: "x", order: [1, 0] } },
  alsup: { X: { name: "x", order: [1, 0] }, Y: { name: "y", order: [1, 0] } },
};

describe.each(Object.entries(batches))("%s", (model, batch) => {
  const answers = answersOf(model);

  test("sample by sample and in components: the same equations", () => {
    expect(canonicalText(answers.components)).toBe(canonicalText(answers.samples));
  });

  test("sample by sample and in matrix form: the same equations", () => {
    expect(canonicalText(answers.batch, batch)).toBe(canonicalText(answers.samples));
  });

  test("as many equations in each form", () => {
    const counts = forms.map((form) => answers[form].system.equations.length);
    expect(new Set(counts).size).toBe(1);
  });

  test("the comparison notices a difference", () => {
    const [first, ...others] = answers.samples.system.equations;
    const changed = { ...answers.samples, system: { ...answers.samples.system, equations: [...others, first!] } };
    expect(canonicalText(changed)).not.toBe(canonicalText(answers.samples));
    expect(canonicalText(answers.batch)).not.toBe(canonicalText(answers.samples));
  });
});

const sumsIn = ({ body }: Equation): Reduce[] =>
  everyPart(body).filter((part): part is Reduce => part.kind === "reduce" && part.operator === "sum");

const factorsOf = (scalar: Scalar): readonly Scalar[] => (scalar.kind === "mul" ? scalar.factors : [scalar]);

/** The tensors that a sum multiplies, in the order of their names. */
const multiplied = (sum: Reduce): string[] =>
  factorsOf(open(sum).body)
    .flatMap((factor) => (factor.kind === "read" ? [factor.tensor] : []))
    .sort();

const contractions = ({ system }: Kernel): string[] =>
  system.equations.flatMap(sumsIn).map((sum) => multiplied(sum).join("·"));

describe("what is used twice is computed once", () => {
  test("V = W₂ᵀR of the second paper, and R", () => {
    const { samples } = answersOf("alsup");
    const residual = samples.system.equations.find(({ name }) => name === "r")!;
    const withWeights = contractions(samples).filter((pair) => pair.split("·").includes("W2"));
    expect(withWeights.sort()).toEqual(["W2·h", "W2·r"]);
    expect(printEquation(residual)).toContain("y[i,j]");
    const others = samples.system.equations.filter(({ name }) => name !== "r");
    expect(
      others.filter(({ body }) => everyPart(body).some((part) => part.kind === "read" && part.tensor === "y")),
    ).toEqual([]);
  });

  test("every contraction of the papers stands in exactly one equation", () => {
    for (const model of Object.keys(batches)) {
      const made = contractions(answersOf(model).samples).filter((pair) => pair.includes("·"));
      expect(made.filter((pair, at) => made.indexOf(pair) !== at)).toEqual([]);
    }
  });

  test("an expensive function of the same argument, in definitions of different names", () => {
    const { answer } = derivationOf(
      "dim n\nparam w[n]\na[i] = exp(w[i])\nb[i] = sin(exp(w[i]))\nloss = sum(i in n, a[i] * b[i])\n",
    );
    const exponentials = answer.system.equations.filter(({ body }) =>
      everyPart(body).some((part) => part.kind === "call" && part.fn === "exp"),
    );
    expect(exponentials.length).toBe(1);
  });
});

describe("factors leave the sums that they do not depend on", () => {
  test.each([
    ["dim n\nparam w[n], c\nloss = sum(i in n, c^2 * w[i]^3)", "loss"],
    ["dim n, m\nparam w[n]\ndata x[n, m]\nloss = sum(i in n, sum(j in m, w[i]^2 * x[i, j]))", "loss"],
    ["dim n\nparam w[n]\nloss = 1/n * sum(i in n, 3 * w[i]^2)", "d_w"],
  ])("%s", (source) => {
    const { answer } = derivationOf(`${source}\n`);
    for (const sum of answer.system.equations.flatMap(sumsIn)) {
      const { indices, body } = open(sum);
      for (const factor of factorsOf(body)) {
        expect(
          factor.free.some((index) => indices.includes(index)),
          printEquation(answer.system.equations[0]!),
        ).toBe(true);
      }
    }
  });
});

describe("products are taken in the cheapest order", () => {
  const widths = (kernel: Kernel): number[] => kernel.system.equations.map(({ axes }) => axes.length);

  test("A·B·x is A·(B·x): nothing has the axes of A·B", () => {
    const { answer } = derivationOf(
      "dim n, m, k\nparam x[k]\ndata A[n, m], B[m, k], t[n]\nloss = norm2(A * B * x - t)^2\n",
    );
    expect(Math.max(...widths(answer))).toBe(1);
    for (const sum of answer.system.equations.flatMap(sumsIn)) expect(multiplied(sum).length).toBeLessThanOrEqual(2);
  });

  test("written out as a double sum, too", () => {
    const { answer } = derivationOf(
      "dim n, m, k\nparam x[k]\ndata A[n, m], B[m, k], t[n]\nloss = sum(i in n, (sum(j in m, l in k, A[i, j] * B[j, l] * x[l]) - t[i])^2)\n",
    );
    expect(Math.max(...widths(answer))).toBe(1);
  });

  test("a chain of four matrices and a vector", () => {
    const { answer } = derivationOf(
      "dim a, b, c, d, e\nparam x[e]\ndata A[a, b], B[b, c], C[c, d], D[d, e]\nloss = norm2(A * B * C * D * x)^2\n",
    );
    expect(Math.max(...widths(answer))).toBe(1);
  });

  test("tr(A·B) takes n² multiplications, not n³", () => {
    const { answer } = derivationOf("dim n\nparam A[n, n]\ndata B[n, n]\nloss = tr(A * B)\n");
    const loss = answer.system.equations.find(({ name }) => name === "loss")!;
    expect(sumsIn(loss).map(({ indices }) => indices.length)).toEqual([2]);
    expect(answer.system.equations.length).toBe(2);
  });
});

test.each([
  "dim k, m, n\nparam X[m, n]\ndata B[n, k], C[m, m]\nloss = tr(B' * X' * C * X * B)\n",
  "dim n\nparam x[n]\ndata c[n]\nloss = dot(c, softmax(x))\n",
])("no two equations of an answer say the same: %j", (source) => {
  const { equations } = derivationOf(source).answer.system;
  const saying = equations.map(({ axes, body }) => `${axes.map(({ name }) => name).join()} ${String(body.id)}`);
  expect(saying.length).toBeGreaterThan(3);
  expect(new Set(saying).size).toBe(saying.length);
});
