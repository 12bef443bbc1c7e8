import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { add, constant, mul, one, two } from "../../src/equations/build.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { rational } from "../../src/util/rational.ts";
import type { Step } from "../../src/simplify/rule.ts";
import { derivationOf, modelOf } from "./derived.ts";

// A check that accepts everything is as green as one that works: wrong mathematics is planted, and has to be found.

type Local = typeof import("../../src/differentiate/local.ts");
type Rules = typeof import("../../src/simplify/rules.ts");

const planted = vi.hoisted(() => ({
  local: (body: unknown): unknown => body,
  extra: [] as unknown[],
}));

vi.mock("../../src/differentiate/local.ts", async (original) => {
  const { localDerivative } = await original<Local>();
  const wrong: Local["localDerivative"] = (...given) => planted.local(localDerivative(...given)) as Scalar;
  return { localDerivative: wrong };
});

vi.mock("../../src/simplify/rules.ts", async (original) => {
  const rules = await original<Rules>();
  return {
    ...rules,
    get algebra() {
      return [...(planted.extra as Step[]), ...rules.algebra];
    },
  };
});

afterEach(() => {
  planted.local = (body) => body;
  planted.extra = [];
});

const model = modelOf(readFileSync("examples/ed-tam/samples.nabla", "utf8"));

test("nothing is found where nothing is wrong", () => {
  expect(() => derivationOf(model)).not.toThrow();
});

test("a derivative that is twice what it should be", () => {
  planted.local = (body) => mul(two, body as Scalar);
  expect(() => derivationOf(model)).toThrow(/internal: the derivative of loss by/);
});

test("a derivative of one piece that is off by a little", () => {
  planted.local = (body) => {
    const slope = body as Scalar;
    return slope.kind === "mul" && slope.factors.length === 2 ? mul(constant(rational(1001, 1000)), slope) : slope;
  };
  expect(() => derivationOf(model)).toThrow(/internal: the derivative of/);
});

test("a rule of algebra that is wrong", () => {
  planted.extra = [
    {
      name: "wrong",
      identity: "x − y = x − y + 1",
      apply: (scalar: Scalar) =>
        scalar.kind === "add" && scalar.terms.length === 2 && scalar.free.length === 1 && !scalar.terms.includes(one)
          ? add(scalar, one)
          : undefined,
    },
  ];
  expect(() => derivationOf(model)).toThrow(/internal: /);
});
