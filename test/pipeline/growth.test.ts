import { describe, expect, test } from "vitest";
import { everyPart } from "../../src/equations/walk.ts";
import { lower } from "../../src/lower/lower.ts";
import { straightPlan } from "../../src/lower/straight-plan.ts";
import { compile } from "../../src/index.ts";
import { readModel, type Derived } from "../../src/pipeline.ts";
import { weightOf } from "../../src/program/weight.ts";
import { derivationOf } from "../simplify/spellings.ts";

/** A formula that is put into itself so many times. */
const grown = (steps: number, step: (a: string) => string): string =>
  [
    "param w, v",
    "a0 = w * v",
    ...Array.from({ length: steps }, (_, k) => `a${k + 1} = ${step(`a${k}`)}`),
    `loss = a${steps}`,
  ].join("\n");

const partsOf = ({ answer }: Derived): number => everyPart(...answer.system.equations.map(({ body }) => body)).length;

const bytesOf = ({ stable }: Derived): number => weightOf(lower(stable, { dtype: "f64" }).body);

describe("a formula that is put into itself grows by as much with every step", () => {
  test.each<[name: string, step: (a: string) => string]>([
    ["a choice", (a) => `if ${a} > w then ${a} else -${a}`],
    ["a product of sums", (a) => `(${a} + w) * (${a} - w)`],
    ["a quotient", (a) => `tanh(${a} + v) / (1 + ${a}^2)`],
    ["an extremum", (a) => `max(${a}, v * ${a})`],
  ])("%s", (_, step) => {
    const [once, twice] = [10, 20].map((steps) => derivationOf(grown(steps, step)));
    expect(partsOf(twice!)).toBeLessThan(3 * partsOf(once!));
    expect(bytesOf(twice!)).toBeLessThan(3 * bytesOf(once!));
  });
});

test("choices in functions that apply one another are warned of, whatever is not concluded of them", () => {
  const steps = Array.from({ length: 14 }, (_, k) => `f${k + 1}(u) = if f${k}(u) > w then f${k}(u) else -f${k}(u)`);
  const source = ["param w", "f0(u) = u * w", ...steps, "loss = f14(w) + log(w)"].join("\n");
  expect(readModel(source).diagnostics.map(({ code }) => code)).toContain("W0605");
});

test("a tower of powers is written once at each level, and its code has no deep calls", async () => {
  const { code } = await compile(`param w\nloss = w${" ^ 2".repeat(60)}\n`, { filename: "tower.nabla" });
  const deepest = Math.max(...code!.split(";").map((statement) => statement.split("Math.pow(").length - 1));
  expect(deepest).toBeLessThan(10);
});

test("what is around something empty is not written out", () => {
  const sizes = "dim m = 1000000, k = 1000000, n = 0";
  const { stable } = derivationOf(`${sizes}\nparam W[m, k]\ndata x[k, n]\nloss = norm2(W * x)^2\n`, "paper", "value");
  expect(straightPlan(stable, "auto")).toMatchObject({ kind: "long" });
});
