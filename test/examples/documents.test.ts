import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import { check, compile, format, inspect, inspectRefusal } from "../../src/index.ts";
import { decode } from "../../src/parse/decode.ts";
import { piped } from "../cli/fixture.ts";
import { type Block, blocksOf, withBodies } from "./documents.ts";

/**
 * What the documents show is what happens. Blocks are read by their info strings: `nabla NAME` is a model, `error CODE`
 * and `warning CODE` what it is told; `text inspect NAME` with the options of the command, `text diagnostics NAME` and
 * `ts excerpt NAME.ts` are what comes of it, and `vitest -u` brings them up to date.
 */
const documents = ["README.md", ...readdirSync("docs").map((file) => `docs/${file}`)];

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

const serveEditor = (): Promise<void> => Promise.reject(new Error("no document serves an editor"));

/** What the command prints of a model. */
async function inspected(name: string, source: string, options: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "nablac-document-"));
  writeFileSync(join(folder, name), source);
  let [said, complaint] = ["", ""];
  const output = (write: (text: string) => void) => ({ write, isTTY: false, columns: undefined });
  const io: Io = {
    ...{ cwd: folder, env: {}, now: () => 0, stdin: piped(""), stopped: AbortSignal.abort() },
    stdout: output((text) => (said += text)),
    stderr: output((text) => (complaint += text)),
  };
  const code = await run(["inspect", name, ...options], io, {
    ...{ check, compile, format, inspect, inspectRefusal, decode, serveEditor },
  });
  rmSync(folder, { recursive: true });
  expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
  return said;
}

const undented = (text: string): string => text.replace(/^ {2}/gm, "");

describe("the README, and the snippets of all", { timeout: 60_000 }, () => {
  const blocks = blocksOf(readFileSync("README.md", "utf8"));
  const snippets = documents
    .flatMap((file) => blocksOf(readFileSync(file, "utf8")))
    .filter(({ language, info }) => language === "ts" && info.length === 0);
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(({ body }) => body.trim().split("\n"));
  const folder = mkdtempSync(join(tmpdir(), "nablac-readme-"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  beforeAll(async () => {
    for (const { language, info, body } of blocks) {
      if (language === "nabla") writeFileSync(join(folder, info[0]!), body);
    }
    // The command writes into a folder of its own, not over the module that the snippets import.
    mkdirSync(join(folder, "command"));
    cpSync(join(folder, "alsup.nabla"), join(folder, "command/alsup.nabla"));
    const source = readFileSync(join(folder, "alsup.nabla"), "utf8");
    const { code = "" } = await compile(source, { filename: "alsup.nabla" });
    writeFileSync(join(folder, "alsup.nabla.ts"), code);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    snippets.forEach(({ body }, k) => {
      writeFileSync(join(folder, `snippet${k}.ts`), body);
    });
  }, 60_000);

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
    const said: string[] = [];
    const output = { write: (text: string) => void said.push(text), isTTY: false, columns: undefined };
    const never = { stdin: piped(""), stopped: AbortSignal.abort(), now: () => 0 };
    const io: Io = { cwd: join(folder, "command"), env: {}, stdout: output, stderr: output, ...never };
    const [given = ""] = line.replace("npx nablac ", "").split("#");
    expect(
      await run(given.trim().split(/\s+/), io, {
        check,
        compile,
        format,
        inspect,
        inspectRefusal,
        decode,
        serveEditor,
      }),
      said.join(""),
    ).toBe(0);
  });

  test("has snippets that pass the type checker", () => {
    const paths = snippets.map((_, k) => join(folder, `snippet${k}.ts`));
    const program = ts.createProgram(paths, snippetOptions);
    const problems = paths.flatMap((path) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    });
    expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });

  // The comment `// → …` behind a line is what it prints.
  test.each(snippets.map(({ line, body }, k) => [line, body, k] as const))(
    "the snippet of line %i",
    async (_, body, k) => {
      const path = join(folder, `run${k}.ts`);
      writeFileSync(path, body.replace('"nablac"', JSON.stringify(pathToFileURL(resolve("src/index.ts")).href)));
      const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", path]);
      const stated = Array.from(body.matchAll(/\/\/ → (.*)/g), ([, printed]) => printed);
      expect(stdout.trim().split("\n")).toEqual(stated);
    },
  );
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

/** As strict as projects get; the package is its sources. */
const snippetOptions: ts.CompilerOptions = {
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
