import { describe, expect, test } from "vitest";
import { plainPlan, type Plan } from "../../src/program/plan.ts";
import { twoLayer } from "./models.ts";
import { emitted, filled, functionOf, numbers } from "./run.ts";

interface Shape {
  readonly m0: number;
  readonly m1: number;
  readonly m2: number;
  readonly n: number;
}

/** Loss and gradient by plain loops, as somebody would write them who is not in a hurry. */
function reference(
  { m0, m1, m2, n }: Shape,
  W1: Float64Array,
  b1: Float64Array,
  W2: Float64Array,
  b2: Float64Array,
  x: Float64Array,
  y: Float64Array,
) {
  const grad = {
    W1: new Float64Array(m1 * m0),
    b1: new Float64Array(m1),
    W2: new Float64Array(m2 * m1),
    b2: new Float64Array(m2),
  };
  let loss = 0;
  for (let i = 0; i < n; i++) {
    const h = Array.from({ length: m1 }, (_, j) => {
      let z = b1[j]!;
      for (let k = 0; k < m0; k++) z += W1[j * m0 + k]! * x[i * m0 + k]!;
      return Math.max(z, 0);
    });
    const back = new Float64Array(m1);
    for (let p = 0; p < m2; p++) {
      let f = b2[p]!;
      for (let j = 0; j < m1; j++) f += W2[p * m1 + j]! * h[j]!;
      const r = f - y[i * m2 + p]!;
      loss += (r * r) / n;
      const d = (2 * r) / n;
      grad.b2[p]! += d;
      for (let j = 0; j < m1; j++) {
        grad.W2[p * m1 + j]! += d * h[j]!;
        if (h[j]! > 0) back[j]! += W2[p * m1 + j]! * d;
      }
    }
    for (let j = 0; j < m1; j++) {
      grad.b1[j]! += back[j]!;
      for (let k = 0; k < m0; k++) grad.W1[j * m0 + k]! += back[j]! * x[i * m0 + k]!;
    }
  }
  return { loss, grad };
}

function inputs({ m0, m1, m2, n }: Shape) {
  const next = numbers(7);
  const params = { W1: filled(m1 * m0, next), b1: filled(m1, next), W2: filled(m2 * m1, next), b2: filled(m2, next) };
  const data = { x: filled(n * m0, next), y: filled(n * m2, next) };
  return { params, data };
}

const widths = [0, 1, 2, 3, 4, 5, 9];
const shapes: Shape[] = [
  ...widths.flatMap((m) => [
    { m0: m, m1: 3, m2: 2, n: 5 },
    { m0: 3, m1: m, m2: 2, n: 5 },
    { m0: 3, m1: 4, m2: m, n: 5 },
    { m0: 3, m1: 4, m2: 2, n: m || 1 },
    { m0: m, m1: m, m2: m, n: m || 1 },
  ]),
];

function close(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  expected.forEach((value, position) => {
    expect(Math.abs(actual[position]! - value)).toBeLessThanOrEqual(1e-13 * scale);
  });
}

describe.each<Plan>([{}, plainPlan])("two layers, planned as %j", (plan) => {
  test("agree with plain loops for every shape, and touch exactly the workspace they ask for", async () => {
    const module = await emitted([twoLayer()], { plan });
    for (const shape of shapes) {
      const { params, data } = inputs(shape);
      const grad = {
        W1: new Float64Array(shape.m1 * shape.m0).fill(NaN),
        b1: new Float64Array(shape.m1).fill(NaN),
        W2: new Float64Array(shape.m2 * shape.m1).fill(NaN),
        b2: new Float64Array(shape.m2).fill(NaN),
      };
      const needed = functionOf(module, "workLength")({ ...shape });
      const work = new Float64Array(needed + 3).fill(NaN);
      const loss = functionOf(module, "lossAndGradient")({ ...shape }, params, data, grad, work);
      const expected = reference(shape, params.W1, params.b1, params.W2, params.b2, data.x, data.y);
      expect(Math.abs(loss - expected.loss)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(expected.loss)));
      close(grad.W1, expected.grad.W1);
      close(grad.b1, expected.grad.b1);
      close(grad.W2, expected.grad.W2);
      close(grad.b2, expected.grad.b2);
      expect([...work.subarray(needed)].every(Number.isNaN)).toBe(true);
      expect([...work.subarray(0, needed)].some(Number.isNaN)).toBe(false);
    }
  });
});
