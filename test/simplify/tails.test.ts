import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printSystem } from "../../src/equations/print.ts";
import { answerAt, derivationOf } from "./spellings.ts";

const crossEntropy = `
dim n
param z[n]
data y[n]
f = 1 / (1 + exp(-z))
loss = -sum(y .* log(f) + (1 - y) .* log(1 - f))
`;

const batch = `
dim n, c
param Z[n, c]
data Y[n, c]
loss = -sum(i in n, k in c, Y[i, k] * log(exp(Z[i, k]) / sum(l in c, exp(Z[i, l]))))
`;

const Exact = Decimal.clone({ precision: 900, minE: -9e15, maxE: 9e15 });

/** Within 4 units in the last place. */
function expectExact(actual: number | undefined, exact: Decimal): void {
  const expected = exact.toNumber();
  expect(Math.abs((actual ?? NaN) - expected)).toBeLessThanOrEqual(4 * 2 ** -52 * Math.abs(expected));
}

describe("a probability against a label keeps its digits", () => {
  const points = [-800, -40, -37, -1, -1e-9, 0, 0.3, 1, 36, 37, 40, 700];

  test.each([0, 1, 0.25])("σ(z) − y at y = %d", (y) => {
    const tailed = derivationOf(crossEntropy, "tails");
    const { gradient } = answerAt(tailed, { z: points, y: points.map(() => y) }, { n: points.length });
    points.forEach((z, at) => {
      const p = new Exact(1).div(new Exact(-z).exp().plus(1));
      expectExact(gradient["z"]?.[at], p.minus(y));
    });
  });

  test.each([
    [[40, 0, 0], 0],
    [[0, 40, 1], 1],
    [[1000, 960, -1000], 0],
    [[-1000, -1000, -960], 2],
    [[1, 2, 3], 1],
  ])("softmax(z) − y at z = %j, of class %d", (z, label) => {
    const tailed = derivationOf(batch, "tails");
    const Y = z.map((_, k) => Number(k === label));
    const { value, gradient } = answerAt(tailed, { Z: z, Y }, { n: 1, c: 3 });
    const total = Exact.sum(...z.map((element) => new Exact(element).exp()));
    expectExact(value, new Exact(total.ln()).minus(z[label] ?? NaN));
    z.forEach((element, k) => {
      expectExact(
        gradient["Z"]?.[k],
        new Exact(element)
          .exp()
          .div(total)
          .minus(Y[k] ?? NaN),
      );
    });
  });

  test("behind a layer, with a weight and a mean, the difference is taken of labels", () => {
    const { answer } = derivationOf(
      `dim n, m\nparam W[m], b\ndata x[n, m], y[n], u[n]\np(v) = sigmoid(v)
      loss = -1/n * sum(i in n, u[i] * (y[i] * log(p(W' * x[i] + b)) + (1 - y[i]) * log(1 - p(W' * x[i] + b))))\n`,
      "tails",
    );
    const printed = printSystem(answer.system);
    expect(printed).toContain("y[i]·σ(−z[i]) − σ(z[i])·(1 − y[i])");
  });
});

test("without the option the gradient is that of the paper", () => {
  expect(printSystem(derivationOf(crossEntropy).answer.system)).toContain("∂z[i] = σ(z[i]) − y[i]");
});

/** What has no label, or a parameter in its place, has no tail to keep. */
test.each(["param v[2]\nloss = sum(softplus(v)) + sum(v .* v)", "param v[2], w[2]\nloss = sum(softplus(v) - w .* v)"])(
  "%s is left as it is",
  (source) => {
    expect(printSystem(derivationOf(source, "tails").answer.system)).toBe(
      printSystem(derivationOf(source).answer.system),
    );
  },
);

test("both gradients are the same in mathematics", () => {
  const element = fc.double({ min: -3, max: 3, noNaN: true });
  const [paper, tails] = (["paper", "tails"] as const).map((accuracy) => derivationOf(batch, accuracy));
  fc.assert(
    fc.property(
      fc.array(element, { minLength: 6, maxLength: 6 }),
      fc.array(element, { minLength: 6, maxLength: 6 }),
      (Z, Y) => {
        const [one, other] = [paper!, tails!].map(
          (derived) => answerAt(derived, { Z, Y }, { n: 2, c: 3 }).gradient["Z"],
        );
        one?.forEach((expected, at) => {
          expect(other?.[at]).toBeCloseTo(expected, 12);
        });
      },
    ),
  );
});
