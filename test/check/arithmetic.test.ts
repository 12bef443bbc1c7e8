import { describe, expect, test } from "vitest";
import { checked, codes, modelOf, valuesOf } from "./checked.ts";

const header = "dim m, n, k\nparam A[m, n], B[n, k], S[n, n], u[n], v[n], w[m], c\n";
const sizes = { m: 2, n: 3, k: 4 };

/** The elements of an expression over the arrays of the header. */
const elements = (expression: string, declared = header): number[] =>
  valuesOf(`${declared}r = ${expression}\nloss = sum(r)`, sizes, {}, "r");

function expectSame(left: string, right: string): void {
  const [a, b] = [elements(left), elements(right)];
  expect(a).toHaveLength(b.length);
  for (const [at, value] of a.entries()) expect(value).toBeCloseTo(b[at]!, 12);
}

/** The same elements, written with operators and in index notation; `r` is what the definition is called. */
function expectComponents(expression: string, definition: string): void {
  const a = elements(expression);
  const b = valuesOf(`${header}${definition}\nloss = sum(r)`, sizes, {}, "r");
  expect(a).toHaveLength(b.length);
  for (const [at, value] of a.entries()) expect(value).toBeCloseTo(b[at]!, 12);
}

describe("products", () => {
  test.each([
    ["A * B", "r[i, l] = sum(j in n, A[i, j] * B[j, l])"],
    ["A * v", "r[i] = sum(j in n, A[i, j] * v[j])"],
    ["(w' * A)'", "r[j] = sum(i in m, w[i] * A[i, j])"],
    ["u' * v", "r = sum(j in n, u[j] * v[j])"],
    ["w * v'", "r[i, j] = w[i] * v[j]"],
    ["A .* (w * v')", "r[i, j] = A[i, j] * w[i] * v[j]"],
    ["2 * A * c", "r[i, j] = 2 * A[i, j] * c"],
    ["A * B * ones(k)", "r[i] = sum(j in n, l in k, A[i, j] * B[j, l])"],
    ["S^3", "r[i, j] = sum(a in n, b in n, S[i, a] * S[a, b] * S[b, j])"],
    ["S * S", "r[i, j] = sum(a in n, S[i, a] * S[a, j])"],
  ])("%s", expectComponents);
});

const withOuter = `${header}outer(z) = z * z'\nsquare(M) = M * M\n`;
test("an argument that is used twice stands at indices of its own", () => {
  expect(elements("outer(v)", withOuter)).toEqual(elements("v * v'"));
  expect(elements("square(S)", withOuter)).toEqual(elements("S * S"));
  expect(elements("square(S * S)", withOuter).map((x) => x.toFixed(10))).toEqual(
    elements("S^4").map((x) => x.toFixed(10)),
  );
});

describe("element by element", () => {
  test.each([
    ["1 / (1 + exp(-v))", "sigmoid(v)"],
    ["u ./ v", "u .* v.^-1"],
    ["v.^2", "v .* v"],
    ["2.^v", "exp(v * log(2))"],
    ["v - u + u", "v"],
    ["-v.^1.0", "0 - v"],
    ["c^2 / 4 * v", "v * (c / 2)^2"],
    ["(A')'", "A"],
    ["S^0", "eye(n)"],
    ["v + vector(1)", "v + ones(n)"],
    ["A * vector(1)", "A * ones(n)"],
    ["S - matrix(1)", "S - ones(n, n)"],
    ["A - w * vector(1)'", "A - w * ones(n)'"],
    ["if v > 0 then v else 0", "relu(v)"],
    ["if v > 0 and not v > 1/2 or v == 2 then 1 else 0", "if v <= 0 then 0 else if v > 1/2 then 0 else 1"],
    ["max(v, 0)", "relu(v)"],
    ["if c != c then u else v", "v"],
  ])("%s = %s", expectSame);
});

describe("indices", () => {
  test.each([
    ["A[1]", "r[j] = A[1, j]"],
    ["A'[2]", "r[i] = A[i, 2]"],
    ["(A * B)[0, 3]", "r = sum(j in n, A[0, j] * B[j, 3])"],
    ["sum(i in n, S[i, i])", "r = tr(S)"],
    ["sum(i in n, i * v[i])", "r = v[1] + 2 * v[2]"],
    ["sum(i in m, A[i])", "r[j] = sum(i in m, A[i, j])"],
    ["sum(i in n, u[i] * S[i]')'", "r = S' * u"],
    ["mean(i in m, j in n, A[i, j])", "r = mean(A)"],
    ["max(i in m, j in n, A[i, j])", "r = max(A)"],
    ["min(i in n, v[i])", "r = min(v)"],
    ["prod(i in n, v[i])", "r = v[0] * v[1] * v[2]"],
    ["logsumexp(i in n, v[i])", "r = log(sum(exp(v)))"],
    ["sum(i in 3, i)", "r = 3"],
  ])("%s", expectComponents);

  test("a definition over indices may have an array for each", () => {
    expectComponents("A + A", "r[i] = 2 * A[i]");
  });

  test("the dimension of an index is found also behind a function", () => {
    const source = `${header}f(z) = S * z\nr[j] = f(v)[j]\nloss = sum(r)`;
    expect(valuesOf(source, sizes, {}, "r")).toEqual(elements("S * v"));
  });
});

test("dimensions are numbers", () => {
  expect(elements("n * m + k")).toEqual([10]);
  expect(elements("sqrt(n)")[0]).toBeCloseTo(Math.sqrt(3), 15);
});

test("a literal size is a fixed dimension of that size", () => {
  const source = "dim n = 3\nparam v[3], u[n]\nloss = sum(v + u) + sum(i in 3, u[i] * v[i])";
  expect(valuesOf(source, {}, { v: [1, 2, 3], u: [1, 1, 1] })).toEqual([15]);
});

test("a literal size that two dimensions have is neither of them", () => {
  const header = "dim rgb = 3, classes = 3\nparam p[3], u[rgb]\n";
  expect(codes(checked(`${header}loss = sum(u + p)`).diagnostics)).toEqual(["E0302"]);
  expect(codes(checked(`${header}loss = sum(u) + sum(p)`).diagnostics)).toEqual([]);
});

test("a size from outside makes a literal go with a name", () => {
  const source = "dim n\nparam v[3], u[n]\nloss = sum(v + u)";
  expect(codes(checked(source).diagnostics)).toEqual(["E0302"]);
  expect(codes(checked(source, { dims: { n: 3 } }).diagnostics)).toEqual([]);
});

test("thousands of terms are one sum", () => {
  const terms = Array.from({ length: 5000 }, (_, i) => `sin(${i} * a)`);
  const { system } = modelOf(`param a\nloss = ${terms.join(" + ")}`);
  const body = system.equations[0]?.body;
  expect(body?.kind === "add" && body.terms.length).toBe(4999);
});
