import { describe, expect, test } from "vitest";
import { add, axis, call, divide, extent, less, mul, power, read, select, zero } from "../../src/equations/build.ts";
import { lower } from "../../src/lower/lower.ts";
import { printProgram } from "../../src/program/print.ts";
import { addSizes, printSize } from "../../src/program/size.ts";
import { verifyProgram } from "../../src/program/verify.ts";
import { predicting, prediction } from "../emit/agree.ts";
import { data, dim, equation, param, sumOver, twoLayer } from "../emit/models.ts";

const [n, m] = [dim("n"), dim("m")];
const [i, j] = [axis(0, n), axis(1, m)];
const A = read("A", [i, j]);
const v = read("v", [i]);
const inputs = [param("A", n, m), data("v", n)];

const printed = (kernel: Parameters<typeof lower>[0]): string =>
  printProgram(lower(kernel, { dtype: "f64", plan: { block: "off", unroll: "off" } }));

describe("lowering", () => {
  test("computes what does not change in a loop before it, and a part that is used twice once", () => {
    const body = mul(call("exp", v), divide(A, extent(n)), call("sin", A));
    const lines = printed(predicting([n, m], inputs, [n, m], body)).split("\n");
    const depthOf = (part: string): number => lines.find((line) => line.includes(part))?.search(/\S/) ?? NaN;
    expect(depthOf("divide(1, |n|)")).toBe(0);
    expect(depthOf("exp(data.v[i])")).toBe(2);
    expect(depthOf("sin(")).toBe(4);
    expect(lines.filter((line) => line.includes("param.A["))).toHaveLength(1);
  });

  test("computes a side of a choice only where it is taken", () => {
    const lines = printed(
      predicting(
        [n, m],
        inputs,
        [n],
        select(
          less(v, zero),
          sumOver(m, (k) => power(read("A", [i, k]), 2)),
          v,
        ),
      ),
    ).split("\n");
    const branch = lines.findIndex((line) => line.trimStart().startsWith("if "));
    const loop = lines.findIndex((line) => line.trimStart().startsWith("for j"));
    expect(branch).toBeGreaterThan(0);
    expect(loop).toBeGreaterThan(branch);
  });

  test("shares a slot between arrays of the same size that are not alive at once", () => {
    const chain = [
      equation("a", [n, m], call("sin", A)),
      equation("b", [n, m], mul(read("a", [i, j]), v)),
      equation("c", [n, m], call("cos", read("b", [i, j]))),
      equation("d", [n, m], add(read("c", [i, j]), v)),
    ];
    const { slots, workLength } = lower(prediction([n, m], inputs, chain), { dtype: "f64", plan: { tile: "off" } });
    expect(slots.map(({ variable, offset }) => `${variable.hint} at ${printSize(offset)}`)).toEqual([
      "a at 0",
      "b at m·n",
      "c at 0",
    ]);
    expect(printSize(workLength)).toBe("2·m·n");
  });

  test("counts what a call costs, whether or not it works in blocks", () => {
    const plain = lower(twoLayer(), { dtype: "f64", plan: { block: "off", unroll: "off" } });
    const blocked = lower(twoLayer(), { dtype: "f64" });
    expect(blocked.counts).toEqual(plain.counts);
    expect(printSize(addSizes(plain.counts.additions, plain.counts.multiplications))).toBe(
      "4·m0·m1·n + 6·m1·m2·n + 2·m1·n + 6·m2·n",
    );
    expect(printSize(plain.counts.divisions)).toBe("2");
    expect(verifyProgram(plain)).toEqual([]);
    expect(verifyProgram(blocked)).toEqual([]);
  });
});
