import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import ts from "typescript";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import nabla from "../../src/plugin/vite.ts";
import { browserPath } from "../inspect/browser.ts";
import { shown } from "../package/tutorial.ts";
import { commandIn, nablac, writeModels } from "./command.ts";
import { type Block, blocksOf } from "./documents.ts";

/**
 * The programs of the documents, each in a folder with the models and files of its document. `ts` is a program, which
 * prints what the comments `// → …` behind its lines say; `ts NAME.ts` is a file beside it. A model that a program imports
 * is compiled, by the commands of the document where it has some.
 */
const documents = ["README.md", "llms.txt", ...readdirSync("docs").map((file) => `docs/${file}`)]
  .filter((file) => /\.(md|txt)$/.test(file))
  .map((file) => ({ file, blocks: blocksOf(readFileSync(file, "utf8")) }))
  .map((document) => ({ ...document, snippets: document.blocks.filter(isSnippet) }))
  .filter(({ snippets }) => snippets.length > 0);

function isSnippet({ language, info }: Block): boolean {
  return language === "ts" && info.length === 0;
}

const imported = ({ body }: Block): string[] =>
  Array.from(body.matchAll(/from "\.\/(\w+\.nabla)\.js"/g), ([, name = ""]) => name);

const beside = (blocks: readonly Block[]): Block[] =>
  blocks.filter(({ language, info }) => language === "ts" && info.length === 1 && info[0]!.endsWith(".ts"));

const root = mkdtempSync(join(tmpdir(), "nablac-documents-"));
const folderOf = (file: string): string => join(root, file.replace(/\W/g, "-"));
const pathOf = (file: string, k: number): string => join(folderOf(file), `snippet${k}.ts`);

beforeAll(async () => {
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  for (const { file, blocks, snippets } of documents) {
    const folder = folderOf(file);
    mkdirSync(folder);
    writeModels(blocks, folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    for (const { info, body } of beside(blocks)) writeFileSync(join(folder, info[0]!), body);
    snippets.forEach(({ body }, k) => {
      writeFileSync(pathOf(file, k), body);
    });
    for (const line of commandsOf(file, blocks, snippets)) {
      const { code, said, complaint } = await nablac(commandIn(line), folder);
      expect(code, said + complaint).toBe(0);
    }
  }
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Those of the README are about other outputs than its programs import, and have a test of their own. */
function commandsOf(file: string, blocks: readonly Block[], snippets: readonly Block[]): readonly string[] {
  const shells = file === "README.md" ? [] : blocks.filter(({ language }) => language === "sh");
  const lines = shells.flatMap(({ body }) => body.split("\n")).filter((line) => line.startsWith("npx nablac compile"));
  return [...new Set([...lines, ...snippets.flatMap(imported).map((model) => `npx nablac compile ${model}`)])];
}

test("the snippets of all documents pass the type checker", () => {
  expect(complaints(documents.flatMap(({ file, snippets }) => snippets.map((_, k) => pathOf(file, k))))).toEqual([]);
});

describe.each(documents)("of $file", ({ file, blocks, snippets }) => {
  const folder = folderOf(file);

  test.each(snippets.map(({ line, body }, k) => [line, body, k] as const))("that of line %i", async (_, body, k) => {
    const printed = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const program = join(folder, `run${k}.ts`);
    writeFileSync(program, body.replace('"nablac"', JSON.stringify(pathToFileURL(resolve("src/index.ts")).href)));
    await import(/* @vite-ignore */ program);
    const said = printed.mock.calls.map((given) => format(...given));
    printed.mockRestore();
    expect(said).toEqual(Array.from(body.matchAll(/\/\/ → (.*)/g), ([, stated]) => stated));
  });

  if (!beside(blocks).some(({ info }) => info[0] === "page.ts")) return;
  test.skipIf(browserPath === undefined && process.env["CI"] !== "true")("the page", async () => {
    writeFileSync(join(folder, "index.html"), '<body><script type="module" src="/page.ts"></script></body>');
    await build({
      ...{ root: folder, configFile: false, logLevel: "silent", plugins: [nabla({ types: true })] },
      worker: { format: "es", plugins: () => [nabla()] },
      build: { target: "es2022" },
    });
    expect(complaints([join(folder, "page.ts"), join(folder, "worker.ts")], inBundlers)).toEqual([]);
    expect(await shown(folder, "learnt")).toBe("learnt");
  });
});

function complaints(paths: readonly string[], more: ts.CompilerOptions = {}): string[] {
  const program = ts.createProgram(paths, { ...strictest, ...more });
  const problems = paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  });
  return problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** As strict as projects get; the package is its sources. */
const strictest: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  typeRoots: [resolve("node_modules/@types")],
  types: ["node"],
  paths: { nablac: [resolve("src/index.ts")] },
};

const inBundlers: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowArbitraryExtensions: true,
  lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
  types: [],
};
