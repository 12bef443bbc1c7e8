import { readFileSync } from "node:fs";
import { basename } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { examples } from "../examples/sources.ts";
import { inspect, stages, type InspectJson, type InspectOptions } from "../../src/index.ts";

const schema = JSON.parse(readFileSync("docs/inspect.schema.json", "utf8")) as object;
const validator = new Ajv.default({ strict: true, allowUnionTypes: true, allErrors: true });
const validate = validator.compile(schema);

const sources = new Map(examples);

async function jsonOf(source: string, options: Omit<InspectOptions, "filename">): Promise<InspectJson> {
  const { output = "", diagnostics } = await inspect(source, { filename: "model.nabla", format: "json", ...options });
  expect(diagnostics).toEqual([]);
  return JSON.parse(output) as InspectJson;
}

/** What is wrong with a document, in words. */
function faultsOf(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

describe.each([...sources])("%s as JSON", (file, source) => {
  test("is what the schema says, with the steps", async () => {
    const { output = "" } = await inspect(source, { filename: basename(file), format: "json", steps: true });
    const document = JSON.parse(output) as InspectJson;
    expect(faultsOf(document)).toEqual([]);
    expect(document.answers.some(({ derivation }) => derivation !== null)).toBe(true);
  });
});

const small = "dim n, m = 2\nparam w[n], b\ndata x[n], A[m, n]\nloss = (w' * x + b)^2 + norm2(A * w)^2\n";

test.each(stages)("the stage %s is what the schema says", async (stage) => {
  const document = await jsonOf(small, { stage });
  expect(faultsOf(document)).toEqual([]);
  expect(document.stage).toBe(stage);
  expect(document.verbatim === null).toBe(document.answers.length > 0);
});

test("says how a function is laid out", async () => {
  const { answers } = await jsonOf(small, { stage: "program", plan: { unroll: "off", tile: "off" } });
  const { loops } = answers.find(({ kind }) => kind === "gradient") ?? {};
  expect(loops?.code).toBe("loops, as the plan says");
  expect(loops?.samples).toEqual(["all at once, as the plan says"]);
  expect(loops?.nest.flatMap((nest) => (nest.kind === "equation" ? nest.equation : []))).toContain("loss");
});

test("says what it is asked: sizes, shapes, what reads what", async () => {
  const { dims, inputs, answers } = await jsonOf(small, { dims: { n: 3 }, wrt: ["b"] });
  expect(dims).toEqual([
    { name: "n", size: 3 },
    { name: "m", size: 2 },
  ]);
  expect(inputs.map(({ name, role, axes }) => [name, role, axes])).toEqual([
    ["w", "param", ["n"]],
    ["b", "param", []],
    ["x", "data", ["n"]],
    ["A", "data", ["m", "n"]],
  ]);
  const [{ kind, sections } = { kind: null, sections: [] }] = answers;
  expect(kind).toBe("gradient");
  const equations = sections.flatMap((section) => section.equations);
  expect(equations.flatMap(({ param }) => param ?? [])).toEqual(["b"]);
  const known = new Set([...inputs, ...equations].map(({ name }) => name));
  expect(equations.flatMap(({ reads }) => reads).filter((name) => !known.has(name))).toEqual([]);
});

// A schema that allows everything is as green as one that works.
test.each<[string, (document: InspectJson) => unknown]>([
  ["a stage that there is not", (document) => ({ ...document, stage: "parsed" })],
  ["something beyond", (document) => ({ ...document, more: 1 })],
  ["something missing", (document) => ({ ...document, dims: undefined })],
  ["a size that is no number", (document) => ({ ...document, dims: [{ name: "n", size: "3" }] })],
  ["an answer without sections", ({ answers, ...rest }) => ({ ...rest, answers: [{ ...answers[0], sections: null }] })],
])("the schema refuses %s", async (_, change) => {
  const document = await jsonOf(small, {});
  const changed = JSON.parse(JSON.stringify(change(document))) as unknown;
  expect(faultsOf(changed)).not.toEqual([]);
});
