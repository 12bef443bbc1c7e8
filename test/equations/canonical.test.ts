import { describe, expect, test } from "vitest";
import {
  add, axis, call, constant, divide, equal, extent, half, less, minusOne, mul, negate, one, openIndex, power, read, reduce,
  select, sub, substitute, sum, two, zero,
} from "../../src/equations/build.ts"; // prettier-ignore
import type { Dim } from "../../src/equations/dim.ts";
import { printScalar } from "../../src/equations/print.ts";
import type { Index, Scalar } from "../../src/equations/scalar.ts";
import { rational } from "../../src/util/rational.ts";

const n = { name: "n", size: undefined };
const m = { name: "m", size: undefined };
const three = { name: "3", size: 3 };

const x = read("x");
const y = read("y");
const z = read("z");
const sigma = call("sigmoid", x);
const guarded = (value: Scalar): Scalar => select(less(x, y), value, zero);
const at = (tensor: string, ...indices: readonly Index[]): Scalar => read(tensor, indices);
const open = (dim: Dim = n): Index => openIndex(dim);

/** Says in print what differs, which the objects would say at great length. */
function same(actual: Scalar, expected: Scalar): void {
  if (actual !== expected) throw new Error(`${printScalar(actual)} is not ${printScalar(expected)}`);
}

/** `make` called twice with fresh indices: equal up to their names. */
const alpha = (make: () => Scalar): [Scalar, Scalar] => [make(), make()];

describe("equal expressions are one object", () => {
  test.each<[string, Scalar, Scalar]>([
    ["a + b = b + a", add(x, y), add(y, x)],
    ["(a + b) + c = a + (b + c)", add(add(x, y), z), add(x, add(y, z))],
    ["a·b = b·a", mul(x, y), mul(y, x)],
    ["(a·b)·c = a·(b·c)", mul(mul(x, y), z), mul(x, mul(y, z))],
    ["x + x = 2·x", add(x, x), mul(two, x)],
    ["x − x = 0", sub(x, x), zero],
    ["3·x − 2·x = x", sub(mul(constant(3), x), mul(two, x)), x],
    ["x·x = x²", mul(x, x), power(x, 2)],
    ["x·0 = 0", mul(x, zero), zero],
    ["−(−x) = x", negate(negate(x)), x],
    ["−(a − b) = b − a", negate(sub(x, y)), sub(y, x)],
    ["(a − b)² = (b − a)²", power(sub(x, y), 2), power(sub(y, x), 2)],
    ["(a − b)·(b − a) = −(a − b)²", mul(sub(x, y), sub(y, x)), negate(power(sub(x, y), 2))],
    ["(x²)³ = x⁶", power(power(x, 2), 3), power(x, 6)],
    ["√(x²) = |x|", power(power(x, 2), half.value), call("abs", x)],
    ["|x|² = x²", power(call("abs", x), 2), power(x, 2)],
    ["√4 = 2", power(constant(4), half.value), two],
    ["σ(x)·σ(x)⁻¹ = 1", divide(sigma, sigma), one],
    ["√σ·√σ = σ", mul(power(sigma, half.value), power(sigma, half.value)), sigma],
    ["eᵃ·eᵇ = eᵃ⁺ᵇ", mul(call("exp", x), call("exp", y)), call("exp", add(x, y))],
    ["1/eˣ = e⁻ˣ", power(call("exp", x), -1), call("exp", negate(x))],
    ["√(4·y) = 2·√y", power(mul(constant(4), y), half.value), mul(two, power(y, half.value))],
    ["√(x²·y²) = |x|·|y|", power(mul(x, x, y, y), half.value), mul(call("abs", x), call("abs", y))],
    ["norm(s)² = s", power(call("norm", x), 2), x],
    ["max(a, b) = max(b, a)", call("max", x, y), call("max", y, x)],
    ["a = b ⇔ b = a", select(equal(x, y), x, zero), select(equal(y, x), x, zero)],
    ["c·[g]·x = [g]·c·x", mul(y, select(less(x, y), x, zero)), select(less(x, y), mul(x, y), zero)],
    ["−(y − [g]·x) = [g]·x − y", negate(sub(y, guarded(x))), sub(guarded(x), y)],
    ["y − (z + [g]·x) = y − z − [g]·x", sub(y, add(z, guarded(x))), sub(sub(y, z), guarded(x))],
    ["[g]·x + [g]·x = [g]·2·x", add(guarded(x), guarded(x)), guarded(mul(two, x))],
    ["a fixed size is a number", extent(three), constant(3)],
    ["names that look alike stay apart", read("x,"), read("x,")],
  ])("%s", (_, left, right) => {
    same(left, right);
  });

  test("read keys do not collide", () => {
    expect(read('a" 1')).not.toBe(read("a"));
    expect(read("x", [zero])).not.toBe(read("x", [one]));
  });
});

describe("what holds only on a part of the domain does not happen", () => {
  test.each<[string, Scalar, Scalar]>([
    ["x·x⁻¹ ≠ 1", divide(x, x), one],
    ["x²·x⁻¹ ≠ x", mul(power(x, 2), power(x, -1)), x],
    ["√x·√x ≠ x", mul(power(x, half.value), power(x, half.value)), x],
    ["(√x)² ≠ x", power(power(x, half.value), 2), x],
    ["√(x·y) ≠ √x·√y", power(mul(x, y), half.value), mul(power(x, half.value), power(y, half.value))],
    ["√(x²·y) ≠ |x|·√y", power(mul(x, x, y), half.value), mul(call("abs", x), power(y, half.value))],
    ["0⁻¹ is not folded", power(zero, -1), zero],
    ["log 0 is not folded", call("log", zero), zero],
  ])("%s", (_, left, right) => {
    expect(left).not.toBe(right);
  });
});

describe("reductions are equal up to the names of their indices", () => {
  const free = axis(0, n);
  test.each<[string, () => Scalar]>([
    ["Σᵢ x[i]", () => ((i) => sum([i], at("x", i)))(open())],
    ["Σᵢ Σⱼ A[i,j]", () => ((i, j) => sum([i], sum([j], at("A", i, j))))(open(), open(m))],
    ["Σᵢ (x[i] − y[i])³", () => ((i) => sum([i], power(sub(at("x", i), at("y", i)), 3)))(open())],
    [
      "Σᵢⱼ A[i,j]·B[j,i]·c[free]",
      () => ((i, j) => sum([i, j], mul(at("A", i, j), at("B", j, i), at("c", free))))(open(), open(m)),
    ],
    ["max over a sum", () => ((i, j) => reduce("max", [i], sum([j], mul(at("A", i, j), at("v", j)))))(open(), open(m))],
    ["argmax", () => ((i) => reduce("argmax", [i], at("A", i, free)))(open())],
    ["logsumexp", () => ((i) => reduce("logsumexp", [i], mul(two, at("x", i))))(open())],
  ])("%s", (_, make) => {
    const [first, second] = alpha(make);
    same(first, second);
  });

  test("the order of indices of one dimension does not matter", () => {
    const make = (swap: boolean, used: (i: Index, j: Index) => Scalar): Scalar => {
      const [i, j] = [open(), open()];
      return sum(swap ? [j, i] : [i, j], used(i, j));
    };
    const body = (i: Index, j: Index): Scalar => mul(at("A", i, j), at("u", i), at("v", j));
    expect(make(true, body)).toBe(make(false, body));
    const renamed = make(false, (i, j) => mul(at("A", j, i), at("u", j), at("v", i)));
    expect(renamed).toBe(make(false, body));
  });

  test("nesting and merging of sums agree", () => {
    const [i, j] = [open(), open(m)];
    expect(sum([i], sum([j], at("A", i, j)))).toBe(sum([j, i], at("A", i, j)));
    expect(sum([j], sum([i], at("A", i, j)))).toBe(sum([i, j], at("A", i, j)));
  });

  test("factors leave a sum that they do not depend on, unused indices count", () => {
    const [i, j] = [open(), open(m)];
    expect(sum([i], mul(y, at("x", i)))).toBe(mul(y, sum([i], at("x", i))));
    expect(sum([i, j], at("x", i))).toBe(mul(extent(m), sum([i], at("x", i))));
    expect(sum([i], zero)).toBe(zero);
  });

  test("a delta sifts", () => {
    const [i, j] = [open(), open()];
    expect(sum([i], select(equal(i, j), at("A", i, i), zero))).toBe(at("A", j, j));
    expect(sum([i, j], select(equal(i, j), at("A", i, j), zero))).toBe(sum([i], at("A", i, i)));
  });

  test("a delta at a constant sifts to what there is: nothing beyond the end", () => {
    const i = open();
    const picked = sum([i], select(equal(i, constant(5)), at("x", i), zero));
    expect(picked).toBe(select(less(constant(5), extent(n)), read("x", [constant(5)]), zero));
    const k = open(three);
    expect(sum([k], select(equal(k, two), at("w", k), zero))).toBe(read("w", [two]));
    expect(sum([k], select(equal(k, constant(3)), at("w", k), zero))).toBe(zero);
    expect(sum([k], select(equal(k, minusOne), at("w", k), zero))).toBe(zero);
  });
});

describe("substitution does not capture", () => {
  test("an index put under a sum over the same dimension stays free", () => {
    const [i, j] = [open(), open()];
    const row = sum([j], at("A", i, j));
    const moved = substitute(row, new Map([[i, j]]));
    expect(moved.free).toEqual([j]);
    expect(moved).toBe(((k) => sum([k], at("A", j, k)))(open()));
    expect(moved).not.toBe(sum([j], at("A", j, j)));
  });

  test("nor does a read replaced by a body with sums and axes", () => {
    const [i, k] = [axis(0, n), open()];
    const outer = sum([k], mul(at("B", i, k), at("t", k)));
    const inner = ((l) => sum([l], at("A", k, l)))(open());
    const read = at("t", k);
    const replaced = substitute(mul(at("B", i, k), read), new Map([[read, inner]]));
    const expected = ((p, q) => sum([p], mul(at("B", i, p), sum([q], at("A", p, q)))))(open(), open());
    expect(sum([k], replaced)).toBe(expected);
    expect(outer.free).toEqual([i]);
  });

  test("all at once: indices can be exchanged", () => {
    const [i, j] = [open(), open()];
    const swap = new Map([
      [i, j],
      [j, i],
    ]);
    expect(substitute(at("A", i, j), swap)).toBe(at("A", j, i));
  });

  test("what substitution makes canonical is as if built so", () => {
    const [i, j] = [open(), open()];
    const gap = sub(at("x", i), at("x", j));
    expect(substitute(gap, new Map([[i, j]]))).toBe(zero);
    const odd = power(gap, 3);
    expect(substitute(odd, new Map([[i, j], [j, i]]))).toBe(negate(odd)); // prettier-ignore
  });
});

test("structure decides the order, not the order of making", () => {
  const late = read("aaa");
  expect(printScalar(add(read("zzz"), late))).toBe("aaa + zzz");
  expect(printScalar(mul(read("zzz2"), read("aaa2"), power(read("mmm"), rational(-1))))).toBe("aaa2·zzz2/mmm");
});
