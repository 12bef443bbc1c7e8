import { describe, expect, test } from "vitest";
import { mark, power, product, sum, symbol } from "../../src/notation/build.ts";
import { text } from "../../src/notation/text.ts";
import { table } from "./table.ts";

describe("the text of a formula", () => {
  test.each(table)("$text", ({ text: expected, formula }) => {
    expect(text(formula)).toBe(expected);
  });
});

describe("marks", () => {
  const [a, b] = [symbol("a"), symbol("b")];
  const marked = { mark: (part: string) => `«${part}»` };

  test("are handed to whoever sets them", () => {
    expect(text(product("scalar", [a, mark(sum([a, mark(b)]))]), marked)).toBe("a·(«a + b»)");
  });

  test("go above the line with what they mark", () => {
    expect(text(power(a, mark(sum([b, symbol("n")]))), marked)).toBe("a«ᵇ⁺ⁿ»");
  });
});
