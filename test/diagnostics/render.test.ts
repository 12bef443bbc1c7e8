import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { diagnostic, Diagnostics } from "../../src/diagnostics/collector.ts";
import { diagnosticToJson, renderDiagnostic } from "../../src/diagnostics/render.ts";

const file = "input.nabla";

/** The frame's marked line and the carets under it. */
function marked(source: string, start: number, end: number): readonly [string, string] {
  const lines = renderDiagnostic(diagnostic("E0111", "here", { span: { start, end } }), { file, source }).split("\n");
  const at = lines.findIndex((line) => line.startsWith(">"));
  return [lines[at] ?? "", lines[at + 1] ?? ""];
}

/** Columns of a terminal up to a piece of text: two for the ideographs of these tests, none for the accent. */
function columnsBefore(line: string, piece: string): number {
  const before = line.slice(0, line.indexOf(piece));
  return Array.from(before).reduce(
    (sum, one) => sum + (/[\p{Script=Han}\p{Script=Hiragana}]/u.test(one) ? 2 : /\p{M}/u.test(one) ? 0 : 1),
    0,
  );
}

describe("the caret stands under its piece", () => {
  test.each([
    ["plain", "a = b + c\nd = e", "c"],
    ["Windows", "x = 1\r\na = b + c\r\nd = e", "c"],
    ["old Macintosh", "x = 1\ra = b + c\rd = e", "c"],
    ["byte order mark", "\uFEFFa = b + c", "c"],
    ["tabs", "\ta\t= b +\tc", "c"],
    ["Greek", "δ = σ(z) + c", "c"],
    ["combining accents", "x\u0302 = y\u0302 + c", "c"],
    ["beyond the basic plane", "𝐱 = 𝐲 + c", "c"],
    ["ideographs", "重み = 入力 + c", "c"],
    ["line separators in a comment", "a = /* \u2028 \u2029 */ c", "c"],
    ["terminal sequences", "a = \u001B[31m c", "c"],
    ["a long line", `a = ${"b + ".repeat(30_000)}c`, "c"],
    ["the start of a long line", `c${" + b".repeat(30_000)}`, "c"],
    ["the middle of a long line", `${"b + ".repeat(20_000)}c${" + b".repeat(20_000)}`, "c"],
  ])("%s", (_, source, piece) => {
    const start = source.indexOf(piece);
    const [line, carets] = marked(source, start, start + piece.length);
    expect(carets.indexOf("^")).toBe(columnsBefore(line, piece));
    expect(carets.match(/\^/g)).toHaveLength(1);
    expect(line.length).toBeLessThan(140);

    expect(line).not.toMatch(/[\u0000-\u001F\u2028\u2029\uFEFF\uE000-\uF8FF]/);
  });

  test("at the end of the text", () => {
    expect(marked("a =", 3, 3)).toEqual(["> 1 | a =", "    |    ^"]);
    expect(marked("a =\n", 4, 4)).toEqual(["> 2 |", "    | ^"]);
    expect(marked("", 0, 0)).toEqual(["> 1 |", "    | ^"]);
  });

  test("over several lines, on the first", () => {
    expect(marked("a = (b\n+ c)", 4, 11)).toEqual(["> 1 | a = (b", "    |     ^^"]);
  });
});

describe("colour", () => {
  const said = diagnostic("E0111", "here", { span: { start: 4, end: 5 }, notes: ["a note"], repairs: ["a repair"] });
  const plain = renderDiagnostic(said, { file, source: "a = b'" });

  test("is absent by default", () => {
    expect(plain).toBe(
      [
        "error[E0111]: here",
        "  --> input.nabla:1:5",
        "> 1 | a = b'",
        "    |     ^",
        "  = note: a note",
        "  = help: a repair",
      ].join("\n"),
    );
  });

  test("changes nothing but the colour", () => {
    const coloured = renderDiagnostic(said, { file, source: "a = b'", color: true });
    expect(coloured).not.toBe(plain);

    expect(coloured.replace(/\u001B\[[0-9;]*m/g, "")).toBe(plain);
  });
});

test("text from the file reaches the terminal as text", () => {
  const said = diagnostic("E0111", "found `\u001B[2J\u202E`", { notes: ["\u0007"] });

  expect(renderDiagnostic(said, { file: "a\u001Bb" })).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
});

test("the machine form counts lines and columns from 1", () => {
  const said = diagnostic("E0111", "here", { span: { start: 6, end: 9 }, repairs: ["a repair"] });
  expect(diagnosticToJson(said, { file, source: "\uFEFFa\r\nb c\nd" })).toEqual({
    ...{ file, line: 2, column: 3, endLine: 3, endColumn: 2 },
    ...{ code: "E0111", severity: "error", message: "here", notes: [], repairs: ["a repair"] },
  });
  expect(diagnosticToJson(diagnostic("E0501", "no file"), { file })).toMatchObject({ line: null, endColumn: null });
});

test("the collector keeps the order of the text", () => {
  const diagnostics = new Diagnostics();
  expect(diagnostics.hasErrors).toBe(false);
  diagnostics.report("E0111", "second", { span: { start: 5, end: 6 } });
  diagnostics.report("E0111", "first", { span: { start: 1, end: 2 } });
  diagnostics.report("E0119", "of the file");
  expect(diagnostics.all.map(({ message }) => message)).toEqual(["of the file", "first", "second"]);
  expect(diagnostics.hasErrors).toBe(true);
});

test.each(Object.entries(catalogue))("%s has a severity of its letter, a title and an explanation", (code, row) => {
  expect(row.severity).toBe(code.startsWith("W") ? "warning" : "error");
  expect(row.title).toMatch(/^[A-Z].*[^.]$/);
  expect(row.explanation).toMatch(/\.$/);
});
