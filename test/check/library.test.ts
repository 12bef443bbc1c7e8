import { describe, expect, test } from "vitest";
import { libraryNames } from "../../src/check/library/library.ts";
import { checked, codes, modelOf, valuesOf } from "./checked.ts";

const vectors = { v: [0.5, -1, 2], u: [1, 0.25, -3] };
const header = "dim n = 3\nparam v[n], u[n]\n";

/** The elements of an expression over v = (½, −1, 2) and u = (1, ¼, −3). */
const elements = (expression: string): number[] =>
  valuesOf(`${header}r = ${expression}\nloss = sum(r) + sum(u) + sum(v)`, {}, vectors, "r");

describe("functions of each element", () => {
  test.each<[string, (x: number) => number]>([
    ["exp(v)", Math.exp],
    ["log1p(v + 2)", (x) => Math.log1p(x + 2)],
    ["expm1(v)", Math.expm1],
    ["log(v + 2)", (x) => Math.log(x + 2)],
    ["sqrt(v + 2)", (x) => Math.sqrt(x + 2)],
    ["cbrt(v)", Math.cbrt],
    ["abs(v)", Math.abs],
    ["sign(v)", Math.sign],
    ["sin(v) + cos(v) + tan(v)", (x) => Math.sin(x) + Math.cos(x) + Math.tan(x)],
    ["arcsin(v / 3) + arccos(v / 3)", () => Math.PI / 2],
    ["asin(v / 3) + acos(v / 3)", () => Math.PI / 2],
    ["arctan(v) + atan(v)", (x) => 2 * Math.atan(x)],
    ["sinh(v) + cosh(v)", Math.exp],
    ["tanh(v)", Math.tanh],
    ["σ(v)", (x) => 1 / (1 + Math.exp(-x))],
    ["sigmoid(v)", (x) => 1 / (1 + Math.exp(-x))],
    ["softplus(v)", (x) => Math.log1p(Math.exp(x))],
    ["relu(v)", (x) => Math.max(0, x)],
    ["leaky_relu(v)", (x) => (x > 0 ? x : x / 100)],
    ["elu(v)", (x) => (x > 0 ? x : Math.expm1(x))],
    ["silu(v)", (x) => x / (1 + Math.exp(-x))],
    ["floor(v)", Math.floor],
    ["pi * v", (x) => Math.PI * x],
  ])("%s", (expression, fn) => {
    for (const [at, value] of elements(expression).entries()) expect(value).toBeCloseTo(fn(vectors.v[at]!), 13);
  });

  test("gelu is x·Φ(x)", () => {
    expect(valuesOf("param a\nloss = gelu(a)", {}, { a: [1] })[0]).toBeCloseTo(0.8413447460685429, 13);
  });

  test("lgamma and digamma", () => {
    expect(valuesOf("param a\nloss = lgamma(a)", {}, { a: [5] })[0]).toBeCloseTo(Math.log(24), 12);
    expect(valuesOf("param a\nloss = digamma(a + 1) - digamma(a)", {}, { a: [4] })[0]).toBeCloseTo(0.25, 12);
    expect(valuesOf("param a\nloss = erf(a) + erf(-a)", {}, { a: [4] })[0]).toBe(0);
  });
});

describe("functions of pairs", () => {
  test.each<[string, (x: number, y: number) => number]>([
    ["max(v, u)", Math.max],
    ["min(v, u)", Math.min],
    ["pow(v, 2)", (x) => x * x],
    ["pow(v + 2, u)", (x, y) => (x + 2) ** y],
    ["atan2(v, u)", Math.atan2],
    ["hypot(v, u)", Math.hypot],
    ["xlogy(v, u + 4)", (x, y) => x * Math.log(y + 4)],
  ])("%s", (expression, fn) => {
    for (const [at, value] of elements(expression).entries()) {
      expect(value).toBeCloseTo(fn(vectors.v[at]!, vectors.u[at]!), 13);
    }
  });
});

describe("functions of whole arrays", () => {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const { v, u } = vectors;

  test.each<[string, number]>([
    ["sum(v)", sum(v)],
    ["mean(v)", sum(v) / 3],
    ["prod(v)", v[0]! * v[1]! * v[2]!],
    ["max(v)", 2],
    ["min(v)", -1],
    ["logsumexp(v)", Math.log(sum(v.map(Math.exp)))],
    ["norm1(v)", 3.5],
    ["norm2(v)", Math.hypot(...v)],
    ["dot(u, v)", sum(v.map((x, at) => x * u[at]!))],
    ["dot(u', v)", sum(v.map((x, at) => x * u[at]!))],
    ["tr(u * v')", sum(v.map((x, at) => x * u[at]!))],
    ["sum(diag(v))", sum(v)],
    ["sum(diagonal(u * v'))", sum(v.map((x, at) => x * u[at]!))],
    ["sum(eye(n) * v)", sum(v)],
    ["sum(ones(n, 2) * ones(2)) + sum(zeros(n))", 6],
    ["sum(softmax(v))", 1],
    ["softmax(v)[2] - exp(v[2] - logsumexp(v))", 0],
    ["log_softmax(v)[1] - log(softmax(v)[1])", 0],
    ["sum(softmax(u * v'))", 3],
    ["sum(3)", 3],
  ])("%s", (expression, value) => {
    expect(elements(expression)[0]).toBeCloseTo(value, 13);
  });

  test("softmax of a matrix is along its rows", () => {
    const rows = elements("softmax(u * v') * ones(n)");
    for (const row of rows) expect(row).toBeCloseTo(1, 13);
  });
});

describe("losses", () => {
  const { v, u } = vectors;
  const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

  test.each<[string, number]>([
    ["mse(v, u)", mean(v.map((x, at) => (x - u[at]!) ** 2))],
    ["bce(sigmoid(v), sigmoid(u)) - bce_with_logits(v, sigmoid(u))", 0],
    ["bce_with_logits(v, u)", mean(v.map((z, at) => Math.log1p(Math.exp(z)) - u[at]! * z))],
    ["cross_entropy(softmax(v), u) + dot(u, log_softmax(v))", 0],
    ["cross_entropy(softmax(u * v'), ones(n, n)) + mean(i in n, sum(log_softmax(u[i] * v)))", 0],
    ["huber(v, u)", mean(v.map((x, at) => Math.abs(x - u[at]!)).map((r) => (r <= 1 ? (r * r) / 2 : r - 0.5)))],
    ["hinge(v, u)", mean(v.map((s, at) => Math.max(0, 1 - u[at]! * s)))],
  ])("%s", (expression, value) => {
    expect(elements(expression)[0]).toBeCloseTo(value, 13);
  });
});

test("the norm is the function whose derivative at 0 is 0", () => {
  const body = modelOf("dim n\nparam v[n]\nloss = norm2(v)").system.equations[0]?.body;
  expect(body).toMatchObject({ kind: "call", fn: "norm" });
});

test.each(libraryNames().filter((name) => name !== "σ"))("%s cannot be declared", (name) => {
  expect(codes(checked(`param ${name}, w\nloss = w`).diagnostics)).toContain("E0202");
});

test("σ and pi can: they have other uses", () => {
  const source = "param σ, pi\nloss = σ * pi";
  expect(valuesOf(source, {}, { σ: [2], pi: [3] })).toEqual([6]);
  expect(valuesOf("param w\nσ(z) = 2 * z\nloss = σ(w)", {}, { w: [2] })).toEqual([4]);
});
