import fc from "fast-check";
import { expect, test } from "vitest";
import { add, call, constant, divide, mul, negate, one, power, read, sub, two } from "../../src/equations/build.ts";
import { evaluateScalar } from "../../src/equations/evaluate.ts";
import { printScalar } from "../../src/equations/print.ts";
import { bodyAt, mapReads } from "../../src/equations/reads.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input, System } from "../../src/equations/system.ts";
import { canonicalize } from "../../src/simplify/simplify.ts";
import { rational } from "../../src/util/rational.ts";
import { fromTape, type Tape } from "../oracles/tape.ts";

const [x, y, z] = [read("x"), read("y"), read("z")];
const exp = (scalar: Scalar): Scalar => call("exp", scalar);
const sigmoid = (scalar: Scalar): Scalar => call("sigmoid", scalar);
const tanh = (scalar: Scalar): Scalar => call("tanh", scalar);
const sech = (scalar: Scalar): Scalar => call("sech", scalar);
const square = (scalar: Scalar): Scalar => power(scalar, 2);

/** What becomes of a model of one formula; what it shares is put back in place. */
function normalForm(body: Scalar): Scalar {
  const inputs = ["x", "y", "z"].map((name): Input => ({ name, role: "param", axes: [] }));
  const equations: Equation[] = [{ name: "loss", axes: [], body, origin: { rule: "defined" } }];
  const system: System = { dims: [], inputs, equations };
  const settled = new Map<string, Equation>();
  for (const equation of canonicalize(system, ["loss"]).system.equations) {
    const whole = mapReads(equation.body, settled, (term, definition) => bodyAt(definition, term));
    settled.set(equation.name, { ...equation, body: whole });
  }
  return settled.get("loss")?.body ?? body;
}

/** Spellings of the same function, and what all of them become. */
const table: Readonly<Record<string, (u: Scalar) => readonly Scalar[]>> = {
  "σ(x)": (u) => [
    sigmoid(u),
    sub(one, sigmoid(negate(u))),
    power(add(one, exp(negate(u))), -1),
    divide(exp(u), add(one, exp(u))),
    divide(add(one, tanh(divide(u, two))), two),
    mul(exp(u), sigmoid(negate(u))),
    divide(mul(sigmoid(u), add(one, square(y))), add(one, square(y))),
  ],
  "tanh x": (u) => [
    tanh(u),
    sub(mul(two, sigmoid(mul(two, u))), one),
    divide(sub(exp(u), exp(negate(u))), add(exp(u), exp(negate(u)))),
    divide(sub(exp(mul(two, u)), one), add(exp(mul(two, u)), one)),
    divide(call("sinh", u), call("cosh", u)),
    sub(one, divide(two, add(one, exp(mul(two, u))))),
  ],
  "tanh(x/2)": (u) => [
    tanh(divide(u, two)),
    divide(sub(one, exp(negate(u))), add(one, exp(negate(u)))),
    sub(sigmoid(u), sigmoid(negate(u))),
    sub(mul(two, sigmoid(u)), one),
  ],
  "sech²x": (u) => [
    square(sech(u)),
    sub(one, square(tanh(u))),
    power(call("cosh", u), -2),
    divide(constant(4), square(add(exp(u), exp(negate(u))))),
    mul(constant(4), sigmoid(mul(two, u)), sigmoid(mul(constant(-2), u))),
    mul(sub(one, tanh(u)), add(one, tanh(u))),
  ],
  "σ(x)·σ(−x)": (u) => [
    mul(sigmoid(u), sigmoid(negate(u))),
    sub(sigmoid(u), square(sigmoid(u))),
    divide(exp(u), square(add(one, exp(u)))),
    divide(exp(negate(u)), square(add(one, exp(negate(u))))),
  ],
  "cosh x": (u) => [
    call("cosh", u),
    divide(add(exp(u), exp(negate(u))), two),
    divide(add(one, exp(mul(two, u))), mul(two, exp(u))),
  ],
  "sinh x": (u) => [call("sinh", u), divide(sub(exp(u), exp(negate(u))), two), mul(tanh(u), call("cosh", u))],
  "tanh 2x": (u) => [
    tanh(mul(two, u)),
    divide(mul(two, tanh(u)), add(one, square(tanh(u)))),
    sub(mul(two, sigmoid(mul(constant(4), u))), one),
  ],
  "cosh 2x": (u) => [
    call("cosh", mul(two, u)),
    sub(mul(two, square(call("cosh", u))), one),
    add(square(call("cosh", u)), square(call("sinh", u))),
  ],
  "sinh 2x": (u) => [call("sinh", mul(two, u)), mul(two, call("sinh", u), call("cosh", u))],
  "eˣ/(2 + eˣ)": (u) => [
    divide(exp(u), add(two, exp(u))),
    power(add(one, mul(two, exp(negate(u)))), -1),
    sub(one, divide(two, add(two, exp(u)))),
    divide(sigmoid(u), sub(two, sigmoid(u))),
  ],
  eˣ: (u) => [exp(u), divide(sigmoid(u), sub(one, sigmoid(u))), add(call("sinh", u), call("cosh", u))],
  "1": (u) => [
    add(square(call("sin", u)), square(call("cos", u))),
    add(sigmoid(u), sigmoid(negate(u))),
    sub(square(call("cosh", u)), square(call("sinh", u))),
    add(square(tanh(u)), square(sech(u))),
  ],
  "(f − y)·σ′": (u) => [
    mul(sub(sigmoid(u), y), sigmoid(u), sigmoid(negate(u))),
    mul(sub(sigmoid(u), y), sigmoid(u), sub(one, sigmoid(u))),
    divide(mul(sub(divide(exp(u), add(one, exp(u))), y), exp(u)), square(add(one, exp(u)))),
  ],
  "(f − y)/(f·(1 − f))·f·(1 − f)": (u) => [
    sub(sigmoid(u), y),
    mul(sub(divide(sub(one, y), sub(one, sigmoid(u))), divide(y, sigmoid(u))), sigmoid(u), sub(one, sigmoid(u))),
    divide(sub(exp(u), mul(y, add(one, exp(u)))), add(one, exp(u))),
  ],
};

const arguments_: Readonly<Record<string, Scalar>> = {
  x,
  "−x": negate(x),
  "3·x": mul(constant(3), x),
  "x + z": add(x, z),
  "2·x − z + 1": add(mul(two, x), negate(z), one),
  "x·z": mul(x, z),
};

const rows = Object.entries(table).flatMap(([name, spellings]) =>
  Object.entries(arguments_).map(([at, argument]) => [name, at, spellings(argument)] as const),
);

test.each(rows)("%s, x = %s, has one normal form", (_, __, [first = one, ...others]) => {
  const expected = normalForm(first);
  for (const other of others) {
    const form = normalForm(other);
    expect(form === expected, `${printScalar(other)} is ${printScalar(form)}, not ${printScalar(expected)}`).toBe(true);
  }
});

const atoms: readonly [Scalar, ...Scalar[]] = [x, y, sigmoid(z), exp(z), tanh(z), call("sin", x), call("cos", x)];

/** What is known not to be 0, so that it may stand below a line and cancel. */
const divisors: readonly [Scalar, ...Scalar[]] = [
  exp(z),
  sigmoid(z),
  sigmoid(negate(z)),
  add(one, square(x)),
  add(one, exp(z)),
  call("cosh", z),
];

function expression(tape: Tape, depth: number): Scalar {
  if (depth === 0) return tape.chance(25) ? constant(rational(tape.below(7) - 3, 1 + tape.below(2))) : tape.pick(atoms);
  const part = (): Scalar => expression(tape, depth - 1);
  return tape.pick([
    () => add(part(), part()),
    () => mul(part(), part()),
    () => sub(part(), part()),
    () => divide(part(), tape.pick(divisors)),
  ])();
}

type Rewriting = (scalar: Scalar, tape: Tape) => Scalar;

/** Each of the functions by another one. */
const relations: Readonly<Record<string, (u: Scalar) => Scalar>> = {
  sigmoid: (u) => sub(one, sigmoid(negate(u))),
  tanh: (u) => sub(mul(two, sigmoid(mul(two, u))), one),
  exp: (u) => divide(sigmoid(u), sigmoid(negate(u))),
  cosh: (u) => divide(add(exp(u), exp(negate(u))), two),
  sech: (u) => divide(two, add(exp(u), exp(negate(u)))),
};

/** Rewritings that keep the rational function, and do not merely reorder. */
const rewritings: readonly [Rewriting, ...Rewriting[]] = [
  // a = a·d/d
  (scalar, tape) => {
    const divisor = tape.pick(divisors);
    return divide(mul(scalar, divisor), divisor);
  },
  // a = (a·d + b)/d − b/d
  (scalar, tape) => {
    const [other, divisor] = [tape.pick(atoms), tape.pick(divisors)];
    return sub(divide(add(mul(scalar, divisor), other), divisor), divide(other, divisor));
  },
  // (a + b)·c = a·c + b·c
  (scalar) => {
    const sum = scalar.kind === "mul" ? scalar.factors.find(({ kind }) => kind === "add") : undefined;
    if (scalar.kind !== "mul" || sum?.kind !== "add") return scalar;
    const others = scalar.factors.filter((factor) => factor !== sum);
    return add(...sum.terms.map((term) => mul(term, ...others)));
  },
  // a = a·(sin² + cos²)
  (scalar) => add(mul(scalar, square(call("sin", x))), mul(scalar, square(call("cos", x)))),
  (scalar) => {
    const relation = scalar.kind === "call" ? relations[scalar.fn] : undefined;
    return relation && scalar.kind === "call" && scalar.args[0] ? relation(scalar.args[0]) : scalar;
  },
];

/** Some parts of an expression rewritten. */
function rewritten(scalar: Scalar, tape: Tape): Scalar {
  const inner = ((): Scalar => {
    if (scalar.kind === "add") return add(...scalar.terms.map((term) => rewritten(term, tape)));
    if (scalar.kind === "mul") return mul(...scalar.factors.map((factor) => rewritten(factor, tape)));
    return scalar.kind === "power" ? power(rewritten(scalar.base, tape), scalar.exponent) : scalar;
  })();
  return tape.chance(30) ? tape.pick(rewritings)(inner, tape) : inner;
}

const pairs = fromTape((tape) => {
  const before = expression(tape, 2);
  return { before, after: rewritten(rewritten(before, tape), tape) };
}, 120).map((pair) => ({ ...pair, toString: () => `${printScalar(pair.before)}\n${printScalar(pair.after)}` }));

const valueOf = (scalar: Scalar): number =>
  evaluateScalar(scalar, {
    sizes: {},
    indices: new Map(),
    tensors: new Map(["x", "y", "z"].map((name, at) => [name, { shape: [], values: Float64Array.of(0.7 - 0.4 * at) }])),
  });

test("random spellings of one function keep their value, and nine in ten meet in one form", () => {
  let compared = 0;
  let equal = 0;
  fc.assert(
    fc.property(pairs, ({ before, after }) => {
      const forms = [before, after].map(normalForm);
      for (const form of forms) expect(valueOf(form)).toBeCloseTo(valueOf(before), 6);
      compared++;
      if (forms[0] === forms[1]) equal++;
    }),
    { numRuns: 300, seed: 20240229, endOnFailure: true },
  );
  expect(equal / compared).toBeGreaterThan(0.9);
});
