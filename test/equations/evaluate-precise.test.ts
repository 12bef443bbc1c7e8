import { describe, expect, test } from "vitest";
import { differencesAt } from "../oracles/differences.ts";
import { evaluatePrecisely } from "../../src/equations/evaluate-precise.ts";
import { digamma } from "../../src/equations/special.ts";
import { readModel } from "../../src/pipeline.ts";

const systemOf = (formula: string) => {
  const { model } = readModel(`param x\nloss = ${formula}\n`);
  if (!model) throw new Error(`no model: ${formula}`);
  return model.system;
};

const at = (x: number) => ({ sizes: {}, inputs: new Map([["x", [x]]]) });

/** From 500-digit arithmetic; a naive double gets none of them right. */
const references: readonly (readonly [formula: string, x: number, value: number, slope: number])[] = [
  ["log(1 - 1 / (1 + exp(-x)))", 37, -37, -1],
  ["1 / (1 + exp(-x))", -800, 0, 0],
  ["1 - 1 / (1 + exp(-x))", 40, 4.248354255291589e-18, -4.248354255291589e-18],
  ["log(1 - exp(x))", -500, -7.1245764067412855e-218, -7.1245764067412855e-218],
  ["1 - tanh(x)^2", 20, 1.6993417021166356e-17, -3.398683404233271e-17],
  ["log(cosh(x))", 800, 799.30685281944005, 1],
  ["1 - cos(x)", 1e-9, 5e-19, 1e-9],
  ["erf(x)", 0.1, 0.1124629160182849, 1.1171516067889369],
  ["lgamma(x)", 7.7, 7.926541356269005, digamma(7.7)],
];

describe("a formula in decimals", () => {
  test.each(references)("%s at %d", (formula, x, value, slope) => {
    const system = systemOf(formula);
    const close = (actual: number, expected: number): void => {
      expect(Math.abs(actual - expected)).toBeLessThanOrEqual(2e-15 * Math.abs(expected));
    };
    close(evaluatePrecisely(system, "loss", at(x))[0]!.toNumber(), value);
    close(differencesAt(system, "loss", at(x), "x", 0).slope.toNumber(), slope);
  });

  test("the slopes to both sides differ at a kink, and nowhere else", () => {
    const { left, right, slope } = differencesAt(systemOf("abs(x)"), "loss", at(0), "x", 0);
    expect([left.toNumber(), right.toNumber(), slope.toNumber()]).toEqual([-1, 1, 0]);
    const smooth = differencesAt(systemOf("x^3"), "loss", at(2), "x", 0);
    expect(smooth.left.minus(smooth.right).abs().toNumber()).toBeLessThan(1e-20);
    expect(smooth.curvature.toNumber()).toBeCloseTo(12, 14);
  });
});
