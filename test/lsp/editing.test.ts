import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EditedFile, manualOf } from "../../src/editing.ts";
import { libraryNames } from "../../src/check/library/library.ts";
import { readModel } from "../../src/pipeline.ts";

const read = (file: string): string => readFileSync(join(import.meta.dirname, "../../examples", file), "utf8");
const sources = ["alsup/samples.nabla", "ed-tam/components.nabla", "digits/digits.nabla"].map(read);

const long = [
  "dim m, n\nparam W0[m, m]\ndata x[n, m]\nf(v) = tanh(W0 * v)\nh0[i, j] = f(x[i])[j]",
  ...Array.from({ length: 50 }, (_, k) => `h${k + 1}[i, j] = h${k}[i, j] + ${k} * f(h${k}[i])[j]`),
  "loss = sum(h50)\n",
].join("\n");

/** What an edit takes: statements parsed, statements elaborated. */
function workOf(before: string, after: string): readonly [parsed: number, elaborated: number] {
  const file = new EditedFile();
  file.update(before);
  const { parsed, elaborated } = file.work;
  const { diagnostics } = file.update(after);
  expect(diagnostics).toEqual(new EditedFile().update(after).diagnostics);
  return [file.work.parsed - parsed, file.work.elaborated - elaborated];
}

describe("after an edit", () => {
  test.each([
    ["in a formula", "30 * f", "31 * f", [1, 1]],
    ["in a comment", "dim m", "// more\n\ndim m", [0, 0]],
    ["in white space", "\nh20[i, j]", "\n\n\n  h20[i, j]", [0, 0]],
    ["of a function", "tanh(", "relu(", [1, 52]],
    ["of a shape, back to the same", "x[n, m]", "x[n,m]", [1, 1]],
    ["of a shape", "h50)", "h50[0])", [1, 1]],
    ["that breaks a statement", "20 * f", "20 * * f", [1, 30]],
  ])("%s, no more is done than has to be", (_, from, to, work) => {
    expect(workOf(long, long.replace(from, to))).toEqual(work);
  });
});

/** A text in which something is cut out and something put in, a few times. */
const edits = fc.array(
  fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 30 }),
    put: fc.constantFrom(
      "",
      "",
      "x",
      "(",
      ")",
      "]",
      "=",
      "\n",
      " + ",
      "sum(i in n, ",
      "/*",
      "dim q\n",
      "W1",
      "'",
      "é𝜎",
      "\u202e",
      "\0",
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

test("whatever is edited, what is said is what a file is told that is new", () => {
  fc.assert(
    fc.property(fc.constantFrom(...sources), edits, (source, changes) => {
      const file = new EditedFile();
      file.update(source);
      let text = source;
      for (const { at, cut, put } of changes) {
        const start = at % (text.length + 1);
        text = text.slice(0, start) + put + text.slice(start + cut);
        const { diagnostics } = file.update(text);
        expect(diagnostics, text).toEqual(new EditedFile().update(text).diagnostics);
        for (const { span } of diagnostics) {
          if (!span) continue;
          expect(span.start, text).toBeGreaterThanOrEqual(0);
          expect(span.end, text).toBeLessThanOrEqual(text.length);
        }
      }
      // In a file that can be read it is what the compiler says, but for warnings about the system as a whole.
      const { diagnostics: told } = readModel(text);
      if (told.some(({ code }) => code.startsWith("E01"))) return;
      const { diagnostics } = file.update(text);
      expect(diagnostics, text).toEqual(told.filter(({ code }) => !/^W06(0[4-9])$/.test(code)));
    }),
    { numRuns: 20 },
  );
});

test("a file that is cut off anywhere", () => {
  const [source = ""] = sources;
  const file = new EditedFile();
  for (let end = 0; end <= source.length; end += 11) {
    const text = source.slice(0, end);
    expect(file.update(text).diagnostics).toEqual(new EditedFile().update(text).diagnostics);
  }
});

test("the manual has a row for each function of the library", () => {
  expect([...manualOf.keys()].sort()).toEqual([...new Set(libraryNames())].sort());
});
