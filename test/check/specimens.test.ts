import { expect, test } from "vitest";
import { printEquation } from "../../src/equations/print.ts";
import { modelOf, valuesOf } from "./checked.ts";

const alsup = `
dim m0, m1, m2, n
param W1[m1, m0], b1[m1]
param W2[m2, m1], b2[m2]
`;
const samples = `${alsup}data x[n, m0], y[n, m2]
f(v) = W2 * relu(W1 * v + b1) + b2
loss = 1/n * sum(i in n, norm2(f(x[i]) - y[i])^2)`;
const batch = `${alsup}data x[n, m0], y[n, m2]
F = W2 * relu(W1 * x' + b1 * ones(n)') + b2 * ones(n)'
loss = 1/n * norm2(F - y')^2`;
const components = `${alsup}data x[n, m0], y[n, m2]
h[i, j] = relu(sum(k in m0, W1[j, k] * x[i, k]) + b1[j])
f[i, p] = sum(j in m1, W2[p, j] * h[i, j]) + b2[p]
loss = mean(i in n, sum(p in m2, (f[i, p] - y[i, p])^2))`;

const printed = (source: string): string[] =>
  modelOf(source).system.equations.map((equation) => printEquation(equation));

test("a function applied to each sample becomes one equation over samples", () => {
  expect(printed(samples)).toEqual([
    "f[i,j] = b2[j] + Σk W2[j,k]·relu(b1[k] + Σl W1[k,l]·x[i,l])    i∈n, j∈m2",
    "loss = n⁻¹·Σi Σj (f[j,i] − y[j,i])²",
  ]);
});

test("layers as functions become an equation each", () => {
  const source = `
dim M, H, N
param W1[M, H], b1[H], W2[H, H], b2[H], W3[H], b3
data  x[N, M], y[N]
h1(v) = sigmoid(W1' * v + b1)
h2(v) = sigmoid(W2' * h1(v) + b2)
f(v)  = sigmoid(W3' * h2(v) + b3)
loss = -sum(i in N, y[i] * log(f(x[i])) + (1 - y[i]) * log(1 - f(x[i])))`;
  expect(printed(source)).toEqual([
    "h1[i,j] = σ(b1[j] + Σk W1[k,j]·x[i,k])    i∈N, j∈H",
    "h2[i,j] = σ(b2[j] + Σk W2[k,j]·h1[i,k])    i∈N, j∈H",
    "f[i] = σ(b3 + Σj W3[j]·h2[i,j])    i∈N",
    "loss = −Σi (y[i]·log(f[i]) + log(1 − f[i])·(1 − y[i]))",
  ]);
});

test("attention in index notation keeps the names of its axes", () => {
  const source = `
dim T, d
param Q[d, d], K[d, d]
data  x[T, d]
q[t, a] = sum(c in d, x[t, c] * Q[c, a])
k[t, a] = sum(c in d, x[t, c] * K[c, a])
s[t, u] = sum(a in d, q[t, a] * k[u, a]) / sqrt(d)
p[t, u] = exp(s[t, u]) / sum(w in T, exp(s[t, w]))
loss = sum(p)`;
  const equations = printed(source);
  expect(equations[0]).toBe("q[t,a] = Σi Q[i,a]·x[t,i]    t∈T, a∈d");
  expect(equations[3]).toBe("p[t,u] = exp(s[t,u])/(Σi exp(s[t,i]))    t∈T, u∈T");
});

test("per sample, in batch and in components it is the same number", () => {
  const sizes = { m0: 3, m1: 4, m2: 2, n: 5 };
  const [first] = valuesOf(samples, sizes);
  expect(valuesOf(batch, sizes)[0]).toBeCloseTo(first!, 13);
  expect(valuesOf(components, sizes)[0]).toBeCloseTo(first!, 13);
});

test("the default asks for the value and the gradient for every parameter", () => {
  expect(modelOf(samples).requests).toEqual([
    { kind: "value", of: "loss" },
    { kind: "gradient", of: "loss", wrt: ["W1", "b1", "W2", "b2"] },
  ]);
});
