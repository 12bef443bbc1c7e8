import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add, and, axis, call, constant, divide, equal, extent, half, less, minusOne, mul, negate, not, one, openIndex, power, read,
  reduce, select, sub, sum, zero,
} from "../../src/equations/build.ts"; // prettier-ignore
import type { Dim } from "../../src/equations/dim.ts";
import { printCondition, printEquation, printScalar, printSystem } from "../../src/equations/print.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { parseDecimal, rational } from "../../src/util/rational.ts";
import { network } from "../oracles/networks.ts";
import { programs } from "../oracles/programs.ts";

const n: Dim = { name: "n", size: undefined };
const m: Dim = { name: "m", size: undefined };
const [i, j] = [axis(0, n), axis(1, m)];
const [k, l] = [openIndex(m), openIndex(n)];
const [x, y] = [read("x"), read("y")];
const A = (a: Scalar, b: Scalar): Scalar => read("A", [a, b]);

describe("a scalar", () => {
  test.each<[string, Scalar]>([
    ["x − y", sub(x, y)],
    ["−x − y", negate(add(x, y))],
    ["1 − x", sub(one, x)],
    ["x/y", divide(x, y)],
    ["1/x²", power(x, -2)],
    ["√x", power(x, half.value)],
    ["1/√x", power(x, rational(-1, 2))],
    ["(√x)²", power(power(x, half.value), 2)],
    ["x^(3/2)", power(x, rational(3, 2))],
    ["(x + y)²", power(add(x, y), 2)],
    ["x/2", mul(half, x)],
    ["−3·x/(2·y·(1 + x))", mul(constant(rational(-3, 2)), x, power(y, -1), power(add(x, one), -1))],
    ["0.001", constant(parseDecimal("1e-3"))],
    ["−1/3", constant(rational(-1, 3))],
    ["5e−324", constant(parseDecimal("5e-324"))],
    ["1.25e−320", constant(parseDecimal("1.25e-320"))],
    ["1.5e300", constant(parseDecimal("1.5e300"))],
    ["σ(x)", call("sigmoid", x)],
    ["exp(−x)", power(call("exp", x), -1)],
    ["|x − y|", call("abs", sub(x, y))],
    ["x^(1 + y)", call("pow", x, add(y, one))],
    ["2·π", mul(constant(2), call("pi"))],
    ["∞", call("infinity")],
    ["max(x, y)", call("max", y, x)],
    ["[i = j]·x", select(equal(i, axis(1, n)), x, zero)],
    ["[i = j]", select(equal(i, axis(1, n)), one, zero)],
    ["if x < y then x else 1 − y", select(less(x, y), x, sub(one, y))],
    ["Σi Σj A[j,i]", sum([l, k], A(l, k))],
    ["y·(Σk A[i,k])·Σk A[k,j]", mul(y, sum([k], A(i, k)), sum([l], A(l, j)))],
    ["(Σi x[i])²", power(sum([l], read("x", [l])), 2)],
    ["n⁻¹·Σi x[i]", divide(sum([l], read("x", [l])), extent(n))],
    ["Σi (1 + a[i]²)", sum([l], add(one, power(read("a", [l]), 2)))],
    ["max(j∈m: A[i,j])", reduce("max", [k], A(i, k))],
    ["logsumexp(j∈m: A[i,j]·B[j])", reduce("logsumexp", [k], mul(A(i, k), read("B", [k])))],
    ["Πj A[i,j]", reduce("prod", [k], A(i, k))],
    ["A[1+i,0]", A(add(i, one), zero)],
  ])("%s", (text, scalar) => {
    expect(printScalar(scalar)).toBe(text);
  });

  test("conditions", () => {
    expect(printCondition(and(less(x, y), not(equal(x, y))))).toBe("x < y ∧ x ≠ y");
    expect(printCondition(not(less(x, minusOne)))).toBe("¬(x < −1)");
  });

  test("a letter that names a tensor or dimension names no index", () => {
    expect(printScalar(sum([l], mul(read("i", [l]), read("j", [l]))))).toBe("Σk i[k]·j[k]");
  });
});

describe("what is large is folded", () => {
  test("a body that shares exponentially", () => {
    let shared: Scalar = add(x, y);
    for (let level = 0; level < 300; level++) shared = add(call("sin", shared), mul(shared, read(`q${level}`)));
    expect(printScalar(shared).length).toBeLessThan(8000);
    expect(printScalar(shared)).toContain("…");
  });

  test("a long sum", () => {
    const text = printScalar(add(...Array.from({ length: 5000 }, (_, at) => read(`v${at}`))));
    expect(text.length).toBeLessThan(8000);
    expect(text.endsWith("+ …")).toBe(true);
  });
});

test("an equation uses the names that its axes were given", () => {
  const body = add(sum([k], mul(read("W", [axis(1, m), k]), read("v", [i, k]))), read("b", [axis(1, m)]));
  const equation = { name: "z", axes: [n, m], body, origin: { rule: "defined" as const } };
  expect(printEquation(equation)).toBe("z[i,j] = b[j] + Σk W[j,k]·v[i,k]    i∈n, j∈m");
  const named = { ...equation, origin: { rule: "defined" as const, axisNames: ["k", "t"] } };
  expect(printEquation(named)).toBe("z[k,t] = b[t] + Σi W[t,i]·v[k,i]    k∈n, t∈m");
});

test("a system is its declarations and its equations", () => {
  expect(printSystem(network({ layers: 2, activation: "relu", loss: "mse" }))).toBe(
    [
      "dim n, m0, m1, m2",
      "param W1[m1,m0], b1[m1], W2[m2,m1], b2[m2]",
      "data x[n,m0], y[n,m2]",
      "z1[i,j] = b1[j] + Σk W1[j,k]·x[i,k]    i∈n, j∈m1",
      "h1[i,j] = relu(z1[i,j])    i∈n, j∈m1",
      "z2[i,j] = b2[j] + Σk W2[j,k]·h1[i,k]    i∈n, j∈m2",
      "f[i,j] = z2[i,j]    i∈n, j∈m2",
      "loss = n⁻¹·Σi Σj (f[j,i] − y[j,i])²",
      "",
    ].join("\n"),
  );
});

test("every program has a text, whose length is bounded", () => {
  fc.assert(
    fc.property(programs(), ({ system }) => {
      const text = printSystem(system);
      expect(text).toBe(printSystem(system));
      expect(text).not.toMatch(/undefined|\[object|\?|bound\d|axis\d|open\d/);
      expect(text.length).toBeLessThan(system.equations.length * 10_000);
    }),
  );
});
