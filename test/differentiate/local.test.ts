import { describe, expect, test } from "vitest";
import { identityOf } from "../../src/differentiate/identities.ts";
import { localDerivative } from "../../src/differentiate/local.ts";
import {
  add,
  call,
  constant,
  divide,
  equal,
  half,
  less,
  mul,
  negate,
  one,
  openIndex,
  power,
  read,
  reduce,
  select,
  sub,
  sum,
  two,
  zero,
} from "../../src/equations/build.ts";
import { binaryFunctions, unaryFunctions } from "../../src/equations/functions.ts";
import { printScalar } from "../../src/equations/print.ts";
import type { Reduce, Scalar } from "../../src/equations/scalar.ts";
import { rational } from "../../src/util/rational.ts";

const n = { name: "n", size: undefined };
const [i, j, a] = [openIndex(n), openIndex(n), openIndex(n)];
const [x, y, h] = [read("x"), read("y"), read("h")];
const v = (index: Scalar): Scalar => read("v", [index]);

/** ∂body/∂x, where the body is called h. */
const byX = (body: Scalar): Scalar => localDerivative(body, { tensor: "x", at: [] }, h);

/** ∂body/∂v[a] */
const byElement = (body: Scalar): Scalar => localDerivative(body, { tensor: "v", at: [a] }, h);

describe("a derivative as a person writes it", () => {
  test.each<[string, Scalar, Scalar]>([
    ["x′ = 1", x, one],
    ["y′ = 0", y, zero],
    ["(x + y)′ = 1", add(x, y), one],
    ["(x·y)′ = y", mul(x, y), y],
    ["(x³)′ = 3x²", power(x, 3), mul(constant(3), power(x, 2))],
    ["σ′ = h(1 − h)", call("sigmoid", x), mul(h, sub(one, h))],
    ["σ(y)′ = 0", call("sigmoid", y), zero],
    ["tanh(2x)′ = 2(1 − h²)", call("tanh", mul(constant(2), x)), mul(constant(2), sub(one, power(h, 2)))],
    ["(y·σ(x))′ = y·σ(1 − σ), where σ has no name", mul(y, call("sigmoid", x)), timesSlope(call("sigmoid", x), y)],
    ["relu′ = step(h), where it is called h", call("relu", x), call("step", h)],
    ["(y·relu(x))′ = y·step(x), where it has no name", mul(y, call("relu", x)), mul(y, call("step", x))],
    ["(√x)′ = 1/(2h)", power(x, half.value), mul(half, power(h, -1))],
    ["(1/x)′ = −h²", power(x, -1), negate(power(h, 2))],
    ["(eˣ/y)′ = h", divide(call("exp", x), y), h],
    ["(eʸ/x)′ = −h/x", divide(call("exp", y), x), negate(divide(h, x))],
    ["(eˣ·x)′ = h + eˣ", mul(call("exp", x), x), add(h, call("exp", x))],
    ["hypot(x, y)′ = x/h", call("hypot", x, y), select(equal(h, zero), zero, divide(x, h))],
    ["hypot(y, x)′ = x/h", call("hypot", y, x), select(equal(h, zero), zero, divide(x, h))],
    ["(x if y < 1)′", select(less(y, one), x, zero), select(less(y, one), one, zero)],
    ["(if y < 1 then x else 2x)′", select(less(y, one), x, mul(two, x)), add(below(one), above(two))],
    ["(y·(if y < 1 then x else 2x))′", mul(y, select(less(y, one), x, mul(two, x))), add(below(y), above(mul(two, y)))],
    ["max(x, y)′ = 1, ½ or 0", call("max", x, y), select(less(y, x), one, select(equal(x, y), half, zero))],
    ["(x^(3/2))′ = 3/2·√x", power(x, rational(3, 2)), mul(constant(rational(3, 2)), power(x, half.value))],
    ["(x^(1/3))′ = 1/3·x^(−2/3)", power(x, rational(1, 3)), mul(constant(rational(1, 3)), power(x, rational(-2, 3)))],
    [
      "(x^(−1/2))′ = −1/2·x^(−3/2)",
      power(x, rational(-1, 2)),
      mul(constant(rational(-1, 2)), power(x, rational(-3, 2))),
    ],
    ["(x^−2)′ = −2·x^−3", power(x, -2), mul(constant(-2), power(x, -3))],
    ["(y/x)′ = −y/x²", divide(y, x), negate(divide(y, power(x, 2)))],
    ["c at an index that x chooses does not change", read("c", [call("floor", x)]), zero],
    ["π′ = 0", call("pi"), zero],
  ])("%s", (_, body, expected) => {
    expect(printScalar(byX(body))).toBe(printScalar(expected));
  });

  test.each<[string, Scalar, Scalar]>([
    ["∂vᵢ/∂vₐ = δᵢₐ", v(i), select(equal(i, a), one, zero)],
    [
      "∂(vᵢ − vⱼ)/∂vₐ = δᵢₐ − δⱼₐ",
      sub(v(i), v(j)),
      sub(select(equal(i, a), one, zero), select(equal(j, a), one, zero)),
    ],
    ["∂(vᵢ + vᵢ²)/∂vₐ = (1 + 2vᵢ)δᵢₐ", add(v(i), power(v(i), 2)), guarded(i, add(one, mul(constant(2), v(i))))],
    [
      "∂(vᵢ − vⱼ)²/∂vₐ = 2(vᵢ − vⱼ)δᵢₐ − 2(vᵢ − vⱼ)δⱼₐ",
      power(sub(v(i), v(j)), 2),
      add(guarded(i, mul(two, sub(v(i), v(j)))), guarded(j, mul(constant(-2), sub(v(i), v(j))))),
    ],
    ["∂(Σᵢ yᵢ·vᵢ)/∂vₐ = yₐ", sum([i], mul(read("y", [i]), v(i))), read("y", [a])],
    ["∂(Σᵢ yᵢ)/∂vₐ = 0", sum([i], read("y", [i])), zero],
    [
      "∂(logsumexp v)/∂vₐ = e^(vₐ − logsumexp v)",
      reduce("logsumexp", [i], v(i)),
      call("exp", sub(v(a), reduce("logsumexp", [i], v(i)))),
    ],
    ["∂(vᵢ·y − y·vⱼ)/∂vₐ = y·δᵢₐ − y·δⱼₐ", sub(mul(v(i), y), mul(y, v(j))), sub(guarded(i, y), guarded(j, y))],
  ])("%s", (_, body, expected) => {
    expect(printScalar(byElement(body))).toBe(printScalar(expected));
  });
});

function below(value: Scalar): Scalar {
  return select(less(y, one), value, zero);
}

function above(value: Scalar): Scalar {
  return select(less(y, one), zero, value);
}

function guarded(index: Scalar, value: Scalar): Scalar {
  return select(equal(index, a), value, zero);
}

function timesSlope(f: Scalar, factor: Scalar): Scalar {
  return mul(factor, f, sub(one, f));
}

describe("what is said beside a step", () => {
  test("every function has an identity that names a derivative", () => {
    for (const fn of unaryFunctions) expect(identityOf(call(fn, x)), fn).toContain("′");
    for (const fn of binaryFunctions) expect(identityOf(call(fn, x, y)), fn).toContain("′");
  });

  test.each<[Scalar, string | undefined]>([
    [power(x, -1), "(1/x)′ = −x′/x²"],
    [power(x, half.value), "(√x)′ = x′/(2√x)"],
    [power(x, 2), "(xⁿ)′ = n·xⁿ⁻¹·x′"],
    [power(x, -2), "(xⁿ)′ = n·xⁿ⁻¹·x′"],
    [power(x, rational(-1, 2)), "(xⁿ)′ = n·xⁿ⁻¹·x′"],
    [power(x, rational(3, 2)), "(xⁿ)′ = n·xⁿ⁻¹·x′"],
    [power(x, rational(1, 3)), "(xⁿ)′ = n·xⁿ⁻¹·x′"],
    [select(less(x, y), x, y), "(if c then x else y)′ = if c then x′ else y′"],
    [sum([i], v(i)), undefined],
    [reduce("prod", [i], v(i)), "(Π xᵢ)′ = Σᵢ xᵢ′·Πₖ≠ᵢ xₖ"],
    [mul(x, y), undefined],
    [add(x, y), undefined],
    [x, undefined],
    [call("pi"), undefined],
    [constant(3), undefined],
  ])("%o", (scalar, identity) => {
    expect(identityOf(scalar)).toBe(identity);
  });

  test.each(["max", "min", "argmax", "argmin", "logsumexp"] satisfies Reduce["operator"][])("%s", (operator) => {
    expect(identityOf(reduce(operator, [i], v(i)))).toContain("′");
  });
});
