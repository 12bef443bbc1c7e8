import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { component, mark, partial, product, sample, symbol, transpose } from "../../src/notation/build.ts";
import { mathml } from "../../src/notation/mathml.ts";
import { formulas } from "./arbitrary.ts";
import { table } from "./table.ts";
import { validate } from "./validate-mathml.ts";

describe("MathML", () => {
  test.each(table)("of $text is well formed", ({ formula }) => {
    expect(() => validate(mathml(formula))).not.toThrow();
  });

  test("is well formed whatever the formula is", () => {
    fc.assert(fc.property(formulas, (formula) => validate(mathml(formula))));
  });

  test("tells formulas apart that print differently", () => {
    const printed = table.map(({ formula }) => mathml(formula));
    const distinct = new Set(table.map(({ latex }) => latex));
    expect(new Set(printed).size).toBe(distinct.size);
  });

  test("names the equation that a symbol stands for", () => {
    expect(mathml(component(symbol("W1", "a&b"), [symbol("j")]), "inline")).toBe(
      '<math><msub data-of="a&amp;b"><mi>W</mi><mrow><mn>1</mn><mo>,</mo><mi>j</mi></mrow></msub></math>',
    );
  });

  test("sets marks, transposes, samples and derivatives", () => {
    expect(mathml(product("matrix", [mark(sample(symbol("x"), [symbol("i")])), transpose(symbol("R"))]))).toBe(
      '<math display="block"><mrow>' +
        '<mrow class="changed"><msup><mi>x</mi><mrow><mo stretchy="false">(</mo><mi>i</mi><mo stretchy="false">)</mo></mrow></msup></mrow>' +
        '<mo>\u2062</mo><mspace width="0.1667em"></mspace>' +
        '<msup><mi>R</mi><mi mathvariant="normal">T</mi></msup>' +
        "</mrow></math>",
    );
    expect(mathml(partial(symbol("loss"), symbol("b")))).toBe(
      '<math display="block"><mfrac>' +
        '<mrow><mi mathvariant="normal">∂</mi><mi>loss</mi></mrow>' +
        '<mrow><mi mathvariant="normal">∂</mi><mi>b</mi></mrow>' +
        "</mfrac></math>",
    );
  });
});
