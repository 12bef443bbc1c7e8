import { describe, expect, test } from "vitest";
import { readModel, derive } from "../../src/pipeline.ts";
import { lower } from "../../src/lower/lower.ts";
import type { Program, Statement } from "../../src/program/program.ts";
import { printSize } from "../../src/program/size.ts";

/** What the gradient of a model is lowered to. */
function lowered(source: string): Program {
  const { model, diagnostics } = readModel(source);
  const request = model?.requests.find(({ kind }) => kind === "gradient");
  if (!model || !request) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return lower(derive(model, request).stable, { dtype: "f64" });
}

/** How many loops there are, one inside another counted too. */
const loopsIn = (body: readonly Statement[]): number =>
  body.reduce((total, statement) => total + Number(statement.kind === "loop") + loopsIn(within(statement)), 0);

function within(statement: Statement): readonly Statement[] {
  if (statement.kind === "loop" || statement.kind === "section" || statement.kind === "part") return statement.body;
  return statement.kind === "branch" ? [...statement.whenTrue, ...statement.whenFalse] : [];
}

const network = (dims: string): string => `dim ${dims}
param W1[m, k], b1[m], W2[m], b2
data x[n, k], y[n]
h(v) = tanh(W1 * v + b1)
loss = sum(i in n, (W2' * h(x[i]) + b2 - y[i])^2)
`;

describe("a small network of fixed sizes becomes straight-line code", () => {
  test.each([
    ["one sample: no loop", "n = 1, m = 3, k = 2", 0],
    ["some samples: a loop over them", "n = 40, m = 3, k = 2", 1],
    ["samples whose number is known when it is called: a loop over them", "n, m = 3, k = 2", 1],
  ])("%s", (_, dims, loops) => {
    const { body, workLength } = lowered(network(dims));
    expect(loopsIn(body)).toBe(loops);
    expect(printSize(workLength)).toBe("0");
  });

  test.each([
    ["two open sizes", network("n, m, k = 2")],
    ["a network that is too large", network("n, m = 64, k = 64")],
    [
      "samples that wait for one another",
      `dim n, m = 2
param w[m]
data x[n, m]
p[i] = sum(j in m, w[j] * x[i, j])
loss = sum(i in n, (p[i] - mean(p))^4)
`,
    ],
  ])("but not %s", (_, source) => {
    const { body, workLength } = lowered(source);
    expect(loopsIn(body)).toBeGreaterThan(1);
    expect(printSize(workLength)).not.toBe("0");
  });
});
