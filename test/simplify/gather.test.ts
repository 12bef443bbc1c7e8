import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/equations/evaluate.ts";
import { printEquation } from "../../src/equations/print.ts";
import { verify } from "../../src/equations/verify.ts";
import { readModel } from "../../src/pipeline.ts";
import { assertClose } from "../oracles/compare.ts";
import { gradientByDuals } from "../oracles/duals.ts";
import { randomPoint } from "../oracles/random.ts";
import { derivationOf } from "./spellings.ts";

const declared = "dim n\nparam x[n], X[n, n]\ndata A[n, n], B[n, n], c[n]\n";
const equationsOf = (loss: string, given = declared): string[] =>
  derivationOf(`${given}loss = ${loss}\n`).answer.system.equations.map((equation) => printEquation(equation));

describe("sums with factors in common are one", () => {
  test("of a quadratic form and its gradient, which then share the sum", () => {
    expect(equationsOf("x' * A * x", "dim n\nparam x[n]\ndata A[n, n]\n")).toEqual([
      "d_x[i] = Σj x[j]·(A[i,j] + A[j,i])    i∈n",
      "loss = 1/2·Σi d_x[i]·x[i]",
    ]);
  });

  test("whatever number and factor stand before both", () => {
    const equations = equationsOf("exp(3 * x' * A * x)", "dim n\nparam x[n]\ndata A[n, n]\n");
    expect(equations.filter((text) => text.includes("A["))).toEqual(["t[i] = Σj x[j]·(A[i,j] + A[j,i])    i∈n"]);
  });

  test("of weights that differ", () => {
    const equations = equationsOf("x' * A * x + 2 * x' * A' * x", "dim n\nparam x[n]\ndata A[n, n]\n");
    expect(equations.filter((text) => text.includes("A["))).toEqual(["t[i] = Σj x[j]·(A[i,j] + A[j,i])    i∈n"]);
  });

  test("not where another equation needs one of them by itself: that would be a sum more", () => {
    const equations = equationsOf("x' * A * x + sum((A' * x).^3)", "dim n\nparam x[n]\ndata A[n, n]\n");
    expect(equations.join("\n")).toContain("z[i] = Σj A[j,i]·x[j]");
    expect(equations.join("\n")).not.toContain("A[i,j] + A[j,i]");
  });
});

/** Losses that read the same products in several ways, diagonals and transposes among them. */
const terms = [
  "x' * A * x",
  "x' * A' * x",
  "x' * B * x",
  "c' * A * x",
  "norm2(A * x)^2",
  "sum((A * x).^3)",
  "sum(A' * x)",
  "tr(X' * A * X)",
  "tr(X * A * X')",
  "tr(X * A * X * B)",
  "tr(X^2 * A)",
  "x' * X' * X * c",
  "(A * x + c)' * B * (A * x + c)",
  "sum(i in n, A[i, i] * x[i]^2)",
  "sum(i in n, sum(j in n, X[j, i] * A[j, i]) * sum(j in n, X[j, j] * A[i, j]))",
  "sum(i in n, sum(j in n, A[i, j] * X[j, i]) * x[i])",
];

const mixtures = fc.array(
  fc.record({ term: fc.constantFrom(...terms), weight: fc.constantFrom("", "2 * ", "1/3 * ") }),
  {
    minLength: 1,
    maxLength: 3,
  },
);

test("value and gradient of sums of products are what they were", () => {
  fc.assert(
    fc.property(mixtures, fc.nat(9999), (mixture, seed) => {
      const loss = mixture.map(({ term, weight }) => `${weight}${term}`).join(" + ");
      const source = `${declared}loss = ${loss} + sum(x) + sum(X)\n`;
      const { system } = readModel(source).model!;
      const { answer } = derivationOf(source);
      const at = randomPoint(system, seed);
      verify(answer.system);
      const values = evaluate(answer.system, at);
      for (const output of answer.outputs) {
        const actual = values.get(output.equation);
        if (output.kind !== "gradient") assertClose(actual, evaluate(system, at).get("loss"), "loss");
        else assertClose(actual, gradientByDuals(system, "loss", output.param, at), `gradient for ${output.param}`);
      }
    }),
    { numRuns: 100 },
  );
});
