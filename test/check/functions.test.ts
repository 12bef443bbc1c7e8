import { expect, test } from "vitest";
import { checked, codes, modelOf, valuesOf } from "./checked.ts";

const names = (source: string): string[] => modelOf(source).system.equations.map(({ name }) => name);

test("the same application is one equation, another is numbered", () => {
  const source = `dim n
param w[n], v[n]
f(z) = tanh(z)
loss = sum(f(w)) + sum(f(w)) + sum(f(v)) + sum(i in n, f(w)[i])`;
  expect(names(source)).toEqual(["f", "f_2", "loss"]);
});

test("a numbered equation avoids the names of the file", () => {
  expect(names("param a, b, f_2\nf(z) = tanh(z)\nloss = f(a) + f(b) + f_2")).toEqual(["f", "f_3", "loss"]);
});

test("one function serves every shape", () => {
  const source = "dim n\nparam a, v[n], M[n, n]\nf(z) = tanh(z)\nloss = f(a) + sum(f(v)) + sum(f(M)) + sum(f(v'))";
  const { equations } = modelOf(source).system;
  expect(equations.map(({ axes }) => axes.length)).toEqual([0, 1, 2, 0]);
});

test("the indices of binders around come first, outermost first", () => {
  const source =
    "dim m, n, k\nparam T[k, n, m, 2]\nf(z) = exp(z)\nloss = sum(i in n, sum(j in k, a in m, sum(f(T[j, i, a]))))";
  expect(modelOf(source).system.equations[0]?.axes.map(({ name }) => name)).toEqual(["n", "k", "m", "2"]);
});

test("in a branch of `if` nothing moves out", () => {
  expect(names("param a\nf(z) = log(z)\nloss = if a > 0 then f(a) else f(1 - a)")).toEqual(["loss"]);
});

test("a repeated application takes no time", () => {
  const layers = Array.from({ length: 40 }, (_, k) => `f${k + 1}(z) = f${k}(z) + f${k}(z)^2`).join("\n");
  expect(names(`param a\nf0(z) = tanh(z)\n${layers}\nloss = f40(a)`)).toHaveLength(42);
});

test("two hundred layers, one function in another", () => {
  const layers = Array.from({ length: 200 }, (_, k) => `h${k + 1}(z) = sigmoid(W * h${k}(z) + b)`).join("\n");
  expect(names(`dim n\nparam W[n, n], b[n]\ndata x[n]\nh0(z) = z\n${layers}\nloss = sum(h200(x))`)).toHaveLength(202);
});

test("functions that nest without end in sight are refused", () => {
  const layers = Array.from({ length: 2000 }, (_, k) => `h${k + 1}(z) = sigmoid(h${k}(z))`).join("\n");
  expect(codes(checked(`param w\nh0(z) = z\n${layers}\nloss = h2000(w)`).diagnostics)).toContain("E0108");
});

test("a problem in a function is reported once, however often it is applied", () => {
  const source = "dim m, n\nparam A[m, n], v[m], u[m]\nf(z) = A * z\nloss = sum(f(v)) + sum(f(u))";
  expect(codes(checked(source).diagnostics)).toEqual(["E0301"]);
});

test("predict means the function as the loss applies it", () => {
  const source = `dim m, n
param W[n]
data x[m, n], z0[n]
h(z) = W .* z
f(z) = sum(h(z))
g(z) = f(z) + f(z0)
loss = sum(i in m, g(x[i]) + f(x[i]))
emit predict(f), predict(h)`;
  const { system, requests } = modelOf(source);
  const axesOf = (of: string) => system.equations.find(({ name }) => name === of)?.axes.map(({ name }) => name);
  expect(requests.map((request) => request.kind === "predict" && [request.name, axesOf(request.of)])).toEqual([
    ["f", ["m"]],
    ["h", ["m", "n"]],
  ]);
});

test("a name means nothing special to JavaScript", () => {
  expect(valuesOf("param class, function\nloss = class * function", {}, { class: [2], function: [5] })).toEqual([10]);
});
