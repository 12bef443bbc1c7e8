import { describe, expect, test } from "vitest";
import { measure } from "../../scripts/accuracy/measure.ts";

/** About every boundary between two approximations, and into both tails. */
const points = [
  -27, -6, -3, -1.25, -1, -0.84375, -0.25, -1e-20, 0.2, 0.25, 0.5, 0.84, 0.85, 1.2, 1.3, 2.8, 2.9, 6, 15, 26,
];

describe("the functions of our own that a module carries are right to 4 ulp", () => {
  test.each(["erf(z)", "erfc(z)"])("%s", async (formula) => {
    const row = {
      group: "functions",
      formula,
      source: `param z\nloss = ${formula}\n`,
      at: (z: number) => ({ z: [z] }),
    } as const;
    const measured = await measure(row, points);
    expect(measured.length).toBeGreaterThan(15);
    expect(measured.filter(({ ours }) => !(ours.value <= 4))).toEqual([]);
  });
});
