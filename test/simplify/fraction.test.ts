import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, call, constant, divide, mul, negate, one, power, read, sub, two } from "../../src/equations/build.ts";
import { evaluateScalar } from "../../src/equations/evaluate.ts";
import { printScalar } from "../../src/equations/print.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { cost } from "../../src/simplify/cost.ts";
import { Budget, limits } from "../../src/simplify/fraction/budget.ts";
import { cancellation } from "../../src/simplify/fraction/normalize.ts";
import {
  atomic,
  number,
  product,
  quotient,
  scale,
  sumOf,
  toScalar,
  type Polynomial,
} from "../../src/simplify/fraction/polynomial.ts";
import { rewrite } from "../../src/simplify/rewrite.ts";
import { algebra, cancel, stabilityRules } from "../../src/simplify/rules.ts";
import { rational } from "../../src/util/rational.ts";
import { seeded } from "../../src/util/random.ts";
import { fromTape, type Tape } from "../oracles/tape.ts";

const [x, y, z] = [read("x"), read("y"), read("z")];
const exp = (scalar: Scalar): Scalar => call("exp", scalar);
const sigmoid = (scalar: Scalar): Scalar => call("sigmoid", scalar);

const valueAt = (scalar: Scalar, point: Readonly<Record<string, number>>): number =>
  evaluateScalar(scalar, {
    sizes: {},
    indices: new Map(),
    tensors: new Map(
      Object.entries(point).map(([name, value]) => [name, { shape: [], values: Float64Array.of(value) }]),
    ),
  });

const pointOf = (seed: number): Record<string, number> => {
  const random = seeded(seed);
  return { x: 4 * random() - 2, y: 4 * random() - 2, z: 4 * random() - 2 };
};

const atoms: readonly [Scalar, ...Scalar[]] = [
  x,
  y,
  sigmoid(z),
  sigmoid(negate(z)),
  exp(z),
  call("softplus", z),
  call("sin", x),
];

/** A random rational expression in the atoms, with its divisors away from 0. */
function rationalExpression(tape: Tape, depth: number): Scalar {
  if (depth === 0) return tape.chance(20) ? constant(rational(tape.below(9) - 4, 1 + tape.below(3))) : tape.pick(atoms);
  const part = (): Scalar => rationalExpression(tape, depth - 1);
  return tape.pick([
    () => add(part(), part()),
    () => mul(part(), part()),
    () => sub(part(), part()),
    () => divide(part(), tape.pick([sigmoid(z), sigmoid(negate(z)), exp(z), add(one, exp(x)), add(two, power(y, 2))])),
    () => power(part(), 2),
    () => mul(tape.pick(atoms), sub(one, tape.pick(atoms))),
  ])();
}

const expressions = fromTape((tape) => rationalExpression(tape, 3), 60).map((scalar) => ({
  scalar,
  toString: () => printScalar(scalar),
}));

describe("the common denominator, on random rational expressions,", () => {
  test("keeps the value", () => {
    fc.assert(
      fc.property(expressions, fc.nat(9999), ({ scalar }, seed) => {
        const after = cancel.apply(scalar) ?? scalar;
        const point = pointOf(seed);
        const [expected, actual] = [valueAt(scalar, point), valueAt(after, point)];
        const size = 1 + Math.abs(expected);
        expect(Math.abs(actual - expected) / size, `${printScalar(after)} is ${actual}, not ${expected}`).toBeLessThan(
          1e-7,
        );
      }),
      { numRuns: 300, seed: 20240229 },
    );
  });

  test("never makes it dearer", () => {
    fc.assert(
      fc.property(expressions, ({ scalar }) => {
        const after = cancel.apply(scalar);
        if (after) expect(cost(after)).toBeLessThan(cost(scalar) + 0.1); // a sign counts nothing
      }),
      { numRuns: 300, seed: 20240229 },
    );
  });

  test("comes to rest", () => {
    fc.assert(
      fc.property(expressions, ({ scalar }) => {
        const settled = rewrite(scalar, [cancel], () => undefined);
        expect(rewrite(settled, [cancel], () => undefined)).toBe(settled);
      }),
      { numRuns: 150, seed: 20240229 },
    );
  });
});

const simplified = (scalar: Scalar): Scalar => rewrite(scalar, [...stabilityRules, ...algebra], () => undefined);

/** ∂L/∂f · f(1 − f) of the cross-entropy, as the first paper writes it before it cancels. */
const delta = (f: Scalar): Scalar => negate(mul(sub(divide(y, f), divide(sub(one, y), sub(one, f))), f, sub(one, f)));

describe("−(y/f − (1 − y)/(1 − f))·f(1 − f) = f − y", () => {
  const spellings: Readonly<Record<string, Scalar>> = {
    "σ(z)": sigmoid(z),
    "1/(1 + e⁻ᶻ)": divide(one, add(one, exp(negate(z)))),
    "eᶻ/(1 + eᶻ)": divide(exp(z), add(one, exp(z))),
    "(1 + tanh(z/2))/2": divide(add(one, call("tanh", divide(z, two))), two),
    "1 − 1/(1 + eᶻ)": sub(one, divide(one, add(one, exp(z)))),
    "1 − σ(−z)": sub(one, sigmoid(negate(z))),
  };

  test.each(Object.entries(spellings))("for f = %s", (_, f) => {
    expect(printScalar(simplified(delta(f)))).toBe("σ(z) − y");
  });

  test("not where f may be 0 or 1: what cancels has to be known not to be 0", () => {
    const left = simplified(delta(x));
    expect(left).not.toBe(sub(x, y));
    expect(valueAt(left, { x: 0, y: 0.5 })).toBeNaN();
  });
});

describe("what cancels", () => {
  test.each([
    ["x/x", divide(x, x), divide(x, x)],
    ["(x² − y²)/(x − y)", divide(sub(power(x, 2), power(y, 2)), sub(x, y)), undefined],
    ["eˣ/eˣ", divide(exp(x), exp(x)), one],
    ["σ/σ", divide(sigmoid(x), sigmoid(x)), one],
    ["(x·σ + y·σ)/σ", divide(add(mul(x, sigmoid(z)), mul(y, sigmoid(z))), sigmoid(z)), add(x, y)],
    ["(e²ˣ − 1)/(eˣ + 1) stays at most as dear", divide(sub(exp(mul(two, x)), one), add(exp(x), one)), undefined],
    ["(1 + x²)(1 − y)/(1 + x²)", divide(mul(add(one, power(x, 2)), sub(one, y)), add(one, power(x, 2))), sub(one, y)],
    ["σ(z) + σ(−z)", add(sigmoid(z), sigmoid(negate(z))), one],
    ["softplus(z) − softplus(−z)", sub(call("softplus", z), call("softplus", negate(z))), z],
  ])("%s", (_, scalar, expected) => {
    const after = simplified(scalar);
    if (expected) expect(printScalar(after)).toBe(printScalar(expected));
    expect(cost(after)).toBeLessThanOrEqual(cost(scalar));
    const point = pointOf(3);
    expect(valueAt(after, point)).toBeCloseTo(valueAt(scalar, point), 12);
  });

  test("(x² − y²)/(x − y) is no number at x = y, as it was", () => {
    const after = simplified(divide(sub(power(x, 2), power(y, 2)), sub(x, y)));
    expect(valueAt(after, { x: 2, y: 2 })).toBeNaN();
  });
});

describe("hostile expressions", () => {
  const sums = Array.from({ length: 200 }, (_, k) => add(read(`a${k}`), read(`b${k}`)));
  const nested = sums.slice(0, 30).reduce((inner, sum) => divide(add(one, inner), add(two, power(sum, 2), inner)), x);
  const hostile: Readonly<Record<string, Scalar>> = {
    "a product of 60 sums": add(mul(...sums.slice(0, 60)), divide(one, add(one, exp(x)))),
    "(x + y + z + 1)⁴⁰": add(power(add(x, y, z, one), 40), x),
    "quotients inside quotients, 30 deep": nested,
    "a sum of 200 different quotients": add(...sums.map((sum) => power(add(one, power(sum, 2)), -1))),
    "a power of degree 1000": mul(exp(x), power(add(one, divide(exp(x), constant(1000))), 1000)),
    "40 functions of different arguments": divide(
      add(...sums.slice(0, 40).map(sigmoid)),
      add(...sums.slice(0, 40).map(exp)),
    ),
    "a power in a power": power(add(power(add(power(add(x, y, exp(z)), 9), y), 9), sigmoid(z)), -9),
  };
  const values = Object.fromEntries(sums.flatMap((_, k) => [`a${k}`, `b${k}`].map((name) => [name, 0.01 * k])));

  test.each(Object.entries(hostile))("%s takes no more steps than there are, and keeps its value", (_, scalar) => {
    const budgets: Budget[] = [];
    const step = cancellation(stabilityRules, () => {
      const budget = new Budget();
      budgets.push(budget);
      return budget;
    });
    const after = rewrite(scalar, [...stabilityRules, step], () => undefined);
    const steps = budgets.reduce((sum, { spent }) => sum + spent, 0);
    expect(steps).toBeLessThan(40 * limits.steps);
    const point = { ...values, x: 0.3, y: -0.2, z: 0.4 };
    const [expected, actual] = [valueAt(scalar, point), valueAt(after, point)];
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
  });

  test.each([
    ["σ(x) + σ(−x) − 1", sub(add(sigmoid(x), sigmoid(negate(x))), one)],
    ["cosh²x − sinh²x − 1", sub(sub(power(call("cosh", x), 2), power(call("sinh", x), 2)), one)],
    ["sin²x + cos²x − 1", sub(add(power(call("sin", x), 2), power(call("cos", x), 2)), one)],
  ])("%s, which is 0, may be divided by", (_, nothing) => {
    const after = rewrite(
      add(divide(y, nothing), divide(exp(x), add(one, exp(x)))),
      [...stabilityRules, ...algebra],
      () => undefined,
    );
    expect(Number.isFinite(valueAt(after, { x: 0.3, y: 1, z: 0 }))).toBe(false);
  });

  test("beyond the limits an expression is left as it is", () => {
    expect(cancel.apply(hostile["a product of 60 sums"]!)).toBeUndefined();
    expect(cancel.apply(hostile["(x + y + z + 1)⁴⁰"]!)).toBeUndefined();
  });
});

function polynomial(tape: Tape): Polynomial {
  const terms = Array.from({ length: 1 + tape.below(3) }, () => {
    const coefficient = rational(1 + tape.below(4), 1 + tape.below(3));
    const factors = Array.from({ length: tape.below(3) }, () => atomic(tape.pick(atoms)));
    const term = factors.reduce(product, number(rational(1)));
    return scale(term, tape.chance(40) ? rational(-coefficient.numerator, coefficient.denominator) : coefficient);
  });
  return sumOf(...terms);
}

const polynomials = fromTape(polynomial, 30).map((value) => ({ value, toString: () => printScalar(toScalar(value)) }));

describe("polynomials", () => {
  const runs = { numRuns: 200, seed: 20240229 };

  test("(a·b)/b = a", () => {
    fc.assert(
      fc.property(polynomials, polynomials, ({ value: a }, { value: b }) => {
        if (b.length === 0) return;
        const back = quotient(product(a, b), b);
        expect(back && toScalar(back)).toBe(toScalar(a));
      }),
      runs,
    );
  });

  test("(a·b + c)/b is nothing where c is of lower degree than b", () => {
    const b = sumOf(atomic(x), atomic(y));
    expect(quotient(sumOf(product(b, b), number(rational(1))), b)).toBeUndefined();
    expect(quotient(number(rational(1)), [])).toBeUndefined();
  });

  test("a·b = b·a, a + b − b = a, and both keep the value", () => {
    fc.assert(
      fc.property(polynomials, polynomials, fc.nat(999), ({ value: a }, { value: b }, seed) => {
        expect(toScalar(product(a, b))).toBe(toScalar(product(b, a)));
        expect(toScalar(sumOf(a, b, scale(b, rational(-1))))).toBe(toScalar(a));
        const point = pointOf(seed);
        const expected = valueAt(toScalar(a), point) * valueAt(toScalar(b), point);
        const actual = valueAt(toScalar(product(a, b)), point);
        expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(expected)));
      }),
      runs,
    );
  });
});
