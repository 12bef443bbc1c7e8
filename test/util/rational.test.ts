import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  exactSquareRoot,
  order,
  parseDecimal,
  plus,
  printRational,
  raise,
  rational,
  times,
  toNumber,
} from "../../src/util/rational.ts";

const decimals = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.nat(24), fc.integer({ min: -360, max: 310 }))
  .map(([digits, point, exponent]) => {
    const text = String(digits).padStart(point + 1, "0");
    const at = text.length - point;
    return `${text.slice(0, at)}.${text.slice(at)}e${exponent}`;
  });

/** The exact value of a finite double. */
function exact(x: number): ReturnType<typeof rational> {
  let [mantissa, exponent] = [x, 0n];
  for (; !Number.isInteger(mantissa); exponent++) mantissa *= 2;
  return rational(BigInt(mantissa), 2n ** exponent);
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("toNumber is correctly rounded", () => {
  test("it agrees with the reading of decimal literals, subnormal and huge ones included", () => {
    fc.assert(
      fc.property(decimals, (text) => {
        expect(toNumber(parseDecimal(text))).toBe(Number(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    "0", "1e-400", "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.225073858507201e-308",
    "2.2250738585072011e-308", "2.2250738585072014e-308", "1.7976931348623157e308", "1.7976931348623158e308",
    "1.7976931348623159e308", "1e309", "9007199254740993", "9007199254740992.5", ".1", "12.", "5e-1",
  ])("%s", (text) => {
    expect(toNumber(parseDecimal(text))).toBe(Number(text));
  }); // prettier-ignore

  test("a double that is made exact comes back", () => {
    fc.assert(
      fc.property(finite, (x) => {
        const back = toNumber(exact(x));
        expect(back === x).toBe(true);
      }),
    );
  });

  test("halfway between two doubles goes to the even one", () => {
    expect(toNumber(rational(2n ** 53n + 1n))).toBe(2 ** 53);
    expect(toNumber(rational(2n ** 53n + 3n))).toBe(2 ** 53 + 4);
    expect(toNumber(rational(-(2n ** 53n) - 3n))).toBe(-(2 ** 53) - 4);
    expect(toNumber(rational((2n ** 53n + 1n) * 3n, 3n))).toBe(2 ** 53);
  });

  test("of quotients: no double is nearer", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 120n }), fc.bigInt({ min: 1n, max: 2n ** 120n }), (n, d) => {
        const value = rational(n, d);
        const result = toNumber(value);
        const distance = (x: number): ReturnType<typeof rational> => {
          const gap = plus(exact(x), times(rational(-1), value));
          return order(gap, rational(0)) < 0 ? times(rational(-1), gap) : gap;
        };
        for (const factor of [1 - 2 ** -53, 1 + 2 ** -52]) {
          expect(order(distance(result), distance(result * factor))).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

describe("exact arithmetic", () => {
  test("lowest terms, positive denominator", () => {
    expect(rational(4, -6)).toEqual({ numerator: -2n, denominator: 3n });
    expect(rational(0, -7)).toEqual({ numerator: 0n, denominator: 1n });
    expect(() => rational(1, 0)).toThrow("internal:");
  });

  test("powers and roots", () => {
    expect(raise(rational(2, 3), -2n)).toEqual(rational(9, 4));
    expect(exactSquareRoot(rational(9, 4))).toEqual(rational(3, 2));
    expect(exactSquareRoot(rational(2))).toBeUndefined();
    expect(exactSquareRoot(rational(-1))).toBeUndefined();
    expect(exactSquareRoot(rational(0))).toEqual(rational(0));
  });

  test("text", () => {
    expect(printRational(rational(-1, 2))).toBe("-1/2");
    expect(() => parseDecimal("1,5")).toThrow("internal:");
    expect(() => parseDecimal("0x10")).toThrow("internal:");
  });
});
