import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { compile, inspect } from "../../src/index.ts";
import { commandIn, nablac, writeModels } from "./command.ts";
import { type Block, blocksOf, withBodies } from "./documents.ts";

/**
 * What the documents show is what happens. Blocks are read by their info strings: `nabla NAME` is a model, `error CODE`
 * and `warning CODE` what it is told; `text inspect NAME` with the options of the command, `text diagnostics NAME` and
 * `ts excerpt NAME.ts` are what comes of it, and `vitest -u` brings them up to date.
 */
const documents = ["README.md", "llms.txt", ...readdirSync("docs").map((file) => `docs/${file}`)];

describe.each(documents)("%s", (file) => {
  const document = readFileSync(file, "utf8");
  const blocks = blocksOf(document);
  const models = blocks.filter(({ language }) => language === "nabla");
  const named = new Map(models.map((block) => [block.info[0] ?? "", block.body]));

  test.for(models.map((block) => [block.line, block] as const))("the model of line %i", async ([, block]) => {
    const { code, diagnostics } = await compile(block.body, { filename: "model.nabla" });
    const [severity, expected] = block.info.slice(-2);
    const stated = severity === "error" || severity === "warning" ? [expected] : [];
    expect(diagnostics.map((problem) => problem.code)).toEqual(stated);
    expect(code === undefined).toBe(severity === "error");
  });

  test("shows what comes of its models", async () => {
    const excerpts = new Map<Block, string>();
    for (const block of blocks) {
      const remade = await outcome(block, named);
      if (remade !== undefined) excerpts.set({ ...block, body: "" }, remade);
    }
    const byLine = new Map([...excerpts].map(([{ line }, body]) => [line, body]));
    await expect(withBodies(document, ({ line }) => byLine.get(line))).toMatchFileSnapshot(resolve(file));
  });

  test("links to files that there are", () => {
    const links = Array.from(document.matchAll(/\]\(([^)#:]+)\)/g), ([, target = ""]) => join(file, "..", target));
    expect(links.map((link) => readFileSync(link).length > 0)).toEqual(links.map(() => true));
  });
});

/** What a block should show; nothing where it shows no outcome. */
async function outcome({ language, info: [kind, name = "", ...options] }: Block, models: ReadonlyMap<string, string>) {
  const of = models.get(name.replace(/\.ts$/, "")) ?? "";
  if (kind === "inspect") return inspected(name, of, options);
  if (kind === "diagnostics") {
    const { diagnostics } = await inspect(of, { filename: name });
    return diagnostics.map((problem) => renderDiagnostic(problem, { file: name, source: of })).join("\n");
  }
  if (language !== "ts" || kind !== "excerpt") return undefined;
  const { code = "" } = await compile(of, { filename: name.replace(/\.ts$/, "") });
  return undented(/^ *\/\/ loss =[\s\S]*?\n(?=\n)/m.exec(code)?.[0] ?? "the loss is not there");
}

/** What the command prints of a model. */
async function inspected(name: string, source: string, options: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "nablac-document-"));
  writeFileSync(join(folder, name), source);
  const { code, said, complaint } = await nablac(["inspect", name, ...options], folder);
  rmSync(folder, { recursive: true });
  expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
  return said;
}

const undented = (text: string): string => text.replace(/^ {2}/gm, "");

describe("the README", { timeout: 60_000 }, () => {
  const blocks = blocksOf(readFileSync("README.md", "utf8"));
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(({ body }) => body.trim().split("\n"));
  const folder = mkdtempSync(join(tmpdir(), "nablac-readme-"));
  beforeAll(() => {
    writeModels(blocks, folder);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("shows the example as it is", () => {
    const [{ body } = { body: "" }] = blocks;
    expect(body).toBe(readFileSync("examples/alsup/samples.nabla", "utf8"));
  });

  test("names scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
    const named = commands
      .flatMap((line) => line.split("&&"))
      .map((line) => /npm (?:run )?(start|test|digits)/.exec(line)?.[1]);
    expect(named.filter((name) => name !== undefined)).not.toEqual([]);
    for (const name of named) if (name !== undefined) expect(scripts).toHaveProperty(name);
  });

  test.each(commands.filter((line) => line.startsWith("npx nablac ")))("%s", async (line) => {
    const { code, said, complaint } = await nablac(commandIn(line), folder);
    expect(code, said + complaint).toBe(0);
  });
});

/** Blocks `ts vitest` are test files of users, beside a `model.nabla`: here the first model of the README. */
test("the tests that documents show pass", { timeout: 60_000 }, async () => {
  const shown = documents.flatMap((file) =>
    blocksOf(readFileSync(file, "utf8")).filter(({ language, info }) => language === "ts" && info[0] === "vitest"),
  );
  const folder = mkdtempSync(join(tmpdir(), "nablac-vitest-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const model = blocksOf(readFileSync("README.md", "utf8")).find(({ language }) => language === "nabla");
  writeFileSync(join(folder, "model.nabla"), model?.body ?? "");
  shown.forEach(({ body }, k) => {
    const source = body.replace('"nablac"', JSON.stringify(resolve("src/index.ts")));
    writeFileSync(join(folder, `snippet${k}.test.ts`), source);
  });
  const vitest = resolve("node_modules/vitest/vitest.mjs");
  const argv = [vitest, "run", "--reporter", "json", "--testTimeout", "60000", "--root", folder];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: folder });
  const { numPassedTests, numTotalTests } = JSON.parse(stdout) as { numPassedTests: number; numTotalTests: number };
  expect(shown).not.toEqual([]);
  expect([numPassedTests, numTotalTests]).toEqual([shown.length, shown.length]);
});
