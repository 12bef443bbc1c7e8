import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { big, call, mark, negate, power, product, sum, symbol } from "../../src/notation/build.ts";
import { text, textLines } from "../../src/notation/text.ts";
import type { Formula } from "../../src/notation/formula.ts";
import { formulas } from "./arbitrary.ts";
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

describe("a formula that is longer than the line", () => {
  const letters = (of: string): readonly Formula[] => Array.from(of, (letter) => symbol(letter));

  test("breaks before its loosest operators", () => {
    const formula = sum([
      product("scalar", letters("abcd")),
      ...letters("xyz"),
      negate(product("scalar", letters("pq"))),
    ]);
    expect(textLines(formula, 14)).toEqual(["a·b·c·d + x", "  + y + z", "  − p·q"]);
  });

  test("breaks inside a bracket where there is no other way", () => {
    const body = sum([product("scalar", letters("abcd")), product("scalar", letters("pqrs"))]);
    const formula = negate(big("sum", letters("i"), body));
    expect(textLines(formula, 22, { taken: 7 })).toEqual(["−Σᵢ (a·b·c·d", "         + p·q·r·s)"]);
  });

  test("keeps the bars of a norm and the arguments of a function together longest", () => {
    const formula = sum([call("f", [sum(letters("abc")), symbol("x")]), product("scalar", letters("pqrstuvw"))]);
    expect(textLines(formula, 15)).toEqual(["f(a + b + c, x)", "  + p·q·r·s·t·u", "    ·v·w"]);
  });

  test("takes up its marks in every line", () => {
    const formula = sum([symbol("a"), mark(sum(letters("bcd"))), symbol("e")]);
    const lines = textLines(formula, 10, { mark: (part) => `«${part}»` });
    expect(lines).toEqual(["a", "  + («b + c»", "    «+ d»)", "  + e"]);
  });

  test("is the same formula", () => {
    fc.assert(
      fc.property(formulas, fc.integer({ min: 0, max: 60 }), (formula, width) => {
        const joined = textLines(formula, width).map((line) => line.trim());
        expect(joined.join("").replaceAll(" ", "")).toBe(text(formula).replaceAll(" ", ""));
      }),
    );
  });
});
