import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "../../src/parse/parse.ts";
import { printModule } from "../../src/syntax/print.ts";
import { leftSpine } from "../../src/syntax/spine.ts";
import { bare } from "./bare.ts";
import { randomModule } from "./random-module.ts";

test("parse reads what print writes, and print writes it again", () => {
  fc.assert(
    fc.property(randomModule, (module) => {
      const text = printModule(module);
      const { module: read, diagnostics } = parse(text);
      expect(diagnostics, text).toEqual([]);
      expect(bare(read), text).toEqual(bare(module));
      expect(read && printModule(read)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

/** What is written on the left is printed as on the right. */
test.each([
  ["a = ((b))", "a = b"],
  ["a = (b + c) + d", "a = b + c + d"],
  ["a = b + (c + d)", "a = b + (c + d)"],
  ["a = b - (c - d)", "a = b - (c - d)"],
  ["a = (b * c) + (d / e)", "a = b * c + d / e"],
  ["a = (b + c) * d", "a = (b + c) * d"],
  ["a = -(b^2)", "a = -b^2"],
  ["a = (-b)^2", "a = (-b)^2"],
  ["a = 2^(-1)", "a = 2^-1"],
  ["a = b^(c^d)", "a = b^c^d"],
  ["a = (b^c)^d", "a = (b^c)^d"],
  ["a = (-b) * c", "a = -b * c"],
  ["a = -(b * c)", "a = -(b * c)"],
  ["a = (b ⊙ cᵀ)ᵀ ⊘ d", "a = (b .* c')' ./ d"],
  ["a = (b[i])[j]'", "a = b[i][j]'"],
  ["a = 1./x", "a = 1 ./ x"],
  [
    "a = if ((b < c) and (d)) or (not (e)) then (f) else (if g then h else k)",
    "a = if b < c and d or not e then f else if g then h else k",
  ],
  ["a = if not (b and c) then (1) else 0", "a = if not (b and c) then 1 else 0"],
  ["a = 1 + (if b then c else d)", "a = 1 + (if b then c else d)"],
])("%s", (written, printed) => {
  const { module } = parse(written);
  expect(module && printModule(module)).toBe(`${printed}\n`);
});

test("a sum of 20,000 terms is printed, and read back", () => {
  const text = `loss = ${Array.from({ length: 20_000 }, (_, i) => `a${i % 7} * b`).join(" + ")}\n`;
  const { module } = parse(text);
  expect(module && printModule(module)).toBe(text);
});

test("the left spine of a chain", () => {
  const statement = parse("x = a + b * c - d").module?.statements[0];
  if (statement?.kind !== "definition") throw new Error("no definition");
  const { start, steps } = leftSpine(statement.value);
  expect(start).toMatchObject({ kind: "name", name: "a" });
  expect(steps.map(({ operator, operand }) => [operator, operand.kind])).toEqual([
    ["+", "binary"],
    ["-", "name"],
  ]);
});
