import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { rolldown, type RolldownLog } from "rolldown";
import ts from "typescript";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import esbuildPlugin from "../../src/plugin/esbuild.ts";
import type { PluginOptions } from "../../src/plugin/options.ts";
import rolldownPlugin from "../../src/plugin/rolldown.ts";
import { answer, call, folderWith, model } from "./model.ts";

const main = `import { lossAndGradient, workLength } from "./line.nabla";\n${call}`;
const ridge = "dim n\nparam w[n]\nloss = norm2(w)^2\n";
const wrong = "dim m, n\nparam W[m, n]\ndata x[m], y[n]\nloss = norm2(W * x - y)^2\n";

/** What a module says on the console. */
async function said(path: string): Promise<string> {
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  try {
    await import(/* @vite-ignore */ pathToFileURL(path).href);
    return log.mock.calls.map((words) => words.join(" ")).join("\n");
  } finally {
    log.mockRestore();
  }
}

async function roll(folder: string, options?: PluginOptions, onLog?: (log: RolldownLog) => void) {
  const build = await rolldown({
    input: join(folder, "main.js"),
    plugins: [rolldownPlugin(options)],
    onLog: (_, log) => onLog?.(log),
  });
  await build.write({ file: join(folder, "out.mjs"), sourcemap: true });
  await build.close();
}

const pack = (folder: string, options?: PluginOptions) =>
  esbuild.build({
    entryPoints: [join(folder, "main.js")],
    outfile: join(folder, "out.mjs"),
    plugins: [esbuildPlugin(options)],
    ...{ bundle: true, format: "esm", sourcemap: true, logLevel: "silent" },
  });

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
}

describe.each([
  ["rolldown", roll],
  ["esbuild", pack],
])("%s", (_, bundle) => {
  test("bundles a model that a module imports, and maps it to its file", async () => {
    const folder = folderWith({ "main.js": main, "line.nabla": model });
    await bundle(folder);
    expect(await said(join(folder, "out.mjs"))).toBe(answer);
    const map = JSON.parse(readFileSync(join(folder, "out.mjs.map"), "utf8")) as SourceMap;
    expect(map.sourcesContent[map.sources.indexOf("line.nabla")]).toBe(model);
  });

  test("takes the options of compile", async () => {
    const folder = folderWith({ "main.js": 'export * from "./ridge.nabla";', "ridge.nabla": ridge });
    await bundle(folder);
    expect(readFileSync(join(folder, "out.mjs"), "utf8")).toContain("workLength(sizes)");
    await bundle(folder, { dims: { n: 3 } });
    expect(readFileSync(join(folder, "out.mjs"), "utf8")).toContain("workLength()");
  });

  test("leaves no type and no import in what it bundles", async () => {
    const folder = folderWith({ "main.js": 'export * from "./line.nabla";', "line.nabla": model });
    await bundle(folder);
    const program = ts.createProgram([join(folder, "out.mjs")], { allowJs: true, noResolve: true, noLib: true });
    const file = program.getSourceFile(join(folder, "out.mjs"))!;
    expect(program.getSyntacticDiagnostics(file)).toEqual([]);
    expect(file.text).not.toMatch(/^import /m);
  });
});

describe("what is wrong with a model", () => {
  test("is an error of rolldown, with its place and the lines around it", async () => {
    const folder = folderWith({ "main.js": 'import "./bad.nabla";', "bad.nabla": wrong });
    const error = await roll(folder).then(
      () => undefined,
      (thrown: unknown) => thrown as Error,
    );
    expect(error?.message).toContain("error[E0301]: the matrix product `[m, n] * [m]` does not fit");
    expect(error?.message).toContain("did you mean `W' * x`?");
    expect(error?.message).toContain("> 4 | loss = norm2(W * x - y)^2");
    expect(error).toHaveProperty("errors.0.loc", { file: join(folder, "bad.nabla"), line: 4, column: 15 });
  });

  test("is an error of esbuild, with its place and the lines around it", async () => {
    const folder = folderWith({ "main.js": 'import { loss } from "./bad.nabla"; loss();', "bad.nabla": wrong });
    const { errors } = (await pack(folder).catch((thrown: unknown) => thrown)) as esbuild.BuildFailure;
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ pluginName: "nablac", location: { line: 4, column: 15 } });
    expect(errors[0]?.text).toContain("> 4 | loss = norm2(W * x - y)^2");
  });

  test("is all told at once", async () => {
    const two = "param w\nf = v\nloss = w * u\n";
    const folder = folderWith({ "main.js": 'import "./bad.nabla";', "bad.nabla": two });
    const { errors } = (await pack(folder).catch((thrown: unknown) => thrown)) as esbuild.BuildFailure;
    expect(errors.map(({ text }) => text.match(/bad\.nabla:\d+:\d+/g))).toEqual([["bad.nabla:2:5", "bad.nabla:3:12"]]);
  });

  test("may be that it is no text", async () => {
    const folder = folderWith({ "main.js": 'import "./bytes.nabla";', "bytes.nabla": Uint8Array.of(0xff, 0xfe, 0x00) });
    await expect(roll(folder)).rejects.toThrow(/error\[E0101\]: the file is not text in UTF-8/);
  });

  test("is a warning where it is doubtful, or an error where that is asked for", async () => {
    const folder = folderWith({ "main.js": 'import "./doubt.nabla";', "doubt.nabla": "param w\nloss = log(w)^2\n" });
    const logs: RolldownLog[] = [];
    await roll(folder, {}, (log) => logs.push(log));
    expect(logs.map(({ message, loc }) => [/warning\[W\d+\]/.test(message), loc?.line])).toEqual([[true, 2]]);
    await expect(roll(folder, { warnings: "error" })).rejects.toThrow(/error\[W\d+\]/);
    const { warnings } = await pack(folder);
    expect(warnings.map(({ location }) => location?.line)).toEqual([2]);
  });
});

describe("types", () => {
  const strict: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: false, allowArbitraryExtensions: true },
    ...{ target: ts.ScriptTarget.ES2022, types: [], lib: ["lib.es2022.d.ts"] },
    ...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
  };
  const problemsOf = (path: string): string[] =>
    ts
      .getPreEmitDiagnostics(ts.createProgram([path], strict))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));

  test("are written beside the model where they are asked for, and tell TypeScript what it exports", async () => {
    const folder = folderWith({ "main.js": 'import "./line.nabla";', "line.nabla": model });
    await roll(folder);
    expect(existsSync(join(folder, "line.d.nabla.ts"))).toBe(false);
    await roll(folder, { types: true });
    const typed = join(folder, "typed.ts");
    writeFileSync(
      typed,
      `import { lossAndGradient, workLength } from "./line.nabla";\n${call.replace(/console.*/, "")}`,
    );
    expect(problemsOf(typed)).toEqual([]);
    writeFileSync(typed, 'import { workLength } from "./line.nabla";\nworkLength({ m: 1 });\n');
    expect(problemsOf(typed).join()).toContain("Property 'n' is missing");
  });

  test("are not written again where they are the same", async () => {
    const folder = folderWith({ "main.js": 'import "./line.nabla";', "line.nabla": model });
    await roll(folder, { types: true });
    const { ino, mtimeMs } = statSync(join(folder, "line.d.nabla.ts"));
    await roll(folder, { types: true });
    expect(statSync(join(folder, "line.d.nabla.ts"))).toMatchObject({ ino, mtimeMs });
  });
});

test("esbuild builds again when a model changes", async () => {
  const folder = folderWith({ "main.js": 'export * from "./line.nabla";', "line.nabla": "param w\nloss = w^2\n" });
  let built = (): void => undefined;
  const notify: esbuild.Plugin = {
    name: "notify",
    setup(build) {
      build.onEnd(() => {
        built();
      });
    },
  };
  const context = await esbuild.context({
    ...{ entryPoints: [join(folder, "main.js")], outfile: join(folder, "out.mjs"), bundle: true, logLevel: "silent" },
    plugins: [esbuildPlugin(), notify],
  });
  onTestFinished(() => context.dispose());
  const next = () => new Promise<void>((resolve) => (built = resolve));
  const first = next();
  await context.watch();
  await first;
  const second = next();
  writeFileSync(join(folder, "line.nabla"), "param w\nloss = w^4\n");
  await second;
  expect(readFileSync(join(folder, "out.mjs"), "utf8")).toContain("dw[0] = 4 *");
});
