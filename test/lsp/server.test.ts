import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type At, Client } from "./client.ts";

const model = `dim m, n
param W[m, n], b[m]
data  x[n], y[m]

f(v)  = tanh(W * v + b)
r[i]  = f(x)[i] - y[i]
loss  = sum(i in m, r[i]^2)
emit gradient(loss; W)
`;
const uri = "file:///folder/model.nabla";
const client = new Client();
let initialized: unknown;

beforeAll(async () => {
  initialized = await client.start();
  await client.open(uri, model);
});

afterAll(async () => {
  expect(await client.stop()).toBe(0);
});

/** The place of the n-th occurrence of a text, so far into it. */
function at(text: string, count = 1, within = 0): At {
  let offset = -1;
  for (let k = 0; k < count; k++) offset = model.indexOf(text, offset + 1);
  const before = model.slice(0, offset + within).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

const about = (method: string, position: At, more?: object): Promise<unknown> =>
  client.about(`textDocument/${method}`, uri, position, more);

test("says what it can", () => {
  expect(initialized).toMatchObject({
    capabilities: { hoverProvider: true, renameProvider: { prepareProvider: true }, documentFormattingProvider: true },
    serverInfo: { name: "nablac" },
  });
});

describe("what is wrong with a file", () => {
  test("nothing", async () => {
    expect(await client.published(uri)).toMatchObject({ version: 1, diagnostics: [] });
  });

  test("with codes, places and what is related; repaired by an action", async () => {
    const other = "file:///other.nabla";
    const source = "dim m, n\nparam W[m, n]\ndata x[m]\nloss = norm2(W * xx)^2 + norm2(W * x)\n";
    await client.open(other, source);
    const { diagnostics } = await client.published(other);
    expect(diagnostics.map(({ code, severity, range }) => [code, severity, range.start])).toEqual([
      ["E0201", 1, { line: 3, character: 17 }],
      ["E0301", 1, { line: 3, character: 33 }],
    ]);
    expect(diagnostics[1]?.message).toContain("help: did you mean `W' * x`?");
    expect(diagnostics[1]?.relatedInformation?.[0]).toMatchObject({
      message: "`W` is [m, n]",
      location: { range: { start: { line: 1, character: 6 } } },
    });
    const actions = (await client.ask("textDocument/codeAction", {
      textDocument: { uri: other },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    })) as { title: string; edit: { changes: Record<string, { range: { start: At }; newText: string }[]> } }[];
    expect(actions.map(({ title, edit }) => [title, edit.changes[other]?.[0]])).toEqual([
      ["Write x", { range: { start: { line: 3, character: 17 }, end: { line: 3, character: 19 } }, newText: "x" }],
      [
        "Write W' * x",
        { range: { start: { line: 3, character: 31 }, end: { line: 3, character: 36 } }, newText: "W' * x" },
      ],
    ]);
    await client.change(other, "x", { start: { line: 3, character: 17 }, end: { line: 3, character: 19 } });
    const after = await client.published(other, ({ version }) => version === 2);
    expect(after.diagnostics.map(({ code }) => code)).toEqual(["E0301", "E0301"]);
  });

  test("warnings follow, those about numbers too", async () => {
    const other = "file:///warned.nabla";
    await client.open(other, "param a\ndata x\nloss = (a / x)^2\n");
    const { diagnostics } = await client.published(other, ({ diagnostics: found }) => found.length > 0);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["W0604", 2]]);
  });

  test("also while a statement cannot be read", async () => {
    const other = "file:///broken.nabla";
    await client.open(other, "dim n\nparam W[n, n]\ndata x[n\nloss = norm2(W + x) + W * 1 +\n");
    const { diagnostics } = await client.published(other);
    expect(diagnostics.map(({ code }) => code)).toEqual(["E0109", "E0113"]);
  });
});

describe("names", () => {
  test("lead to where they are introduced", async () => {
    expect(await about("definition", at("v + b"))).toMatchObject({ uri, range: { start: at("v)") } });
    expect(await about("definition", at("W)"))).toMatchObject({ range: { start: at("W[") } });
    expect(await about("definition", at("r[i]^"))).toMatchObject({ range: { start: at("r[i]") } });
    expect(await about("definition", at("tanh"))).toBeNull();
  });

  test("are found wherever they stand", async () => {
    const places = (await about("references", at("W["), { context: { includeDeclaration: true } })) as unknown[];
    expect(places).toHaveLength(3);
    expect(await about("references", at("m, n"), { context: { includeDeclaration: false } })).toHaveLength(4);
  });

  test("are changed wherever they stand", async () => {
    expect(await about("prepareRename", at("f(x)"))).toMatchObject({ placeholder: "f" });
    const { changes } = (await about("rename", at("i]", 2), { newName: "k" })) as {
      changes: Record<string, { range: { start: At }; newText: string }[]>;
    };
    expect(changes[uri]?.map(({ range }) => range.start)).toEqual([at("i]"), at("i]", 2), at("i]", 3)]);
  });

  test.each([
    ["a-b", "is no name"],
    ["2x", "is no name"],
    ["in", "is a word of the language"],
    ["exp", "is a function of the library"],
    ["loss", "is declared already"],
    ["v", "is an index or a parameter"],
  ])("are not changed to %s", async (newName, why) => {
    await expect(about("rename", at("W["), { newName })).rejects.toThrow(why);
  });

  test("are listed", async () => {
    const symbols = await client.ask("textDocument/documentSymbol", { textDocument: { uri } });
    expect((symbols as { name: string; detail: string }[]).map(({ name, detail }) => [name, detail])).toEqual([
      ...[
        ["m", "dim"],
        ["n", "dim"],
        ["W", "param [m, n]"],
        ["b", "param [m]"],
        ["x", "data [n]"],
        ["y", "data [m]"],
      ],
      ...[
        ["f", "function"],
        ["r", "definition"],
        ["loss", "definition"],
      ],
    ]);
  });

  test("are offered with the library and the words of the language", async () => {
    const items = (await about("completion", at("v + b"))) as { label: string; detail?: string }[];
    const labels = items.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["v", "W", "b", "x", "softmax", "if", "sum"]));
    expect(labels).not.toContain("loss");
    expect(items.find(({ label }) => label === "mse")?.detail).toBe("mse(a, b)");
  });
});

describe("what is said of", () => {
  const hover = async (position: At): Promise<string> =>
    ((await about("hover", position)) as { contents: { value: string } } | null)?.contents.value ?? "";

  test("a parameter: its declaration, its shape and its gradient", async () => {
    expect(await hover(at("W *"))).toBe(
      "```nabla\nparam W[m, n]\n```\n\n[m, n]\n\n```text\nδ_f = r ⊙ (1 − f⊙²)\n∂loss/∂W = 2·δ_f xᵀ\n```",
    );
  });

  test("a definition, a function, an index, a parameter of a function, a function of the library", async () => {
    expect(await hover(at("r[i]^"))).toContain("r[i]  = f(x)[i] - y[i]\n```\n\n[m]");
    expect(await hover(at("f(x)"))).toContain("f(v)  = tanh(W * v + b)");
    expect(await hover(at("i]^"))).toContain("i in m");
    expect(await hover(at("v + b"))).toContain("a parameter of this function: [n]");
    expect(await hover(at("tanh"))).toContain("The hyperbolic tangent");
  });

  test("an expression: its shape", async () => {
    expect(await hover(at("*"))).toBe("```nabla\nW * v\n```\n\n[m]");
    expect(await hover(at("^"))).toBe("```nabla\nr[i]^2\n```\n\na scalar");
    expect(await hover({ line: 3, character: 0 })).toBe("");
  });
});

test("a file is laid out", async () => {
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await client.ask("textDocument/formatting", { textDocument: { uri }, options });
  const expected = model.replaceAll(/^(f\(v\)|r\[i\]|loss)  =/gm, (_, left: string) => `${left.padEnd(4)} =`);
  expect(edits).toMatchObject([{ newText: expected }]);
  const broken = "file:///broken2.nabla";
  await client.open(broken, "loss = (\n");
  expect(await client.ask("textDocument/formatting", { textDocument: { uri: broken }, options })).toEqual([]);
});
