import { describe, expect, test } from "vitest";
import { binaryFunctions, constantFunctions, unaryFunctions } from "../../src/equations/functions.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import { slopes } from "../oracles/function-slopes.ts";

/** Values from 50-digit arithmetic. */
const references: readonly (readonly [keyof typeof functionValues, readonly number[], number])[] = [
  ["log1mexp", [-(2 ** -55)], -38.123094930796992],
  ["log1mexp", [-500], -7.1245764067412855e-218],
  ["log1mexp", [0], -Infinity],
  ["sech", [20], 4.1223072448771157e-9],
  ["sech", [800], 7.33518416e-348],
  ["logcosh", [800], 799.30685281944005],
  ["logcosh", [1e-9], 5e-19],
  ["sigmoid", [-40], 4.248354255291589e-18],
  ["sigmoid", [800], 1],
  ["sigmoid", [-800], 0],
  ["softplus", [-40], 4.248354255291589e-18],
  ["softplus", [800], 800],
  ["softplus", [0], Math.LN2],
  ["xlogy", [0, 0], 0],
  ["xlogy", [0, 23], 0],
  ["xlogy", [2, 3], 2.1972245773362194],
  ["hypot", [3e200, 4e200], 5e200],
  ["step", [0], 0],
  ["step", [1e-300], 1],
  ["sign", [-3], -1],
  ["sign", [0], 0],
  ["relu", [-2], 0],
  ["norm", [9], 3],
  ["erf", [0.1], 0.1124629160182849],
  ["erf", [1.9], 0.99279042923525751],
  ["erf", [2], 0.99532226501895273],
  ["erf", [-3], -0.99997790950300136],
  ["erf", [40], 1],
  ["erf", [0], 0],
  ["erfc", [0], 1],
  ["erfc", [0.1], 0.8875370839817152],
  ["erfc", [2], 0.004677734981047266],
  ["erfc", [-3], 1.9999779095030015],
  ["erfc", [10], 2.088487583762545e-45],
  ["lgamma", [0.001], 6.907178885383853],
  ["lgamma", [0.3], 1.0957979948180756],
  ["lgamma", [1], 0],
  ["lgamma", [1.0001], -5.7713342220471268e-5],
  ["lgamma", [1.5], -0.12078223763524522],
  ["lgamma", [2], 0],
  ["lgamma", [7.7], 7.926541356269005],
  ["lgamma", [100], 359.1342053695754],
  ["lgamma", [1e5], 1051287.7089736569],
  ["lgamma", [-0.5], 1.2655121234846454],
  ["lgamma", [-3.3], -0.82435580501742646],
  ["lgamma", [-2], Infinity],
  ["lgamma", [0], Infinity],
  ["digamma", [0.1], -10.423754940411076],
  ["digamma", [1], -0.57721566490153286],
  ["digamma", [20], 2.970523992242149],
  ["digamma", [-3.3], 3.620353460592126],
  ["digamma", [-1], NaN],
  ["trigamma", [0.1], 101.43329915079275],
  ["trigamma", [1], 1.6449340668482264],
  ["trigamma", [20], 0.05127082293520312],
  ["trigamma", [-3.3], 14.817739525515929],
  ["pi", [], Math.PI],
  ["infinity", [], Infinity],
  ["nan", [], NaN],
];

describe("what each function means", () => {
  test.each(references)("%s(%o)", (fn, args, expected) => {
    const [x = NaN, y = NaN] = args;
    const actual = functionValues[fn](x, y);
    if (Number.isFinite(expected)) expect(Math.abs(actual - expected)).toBeLessThanOrEqual(3e-15 * Math.abs(expected));
    else expect(actual).toBe(expected);
  });

  test("every function is in the table, once", () => {
    const listed = [...unaryFunctions, ...binaryFunctions, ...constantFunctions];
    expect(Object.keys(functionValues).sort()).toEqual([...listed].sort());
  });
});

/** Points inside the domain and away from kinks. */
const domain: { readonly [F in (typeof unaryFunctions)[number]]?: readonly number[] } = {
  log: [0.3, 1, 20],
  log1p: [-0.5, 1e-3, 4],
  log1mexp: [-0.1, -0.8, -5],
  cbrt: [-2, 0.3, 5],
  tan: [-1.1, -0.4, 0.3, 1.2],
  asin: [-0.9, 0.1, 0.7],
  acos: [-0.9, 0.1, 0.7],
  lgamma: [0.2, 1, 2, 6.5, 15],
  digamma: [0.2, 1, 2, 6.5, 15],
  trigamma: [0.2, 1, 2, 6.5, 15],
  norm: [0.2, 3],
};

/** A four-point central difference: an error of about 1e-11. */
function differenceOf(f: (x: number) => number, x: number): number {
  const h = 1e-3 * Math.min(1, Math.abs(x));
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

const near = (expected: number): number => 1e-8 * (1 + Math.abs(expected));

describe("the slopes that duals use agree with differences", () => {
  test.each(unaryFunctions)("%s", (fn) => {
    for (const x of domain[fn] ?? [-2.3, -0.4, 0.3, 1.7]) {
      const expected = differenceOf(functionValues[fn], x);
      expect(Math.abs(slopes[fn](x) - expected)).toBeLessThan(near(expected));
    }
  });

  test.each(binaryFunctions)("%s", (fn) => {
    for (const [x, y] of [
      [0.4, 1.3],
      [2.1, 0.6],
    ] as const) {
      const byX = differenceOf((t) => functionValues[fn](t, y), x);
      const byY = differenceOf((t) => functionValues[fn](x, t), y);
      const [dx, dy] = slopes[fn](x, y);
      expect(Math.abs(dx - byX)).toBeLessThan(near(byX));
      expect(Math.abs(dy - byY)).toBeLessThan(near(byY));
    }
  });

  test("at kinks the convention holds", () => {
    expect([slopes.relu(0), slopes.abs(0), slopes.norm(0), slopes.sign(0), slopes.step(0)]).toEqual([0, 0, 0, 0, 0]);
    expect(slopes.max(1, 1)).toEqual([0.5, 0.5]);
    expect(slopes.min(1, 1)).toEqual([0.5, 0.5]);
  });
});
