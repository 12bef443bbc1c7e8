import { Decimal } from "decimal.js";
import { describe, expect, test } from "vitest";
import { measure } from "../../scripts/accuracy/measure.ts";
import { points, rows } from "../../scripts/accuracy/rows.ts";
import { ulps } from "../../scripts/accuracy/ulp.ts";

/** Every so many points of the table in docs/accuracy.md, other ones for each row. */
const stride = 40;

describe("value and gradient of what people write are right to 4 ulp", () => {
  test.each(rows.map((row, first) => ({ row, first })))("$row.formula $row.accuracy", async ({ row, first }) => {
    const measured = await measure(
      row,
      points.filter((_, position) => position % stride === first % stride),
    );
    expect(measured.length).toBeGreaterThan(1);
    expect(measured.filter(({ ours }) => !(ours.value <= 4 && ours.gradient <= 4))).toEqual([]);
  });
});

test("an error is counted in units of the exact number", () => {
  const next = 1 + 2 ** -52;
  expect(ulps(next, new Decimal(1))).toBe(1);
  expect(ulps(1, new Decimal(1))).toBe(0);
  expect(ulps(NaN, new Decimal(1))).toBe(Infinity);
  expect(ulps(0, new Decimal(1e-300))).toBeGreaterThan(1e15);
  expect(ulps(0, new Decimal("1e-310"))).toBe(0);
});
