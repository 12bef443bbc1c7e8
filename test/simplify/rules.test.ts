import { describe, expect, test } from "vitest";
import {
  add,
  axis,
  call,
  constant,
  divide,
  mul,
  negate,
  one,
  openIndex,
  power,
  read,
  sub,
  sum,
} from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import { printScalar } from "../../src/equations/print.ts";
import type { Index, Scalar } from "../../src/equations/scalar.ts";
import { everyPart } from "../../src/equations/walk.ts";
import { instantiate } from "../../src/simplify/match.ts";
import { rewrite } from "../../src/simplify/rewrite.ts";
import { rule, type Rule } from "../../src/simplify/rule.ts";
import { algebra, stabilityRules } from "../../src/simplify/rules.ts";
import { rational } from "../../src/util/rational.ts";
import { mutated } from "../oracles/mutated.ts";
import { bindingsBy, owed } from "./obligations.ts";

/** Rules whose right side costs more, and what that buys. */
const dearer: Readonly<Record<string, string>> = {
  "tanh-sigmoid": "one name for the logistic function; the usual argument is z/2, and 2·(z/2) is free",
  "tanh-mirrored-sigmoid": "as tanh-sigmoid, and 1 − tanh x loses all digits for large x",
  "sigmoid-minus-square": "σ − σ² loses all digits where σ nears 1",
  "one-minus-cosine": "1 − cos x loses all digits near 0",
  hypot: "the squares overflow long before the root does",
  "reciprocal-hypot": "as hypot",
  "shift-into-sum": "a shifted exponential does not overflow where the sum of the plain ones does",
  "log-of-exponential-and-more": "the exponential overflows long before its logarithm does",
  "exp-log-sum-exp": "the logarithm is not needed, and a sum under an exponential hides what is in it",
};

/** Slips that the obligations do not see: what is even, and what stands where the left side is not defined. */
const indifferent: Readonly<Record<string, readonly string[]>> = {
  // `stability.test.ts` asks for a NaN there.
  "exp-log-anywhere": ["?x", "if 0 ≤ ?x then ?x else π", "if 0 ≤ ?x then ?x else ∞"],
  "exp-log1p": ["1 + ?x", "if −1 ≤ ?x then 1 + ?x else π", "if −1 ≤ ?x then 1 + ?x else ∞"],
  "one-minus-cosine": ["2·?a·sin(−?x/2)²"],
};

describe.each(stabilityRules.map((each) => [each.name, each.identity, each] as const))("%s: %s", (name, _, subject) => {
  test("both sides agree in value and derivative, and the right one is never dearer, but for a stated reason", () => {
    const debts = owed(subject);
    expect(debts.filter(({ what }) => what !== "cost")).toEqual([]);
    expect(debts.some(({ what }) => what === "cost")).toBe(name in dearer);
  });

  test("a slip in the right side is caught", () => {
    const missed = mutated(subject.into).filter((into) =>
      owed({ ...subject, into }).every(({ what }) => what === "cost"),
    );
    expect(missed.map((into) => printScalar(into))).toEqual(indifferent[name] ?? []);
  });

  test("the identity is written down, and the left side is no right side", () => {
    expect(subject.identity).toContain("=");
    expect(subject.from).not.toBe(subject.into);
  });
});

test("e^(log x) = x does not hold without its condition", () => {
  const { from, into } = stabilityRules.find(({ name }) => name === "exp-log")!;
  const anywhere = { from: into, into: from, where: () => true };
  expect(owed(anywhere).map(({ what }) => what)).toContain("value");
});

test("each rule has a name of its own", () => {
  const names = [...stabilityRules, ...algebra].map(({ name }) => name);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

test("no rule is undone by another: what all of them make, none of them changes", () => {
  for (const { into, name } of stabilityRules) {
    const bindings = bindingsBy({ from: into, into, where: () => true }, (variable, indices) =>
      read(variable, indices),
    );
    const settled = rewrite(instantiate(into, bindings), stabilityRules, () => undefined);
    const fired: string[] = [];
    rewrite(settled, stabilityRules, ({ rule: again }) => fired.push(again));
    expect(fired, name).toEqual([]);
  }
});

const n: Dim = { name: "n", size: undefined };
const m: Dim = { name: "m", size: undefined };
const i = axis(0, n);
const w = read("w", [i]);

/** What metavariables may be bound to. */
const arguments_: Readonly<Record<string, (name: string, indices: readonly Index[]) => Scalar>> = {
  "a read": (name, indices) => read(name, [i, ...indices]),
  "a scalar": (name, indices) => read(name, indices),
  "an element": (name, indices) => read(name, [constant(1), ...indices]),
  "a diagonal": (name, indices) => read(name, [i, i, ...indices]),
  "a negative": (name, indices) => negate(read(name, [i, ...indices])),
  "a multiple": (name, indices) => mul(constant(rational(3, 2)), read(name, [i, ...indices])),
  "a product": (name, indices) => mul(w, read(name, [i, ...indices])),
  "a contraction": (name, indices) => {
    const k = openIndex(m);
    return sum([k], mul(read("A", [i, k]), read(name, [k, ...indices])));
  },
};

/** The same, where the condition of a rule asks for a positive number. */
const positive = (scalar: Scalar): Scalar => call("softplus", scalar);

/** Where the left side of a rule may stand. */
const places: Readonly<Record<string, (scalar: Scalar) => Scalar>> = {
  alone: (scalar) => scalar,
  "under a scale": (scalar) => mul(constant(3), scalar),
  "under a sign": negate,
  "beside a term": (scalar) => add(scalar, read("v", [i])),
  "beside a factor": (scalar) => mul(scalar, read("v", [i])),
  "below a line": (scalar) => divide(read("v", [i]), add(constant(rational(7, 3)), scalar)),
  "inside a function": (scalar) => call("sin", scalar),
  "inside a sum": (scalar) => {
    const j = openIndex(m);
    return sum([j], mul(scalar, read("B", [i, j]), read("c", [j])));
  },
};

/** The rule's left side, said of these arguments. */
function instance(subject: Rule, argument: (name: string, indices: readonly Index[]) => Scalar): Scalar {
  const conditional = !subject.where((name) => read(name));
  const bound = (name: string, indices: readonly Index[]): Scalar =>
    conditional && name !== "f" && name !== "g" ? positive(argument(name, indices)) : argument(name, indices);
  return instantiate(subject.from, bindingsBy(subject, bound));
}

const firesIn = (subject: Rule, scalar: Scalar): boolean => {
  let fired = false;
  rewrite(scalar, [subject], () => (fired = true));
  return fired;
};

describe.each(stabilityRules.map((each) => [each.name, each] as const))("%s fires", (_, subject) => {
  test.each(Object.entries(arguments_))("of %s, everywhere", (_name, argument) => {
    const missed = Object.entries(places).flatMap(([place, put]) =>
      firesIn(subject, put(instance(subject, argument))) ? [] : [place],
    );
    expect(missed).toEqual([]);
  });
});

describe("a rule is refused", () => {
  test("where its right side has a metavariable that the left one does not bind", () => {
    const unbound = () =>
      rule("unbound", { identity: "log x = y", from: ({ x }) => call("log", x), into: ({ y }) => y });
    expect(unbound).toThrow("rule unbound does not bind ?y");
  });

  test("where one side is an array and the other a scalar", () => {
    const forgotten = () =>
      rule("forgotten", { identity: "Σ f = f", from: ({ f }) => sum([range], f(range)), into: ({ f }) => f(range) });
    expect(forgotten).toThrow("rule forgotten has a side that is an array over ?");
    const everywhere = () =>
      rule("everywhere", { identity: "f = f²", from: ({ f }) => f(range), into: ({ f }) => power(f(range), 2) });
    expect(everywhere).toThrow("rule everywhere has a side that is an array over ?");
  });

  test("where a metavariable has a shape on one side and another on the other", () => {
    const sides = { identity: "Σ f = f", from: () => sum([range], read("?f", [range])), into: () => read("?f") };
    expect(() => rule("two", sides)).toThrow("rule two says ?f in two shapes");
    const left = {
      identity: "f·Σ f = 1",
      from: () => mul(read("?f"), sum([range], read("?f", [range]))),
      into: () => one,
    };
    expect(() => rule("left", left)).toThrow("rule left says ?f in two shapes");
  });
});

/** Identities that look right. */
const planted: readonly [name: string, sides: Parameters<typeof rule>[1], caught: "value" | "derivative" | "cost"][] = [
  [
    "log(x·y) = log x + log y",
    {
      identity: "",
      from: ({ x, y }) => call("log", mul(x, y)),
      into: ({ x, y }) => add(call("log", x), call("log", y)),
    },
    "value",
  ],
  ["√(x²) = x", { identity: "", from: ({ x }) => mul(x, call("sign", x)), into: ({ x }) => x }, "value"],
  [
    "x·σ(x) = relu(x)",
    { identity: "", from: ({ x }) => mul(x, call("sigmoid", x)), into: ({ x }) => call("relu", x) },
    "value",
  ],
  [
    "σ(x) = 1 − σ(x)",
    { identity: "", from: ({ x }) => call("sigmoid", x), into: ({ x }) => sub(one, call("sigmoid", x)) },
    "value",
  ],
  [
    "log(eˣ + eʸ) = x + y",
    {
      identity: "",
      from: ({ x, y }) => call("log", add(call("exp", x), call("exp", y))),
      into: ({ x, y }) => add(x, y),
    },
    "value",
  ],
  [
    "⌊x⌋ = ⌊x⌋ + ε·sin(x/ε²), where only the derivative tells",
    {
      identity: "",
      from: ({ x }) => call("floor", x),
      into: ({ x }) =>
        add(call("floor", x), mul(constant(rational(1, 10 ** 10)), call("sin", mul(constant(10 ** 6), x)))),
    },
    "derivative",
  ],
  [
    "1 − tanh² x = sech² x, the wrong way round",
    {
      identity: "",
      from: ({ x }) => power(call("sech", x), 2),
      into: ({ x }) => sub(one, power(call("tanh", x), 2)),
    },
    "cost",
  ],
  [
    "a·Σf = Σ f",
    {
      identity: "",
      from: ({ a, f }) => mul(a, sum([range], f(range))),
      into: ({ f }) => sum([range], f(range)),
    },
    "value",
  ],
];

const range = openIndex({ name: "?", size: undefined });

describe("a false rule is caught by the obligations", () => {
  test.each(planted)("%s", (name, sides, caught) => {
    expect(owed(rule(name, sides)).map(({ what }) => what)).toContain(caught);
  });

  test("one that is nowhere defined is not believed", () => {
    const nowhere = rule("nowhere", {
      identity: "log(−eˣ) = 1",
      from: ({ x }) => call("log", negate(call("exp", x))),
      into: () => one,
    });
    expect(owed(nowhere).map(({ what }) => what)).toContain("vacuous");
  });

  test("x/x = 1 is caught where x = 0", () => {
    const x = read("x");
    expect(divide(x, x)).not.toBe(one);
    expect(everyPart(divide(x, x))).toContain(x);
  });
});
