import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode } from "../../src/parse/decode.ts";
import { parse } from "../../src/parse/parse.ts";
import { printModule } from "../../src/syntax/print.ts";
import type { Expression, Statement } from "../../src/syntax/syntax.ts";
import { bare } from "../syntax/bare.ts";

function only(source: string): Statement {
  const { module, diagnostics } = parse(source);
  expect(diagnostics).toEqual([]);
  expect(module?.statements).toHaveLength(1);
  const statement = module?.statements[0];
  if (!statement) throw new Error("no statement");
  return statement;
}

function value(source: string): Expression {
  const statement = only(`y = ${source}`);
  if (statement.kind !== "definition") throw new Error("no definition");
  return statement.value;
}

describe("where a line ends", () => {
  const lines = (source: string): readonly string[] => {
    const { module, diagnostics } = parse(source);
    expect(diagnostics).toEqual([]);
    return (module?.statements ?? []).map((statement) => source.slice(statement.span.start, statement.span.end));
  };

  test.each([
    ["a line", "a = b\nc = d", ["a = b", "c = d"]],
    ["an operator", "a = b +\n c\nd = e", ["a = b +\n c", "d = e"]],
    ["an operator and a comment", "a = b + // more\n\n c", ["a = b + // more\n\n c"]],
    ["the equals sign", "a =\n b", ["a =\n b"]],
    ["a comma", "dim m,\n n", ["dim m,\n n"]],
    ["brackets", "a = f(\n b\n , c[\ni\n]\n)\nd = e", ["a = f(\n b\n , c[\ni\n]\n)", "d = e"]],
    ["then and else", "a = if b then\n c else\n d", ["a = if b then\n c else\n d"]],
    ["a transpose ends it", "a = b'\nc = dᵀ\ne = f", ["a = b'", "c = dᵀ", "e = f"]],
    ["Windows", "a = b\r\nc = d\r\n", ["a = b", "c = d"]],
    ["an old Macintosh", "a = b\rc = d\r", ["a = b", "c = d"]],
    ["a comment over two lines", "a = b /* \n */ c = d", ["a = b", "c = d"]],
    ["a comment within a line", "a = /* - */ b // c\n/**/\n", ["a = /* - */ b"]],
    ["blanks of every kind", "\t\u00A0\f a\u2003= b \n\n", ["a\u2003= b"]],
  ])("%s", (_, source, expected) => {
    expect(lines(source)).toEqual(expected);
  });
});

describe("words", () => {
  test("a name is compared in its composed form", () => {
    expect(bare(only("y\u0302 = 1"))).toEqual(bare(only("\u0177 = 1")));
  });

  test.each(["σ", "δ_2", "_", "été", "重み", "x̂", "e1", "dims", "into", "__proto__", "constructor", "class"])(
    "%s is a name",
    (name) => {
      expect(only(`${name} = 1`)).toMatchObject({ kind: "definition", name: { name: name.normalize("NFC") } });
    },
  );

  test.each(["1", "1.5", ".5", "1.", "1e-3", "1E+3", "0.1e5", "1e308", "5e-324", "0e999"])("%s is a number", (text) => {
    expect(value(text)).toMatchObject({ kind: "number", text });
  });

  test.each([
    ["1./x", "./"],
    ["2.*x", ".*"],
    ["2.^x", ".^"],
    ["a ⊙ b", ".*"],
    ["a ⊘ b", "./"],
  ])("%s has the operator %s", (source, operator) => {
    expect(value(source)).toMatchObject({ kind: "binary", operator });
  });
});

describe("spans", () => {
  const source = "\uFEFFy = (a + bᵀ) ⊙ f(x[i])\n";
  const at = (span: { readonly start: number; readonly end: number }): string => source.slice(span.start, span.end);

  test("are of the text as written", () => {
    const statement = only(source);
    if (statement.kind !== "definition" || statement.value.kind !== "binary") throw new Error("no product");
    expect(at(statement.span)).toBe("y = (a + bᵀ) ⊙ f(x[i])");
    expect(at(statement.value.left.span)).toBe("(a + bᵀ)");
    expect(at(statement.value.operatorSpan)).toBe("⊙");
    expect(at(statement.value.right.span)).toBe("f(x[i])");
  });
});

describe("size", () => {
  const hundredThousand: Readonly<Record<string, string>> = {
    "2,600 statements": Array.from({ length: 2600 }, (_, i) => `a${i} = sigmoid(W${i} * x + b[${i}])^2`).join("\n"),
    "a sum of 20,000 terms": `loss = ${Array.from({ length: 20_000 }, (_, i) => `a${i % 10}`).join(" + ")}`,
    "a call of 20,000 arguments": `loss = f(${Array.from({ length: 20_000 }, () => "a+b").join(", ")})`,
    "a list of 10,000 parameters": `param ${Array.from({ length: 10_000 }, (_, i) => `a${i}[m]`).join(", ")}`,
  };

  // Time that grows with the square of the length runs into the limit of every test; nothing finer is measured here.
  test.each(Object.entries(hundredThousand))("%s are read", (_, source) => {
    expect(source.length).toBeGreaterThan(95_000);
    const { module, diagnostics } = parse(source);
    expect(diagnostics).toEqual([]);
    expect(module).toBeDefined();
  });

  test.each([
    ["brackets", "(", "a", ")"],
    ["calls", "f(", "a", ")"],
    ["indices", "x[", "a", "]"],
    ["signs", "-", "a", ""],
    ["powers", "a^", "a", ""],
    ["conditions", "if a then b else ", "c", ""],
    ["nots", "not ", "a", ""],
    ["transposes", "", "a", "'"],
    ["indexings", "", "a", "[i]"],
    ["signed brackets", "-(", "a", ")"],
    ["powers of brackets", "(a^a^a^", "a", ")"],
    ["mixed", "(-a^", "a", "'[i])"],
  ])("nested %s end in a diagnostic", (_, before, middle, after) => {
    const nested = (depth: number): string => `loss = ${before.repeat(depth)}${middle}${after.repeat(depth)}`;
    expect(parse(nested(10_000)).diagnostics.map(({ code }) => code)).toEqual(["E0108"]);
    const { module } = parse(nested(30));
    expect(module && parse(printModule(module)).diagnostics).toEqual([]);
  });

  test("more than a million characters are not read", () => {
    expect(parse(" ".repeat(10_000_000)).diagnostics.map(({ code }) => code)).toEqual(["E0102"]);
  });

  test.each(["(", ")", ")\n", "[", "a\n", "a = *\n", "/*", '"', "\u202E", "1.", "@", "f(\n", "a =\n", "-", "if "])(
    "half a million characters of %j end in at most 101 problems",
    (piece) => {
      const { module, diagnostics } = parse(piece.repeat(Math.floor(500_000 / piece.length)));
      expect(module).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
      expect(diagnostics.length).toBeLessThanOrEqual(101);
    },
  );
});

describe("any text", () => {
  const pieces = fc.constantFrom(
    ...[
      "a",
      "x",
      "n",
      "1",
      "2.5",
      "(",
      ")",
      "[",
      "]",
      ",",
      ";",
      ":",
      "=",
      "+",
      "-",
      "*",
      "./",
      "^",
      "'",
      "<",
      "==",
      "\n",
      " ",
      "//",
      "/*",
      "*/",
    ],
    ...[
      "if ",
      "then ",
      "else ",
      " in ",
      " where ",
      "not ",
      " and ",
      "dim ",
      "param ",
      "data ",
      "const ",
      "emit ",
      "use ",
      "sum(",
      '"',
      "\u202E",
      "ᵀ",
      "\uD800",
      ".",
    ],
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }),
  );

  test("gives a module or errors, with spans in the text, and never throws", () => {
    fc.assert(
      fc.property(texts, (source) => {
        const { module, diagnostics } = parse(source);
        expect(module === undefined).toBe(diagnostics.length > 0);
        for (const { span } of diagnostics) {
          if (!span) continue;
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(source.length);
        }
        if (module) expect(bare(parse(printModule(module)).module)).toEqual(bare(module));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("decode", () => {
  test("strips a byte order mark", () => {
    expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toEqual({ source: "a" });
  });

  test.each([[[0xff]], [[0xc3]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]]])("%j is not UTF-8", (bytes) => {
    expect(decode(new Uint8Array(bytes))).toMatchObject({ problem: { code: "E0101" } });
  });
});
