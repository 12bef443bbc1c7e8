import { beforeAll, describe, expect, test } from "vitest";
import type { Point } from "../../src/equations/evaluate.ts";
import { load } from "../../src/index.ts";
import { readModel } from "../../src/pipeline.ts";
import { slopeAlong, unitDirection } from "../../src/verification/slope.ts";
import type { Emitted } from "../emit/run.ts";
import { randomPoint } from "../oracles/random.ts";
import { networks } from "./networks.ts";

/*
 * Each element of what is emitted against differences of the formula in 60 digits, which know nothing of any rule of
 * differentiation.
 */
const params = ["W1", "b1", "W2", "b2"] as const;

describe.each(networks)("%s, %s", (_activation, _loss, source) => {
  const { system } = readModel(source).model!;
  const sizes = { m0: 3, m1: 4, m2: 2, n: 2 };
  const point = randomPoint(system, 5, { sizes, value: (random) => 2 * random() - 1 });
  let gradient: ReadonlyMap<string, Float64Array>;

  beforeAll(async () => {
    gradient = gradientBy(await load(source), sizes, point);
  });

  test.each(params)("∂loss/∂%s", (param) => {
    const found = gradient.get(param)!;
    const slopes = Array.from(found, (_, at) =>
      slopeAlong(system, "loss", point, unitDirection(param, at, found.length)),
    );
    expect(slopes.filter(({ kink }) => kink)).toEqual([]);
    const largest = Math.max(...slopes.map(({ slope }) => Math.abs(slope)));
    expect(largest).toBeGreaterThan(1e-3);
    const errors = slopes.map(({ slope }, at) => Math.abs(slope - found[at]!) / largest);
    expect(Math.max(...errors)).toBeLessThan(1e-14);
  });
});

function gradientBy(module: Emitted, sizes: Record<string, number>, { inputs }: Point): Map<string, Float64Array> {
  const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, inputs.get(name)!]));
  const gradient = new Map(params.map((name) => [name, new Float64Array(inputs.get(name)!.length).fill(NaN)]));
  const work = new Float64Array(module["workLength"]!(sizes));
  module["lossAndGradient"]!(sizes, named(params), named(["x", "y"]), Object.fromEntries(gradient), work);
  return gradient;
}
