import fc from "fast-check";
import katex from "katex";
import { describe, expect, test } from "vitest";
import {
  call,
  component,
  mark,
  negate,
  product,
  sample,
  sum,
  symbol,
  big,
  transpose,
} from "../../src/notation/build.ts";
import type { Formula } from "../../src/notation/formula.ts";
import { latex } from "../../src/notation/latex.ts";
import { latexDocument } from "../../src/notation/latex-document.ts";
import { alignedLines } from "../../src/notation/latex-lines.ts";
import { latexProse } from "../../src/notation/latex-name.ts";
import { formulas } from "./arbitrary.ts";
import { table } from "./table.ts";

/** Refuses whatever real TeX might not accept. */
const render = (tex: string): string => katex.renderToString(tex, { strict: "error", trust: false, displayMode: true });

describe("the LaTeX of a formula", () => {
  test.each(table)("$text", ({ formula, latex: expected }) => {
    expect(latex(formula)).toBe(expected);
    expect(() => render(latex(formula))).not.toThrow();
  });

  test("renders whatever the formula is", () => {
    fc.assert(
      fc.property(formulas, (formula) => void render(latex(formula))),
      { numRuns: 300 },
    );
  });
});

describe("names in LaTeX", () => {
  const hostile = [
    "_",
    "__proto__",
    "a_",
    "x٢",
    "é",
    "变",
    "ў",
    "ǖ",
    "q̋",
    "weiß",
    "אב",
    "𝒜",
    "straße_ω1",
    "\u0e01\u0e33",
    "ᶿ",
  ];

  test.each(hostile)("%s is letters, not commands", (name) => {
    expect(() => render(latex(symbol(name)))).not.toThrow();
    expect(() => render(latex(component(symbol(name), [symbol(name)])))).not.toThrow();
  });

  test("that differ are set differently", () => {
    const set = hostile.map((name) => latex(symbol(name)));
    expect(new Set(set).size).toBe(hostile.length);
  });
});

test("prose is set as it is, whatever is in it", () => {
  expect(latexProse("σ′ = σ(1 − σ), 50 % of W₁ᵀ\\input{x}$")).toBe(
    "$\\sigma$$'$ = $\\sigma$(1 $-$ $\\sigma$), 50 \\% of W$_{1}$$^{\\mathsf T}$\\textbackslash{}input\\{x\\}\\$",
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (prose) => void render(`\\text{${latexProse(prose)}}`)),
    { numRuns: 300 },
  );
});

describe("a block of lines", () => {
  const letters = (of: string): readonly Formula[] => Array.from(of, (letter) => symbol(letter));
  const long = product("scalar", letters("abcd"));
  const i = symbol("i");

  test("aligns its equals signs and has notes at the side", () => {
    const block = alignedLines([
      { left: symbol("loss"), right: long },
      { right: symbol("x"), note: "i ∈ n" },
    ]);
    expect(block.split("\n")).toEqual([
      "\\begin{align*}",
      "  \\mathrm{loss} &= a \\, b \\, c \\, d \\\\",
      "  &= x && \\text{i $\\in$ n}",
      "\\end{align*}",
    ]);
    expect(() => render(block)).not.toThrow();
  });

  test("breaks a long right side, in brackets too", () => {
    const body = sum([long, product("scalar", letters("pqrs")), call("log", letters("x"))]);
    const block = alignedLines([{ left: symbol("loss"), right: negate(big("sum", [i], body)) }], 24);
    expect(block.split("\n").slice(1, -1)).toEqual([
      "  \\mathrm{loss} &= -\\sum_{i} \\bigl( a \\, b \\, c \\, d + p \\, q \\, r \\, s \\\\",
      "  &\\quad \\quad {}+ \\log(x) \\bigr)",
    ]);
    expect(() => render(block)).not.toThrow();
  });

  test("renders at any width", () => {
    fc.assert(
      fc.property(formulas, fc.integer({ min: 0, max: 60 }), (formula, width) => {
        render(alignedLines([{ left: mark(transpose(sample(i, [i]))), right: formula, note: "a_b \\ %" }], width));
      }),
      { numRuns: 300 },
    );
  });
});

test("a document lies where its lines are long", () => {
  const line = { left: symbol("y"), right: sum(Array.from({ length: 30 }, (_, position) => symbol(`x${position}`))) };
  expect(latexDocument("a_b.nabla", [{ title: "Value", lines: [line] }])).toContain("a4paper,landscape");
  expect(latexDocument("a_b.nabla", [{ lines: [] }])).toContain("\\section*{a\\_b.nabla}");
});
