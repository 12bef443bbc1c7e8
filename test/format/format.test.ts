import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { WIDTH } from "../../src/format/fill.ts";
import { format } from "../../src/index.ts";
import { parse } from "../../src/parse/parse.ts";
import { blocksOf } from "../examples/documents.ts";
import { bare } from "../syntax/bare.ts";
import { looseSource, tokensOf } from "./loosen.ts";

const root = join(import.meta.dirname, "../..");
const files = (folder: string, end: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(end))
    .map((file) => join(folder, file))
    .sort();
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const comments = (source: string): string[] =>
  tokensOf(source).comments.map(({ start, end }) =>
    source
      .slice(start, end)
      .replaceAll(/[^\S\n]*\r?\n/g, "\n")
      .trimEnd(),
  );

const words = (source: string): unknown[] =>
  tokensOf(source).tokens.flatMap(({ type, value, start, end }) =>
    type === "newline" ? [] : [[type, value, source.slice(start, end)]],
  );

/** The file laid out, which has to say the same with the same comments, and to stay as it is. */
function laidOut(source: string): string {
  const { code, diagnostics } = format(source);
  expect(diagnostics, source).toEqual([]);
  if (code === undefined) throw new Error("nothing came out");
  expect(words(code)).toEqual(words(source));
  expect(comments(code)).toEqual(comments(source));
  const [before, after] = [parse(source), parse(code)];
  expect(after.diagnostics, code).toEqual([]);
  expect(bare(after.module)).toEqual(bare(before.module));
  expect(format(code).code).toBe(code);
  return code;
}

test("any file in any layout", () => {
  fc.assert(
    fc.property(looseSource, (source) => {
      const code = laidOut(source);
      expect(code).not.toMatch(/[ \t]\r?\n/);
      expect(code).not.toMatch(/\n\r?\n\r?\n/);
    }),
    { numRuns: 500 },
  );
});

describe("what is in the repository is in canonical layout", () => {
  test.each(files("examples", ".nabla"))("%s", (file) => {
    expect(laidOut(read(file))).toBe(read(file));
  });

  /** Those that the parser refuses on purpose have no layout. */
  test.each(["README.md", ...files("docs", ".md")])("the specimens of %s", (file) => {
    const specimens = blocksOf(read(file)).filter(({ language }) => language === "nabla");
    const parsed = specimens.filter(({ info: [kind, code] }) => !(kind === "error" && code?.startsWith("E01")));
    for (const { body } of parsed) expect(laidOut(body)).toBe(body);
  });
});

/** What is written, and how it is laid out. */
test.each([
  ["loss=a+b", "loss = a + b"],
  ["loss = ( a ) * - b ^ - c .^ 2", "loss = (a) * -b^-c.^2"],
  ["loss = f ( x [ i ] ) ' + g( a,b )", "loss = f(x[i])' + g(a, b)"],
  ["loss = sum(i in n,j in m where i<j, x [i,j])", "loss = sum(i in n, j in m where i < j, x[i, j])"],
  ["loss = if not(a<b)and c>=d then-1 else(2)", "loss = if not (a < b) and c >= d then -1 else (2)"],
  ["loss = 1 / n * a - -1 / 2 + 3/n^2", "loss = 1/n * a - -1/2 + 3/n^2"],
  ["loss = a / 1/n + 2^1/n + 1/n[0] + 1/f(x) + a/n", "loss = a / 1 / n + 2^1 / n + 1 / n[0] + 1 / f(x) + a / n"],
  ["loss = 1. / n + 1. ^ 2 + 2 .^ 1. .^ 3 + 1. * x", "loss = 1. / n + 1. ^ 2 + 2.^1. .^ 3 + 1. * x"],
  ["loss = A ⊙ B⊘Cᵀ", "loss = A ⊙ B ⊘ Cᵀ"],
  ["loss = a + /* why */b", "loss = a + /* why */ b"],
  ["emit gradient( loss;W,b ),value(loss)", "emit gradient(loss; W, b), value(loss)"],
  ["dim m=3,n", "dim m = 3, n"],
  ["data x[n]\nparam w[ n,m ]\ndim n", "data  x[n]\nparam w[n, m]\ndim n"],
  [`dim ${"a".repeat(60)} = 1, ${"b".repeat(60)} = 2`, `dim ${"a".repeat(60)} = 1,\n  ${"b".repeat(60)} = 2`],
  ["data x[n]\ndata y", "data x[n]\ndata y"],
  ["param w\n\ndata x", "param w\n\ndata x"],
  ["f(v) = v\nlong[i] = x[i]\nloss = 1", "f(v)    = v\nlong[i] = x[i]\nloss    = 1"],
  ["f(v) = v\n// apart\nlong[i] = x[i]", "f(v) = v\n// apart\nlong[i] = x[i]"],
  ["const a=1\nconst bc=2", "const a  = 1\nconst bc = 2"],
  ["a=1 // one\nbcd=2// two", "a   = 1  // one\nbcd = 2  // two"],
  ["a=1\nbcd=2// two", "a   = 1\nbcd = 2  // two"],
  ["\n\n// head  \n\n\n\na=1\n\n\n", "// head\n\na = 1"],
  ["/* a */ /* b */ a=1", "/* a */\n/* b */\na = 1"],
  ["a=1 /* x\n  y */ b=2", "a = 1  /* x\n  y */\nb = 2"],
  ["a=f(x, // of x\ny)", "a = f(x, // of x\n    y)"],
  ["a=b+\n// more\nc", "a = b +\n  // more\n  c"],
])("%j", (written, expected) => {
  expect(laidOut(written)).toBe(`${expected}\n`);
});

describe("lines that are too long", () => {
  test("end in their second half, at the outermost and loosest place", () => {
    const long = (letter: string): string => letter.repeat(20);
    const source = `loss = ${long("a")} * ${long("b")} + ${long("c")} * f(${long("d")}, ${long("e")})\n`;
    expect(laidOut(source)).toBe(
      `loss = ${long("a")} * ${long("b")} +\n  ${long("c")} * f(${long("d")}, ${long("e")})\n`,
    );
  });

  test("are indented by the brackets that are open", () => {
    const source = `loss = sum(i in n, ${Array.from({ length: 12 }, (_, k) => `parameter${k}[i]`).join(" * ")})\n`;
    expect(laidOut(source)).toMatch(/ \*\n {4}parameter/);
  });

  test("a sum of 20,000 terms", () => {
    const { code = "" } = format(`loss = ${Array.from({ length: 20_000 }, (_, k) => `a${k % 7} * b`).join(" + ")}\n`);
    expect(format(code).code).toBe(code);
    expect(Math.max(...code.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(WIDTH);
  });
});

test("a file whose syntax is wrong is left alone, and told why", () => {
  const { code, diagnostics } = format("loss = (a\nb = = 1\n");
  expect(code).toBeUndefined();
  expect(diagnostics.map((one) => one.code)).toEqual(["E0109", "E0111"]);
});

test("line ends stay as the first one is, and a byte order mark goes", () => {
  expect(format("\uFEFFa=1\r\n// b\n/* c\n d */\nd=2").code).toBe("a = 1\r\n// b\r\n/* c\r\n d */\r\nd = 2\r\n");
  expect(format("a=1\n\r\nb=2\r").code).toBe("a = 1\n\nb = 2\n");
  expect(format("a=1\rb=2\r").code).toBe("a = 1\nb = 2\n");
});
