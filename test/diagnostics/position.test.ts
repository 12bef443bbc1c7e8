import fc from "fast-check";
import { expect, test } from "vitest";
import { positionOf } from "../../src/diagnostics/position.ts";

test.each([
  ["", 0, 1, 1],
  ["ab", 2, 1, 3],
  ["a\nb", 1, 1, 2],
  ["a\nb", 2, 2, 1],
  ["a\r\nb", 1, 1, 2],
  ["a\r\nb", 2, 1, 2],
  ["a\r\nb", 3, 2, 1],
  ["a\rb", 2, 2, 1],
  ["a\n\r\nb", 4, 3, 1],
  ["a\n", 2, 2, 1],
  ["\uFEFFa", 1, 1, 1],
  ["\uFEFFa", 0, 1, 1],
  ["\uFEFF\na", 1, 1, 1],
  ["\uFEFF", 1, 1, 1],
  ["ab", 9, 1, 3],
])("%j at %i is %i:%i", (source, offset, line, column) => {
  expect(positionOf(source, offset)).toEqual({ line, column });
});

test("is where splitting into lines finds it", () => {
  const texts = fc.array(fc.constantFrom("a", "bc", "\n", "\r\n", "\r", "\t")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, fc.nat(12), (source, at) => {
      const offset = Math.min(at, source.length);
      const split = source.slice(0, offset).split(/\r\n|\n|\r/);
      const within = source[offset - 1] === "\r" && source[offset] === "\n";
      const lines = within ? split.slice(0, -1) : split;
      expect(positionOf(source, offset)).toEqual({ line: lines.length, column: (lines.at(-1) ?? "").length + 1 });
    }),
  );
});
