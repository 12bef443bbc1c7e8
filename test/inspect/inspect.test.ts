import katex from "katex";
import { describe, expect, test } from "vitest";
import { formats, inspect, inspectRefusal, stages, type Format, type InspectOptions } from "../../src/index.ts";
import { deep, models } from "./models.ts";

type Asked = Omit<InspectOptions, "filename">;

/** Every way of asking for a format that is not refused. */
const waysOf = (format: Format): readonly Asked[] =>
  stages
    .map((stage) => ({ format, stage }))
    .flatMap((asked): Asked[] => [
      asked,
      { ...asked, notation: "index" },
      { ...asked, steps: true, notation: "matrix" },
      { ...asked, steps: true, notation: "index" },
    ])
    // A page has the steps in any case.
    .filter((asked) => inspectRefusal(asked) === undefined && !(format === "html" && asked.steps));

const blocksOf = (document: string): string[] =>
  Array.from(document.matchAll(/\\begin\{align\*\}[^]*?\\end\{align\*\}/g), ([block]) => block);

/** What holds of an output, whatever the model is. */
const holds: { readonly [F in Format]: (output: string, asked: Asked) => void } = {
  text: (output) => {
    expect(output).not.toMatch(/\u001b|undefined|NaN|\[object/);
    expect(output).toMatch(/[^\n]\n$/);
  },
  latex: (output) => {
    expect(output).toMatch(/^\\documentclass[^]*\\end\{document\}\n$/);
    for (const block of blocksOf(output)) {
      expect(() => katex.renderToString(block, { strict: "error", displayMode: true }), block).not.toThrow();
    }
  },
  mathml: (output) => expect(output).toContain("<math"),
  html: (output) => expect(output).toMatch(/^<!DOCTYPE html>/i),
  json: (output) => expect(JSON.parse(output)).toHaveProperty("answers"),
  dot: (output) => expect(output).toMatch(/digraph/),
  svg: (output) => expect(output).toMatch(/<svg/),
};

describe.each(Object.entries(models))("%s", (_, source) => {
  test.each(formats)("as %s, at every stage and in both notations", { timeout: 120_000 }, async (format) => {
    for (const asked of waysOf(format)) {
      const { output = "", diagnostics } = await inspect(source, { filename: "model.nabla", ...asked });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      holds[format](output, asked);
    }
  });
});

describe("text", () => {
  const wide = models["several requests"] ?? "";

  test.each([60, 100])("keeps to %i columns", async (width) => {
    for (const source of [...Object.values(models), deep]) {
      const { output = "" } = await inspect(source, { filename: "model.nabla", width, steps: source !== deep });
      const long = output.split("\n").filter((line) => Array.from(line).length > width);
      expect(long).toEqual([]);
    }
  });

  test("has colours where they are asked for, and is the same otherwise", async () => {
    const options = { filename: "model.nabla", steps: true };
    const [plain, colored] = [await inspect(wide, options), await inspect(wide, { ...options, color: true })];
    const commands = /\u001b\[\d+m/g;
    expect(colored.output).toMatch(commands);
    expect(colored.output?.replace(commands, "")).toBe(plain.output);
  });

  test("folds twelve layers of one kind", async () => {
    const { output = "" } = await inspect(deep, { filename: "deep.nabla" });
    expect(output.split("\n").length).toBeLessThan(60);
  });
});

describe("options that contradict each other", () => {
  test.each<[Asked, string]>([
    [{ format: "latex", stage: "program" }, "the stage program has no form as latex; it has one as text or json"],
    [
      { format: "dot", steps: true },
      "the steps have no form as dot; they have one as text, latex, mathml, html or json",
    ],
    [
      { stage: "gradient", steps: true },
      "the steps lead to the stage simplified; there are none of the stage gradient",
    ],
    [{ format: "html", stage: "equations" }, "the stage equations has no form as html"],
    [{ stage: "syntax", notation: "index" }, "the stage syntax is shown as it stands"],
  ])("%j are refused with what can be", async (asked, sentence) => {
    expect(inspectRefusal(asked)).toContain(sentence);
    await expect(inspect("param a\nloss = a\n", { filename: "a.nabla", ...asked })).rejects.toThrow(sentence);
  });
});

test("a file with errors has diagnostics and nothing else", async () => {
  for (const stage of stages) {
    const found = await inspect("param a\nloss = b\n", { filename: "a.nabla", stage });
    expect(found.output).toBeUndefined();
    expect(found.report).toBeUndefined();
    expect(found.diagnostics.map(({ severity }) => severity)).toEqual(["error"]);
  }
});
