import { spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { publint } from "publint";
import { rolldown, type Plugin as RolldownPlugin } from "rolldown";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath } from "../inspect/browser.ts";
import { answer, call, model } from "../plugin/model.ts";
import { trained, tutorialSteps } from "./tutorial.ts";
import { describeVite } from "./vite.ts";

/**
 * The package as its users get it: packed, then installed with its dependencies into projects that know nothing of
 * this repository. npm takes what it can from its cache and the rest from the registry.
 */
const root = mkdtempSync(join(tmpdir(), "nablac-package-"));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Runs a command to its end, and shows all it said where it failed. */
function succeed(cwd: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  expect(status, `${command} ${args.join(" ")}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

/** The module of the package that a project has. */
const imported = (folder: string, entry: string): Promise<unknown> =>
  import(/* @vite-ignore */ pathToFileURL(createRequire(join(folder, "main.js")).resolve(entry)).href);

/** A fresh project with the package in it. */
function project(name: string, type: "module" | "commonjs", tarball: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, type }));
  writeFileSync(join(folder, "line.nabla"), model);
  succeed(folder, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", tarball);
  return folder;
}

describe("the packed package", { timeout: 60_000 }, () => {
  let tarball: string;
  let esm: string;
  let commonjs: string;

  beforeAll(() => {
    succeed(resolve("."), "npm", "pack", "--loglevel=error", "--pack-destination", root);
    tarball = join(
      root,
      readdirSync(root).find((file) => file.endsWith(".tgz"))!,
    );
    esm = project("esm", "module", tarball);
    commonjs = project("commonjs", "commonjs", tarball);
  }, 180_000);

  test("holds what it needs and nothing else", () => {
    const files = succeed(root, "tar", "-tzf", tarball).trim().split("\n");
    const beside = files.filter((file) => !file.startsWith("package/dist/")).sort();
    expect(beside).toEqual(
      ["CHANGELOG.md", "LICENSE", "README.md", "llms.txt", "package.json"].map((file) => `package/${file}`),
    );
    expect(files.filter((file) => !/\.(js|d\.ts)$/.test(file)).sort()).toEqual(beside);
    expect(files.filter((file) => /\/(test|scripts|examples)\//.test(file))).toEqual([]);
  });

  test("is what publint recommends", async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const packed = buffer.slice(byteOffset, byteOffset + byteLength);
    expect((await publint({ pack: { tarball: packed }, strict: true })).messages).toEqual([]);
  });

  test.each(["esm", "commonjs"])("compiles a model in a project of type %s", (name) => {
    const folder = name === "esm" ? esm : commonjs;
    const said = succeed(folder, "npx", "--no", "nablac", "compile", "line.nabla");
    expect(said).toMatch(/^line\.nabla → line\.nabla\.ts {2}\d+ gradients?, \d+ equations?, /);
  });

  test("is imported from ESM, with types, and what it emits computes the gradient", () => {
    // Neither the package's types nor the emitted module may need those of Node or of the browser.
    const program = `
      import { compile, type CompileResult } from "nablac";
      import { lossAndGradient, workLength } from "./line.nabla.js";
      declare const console: { log(text: string): void };
      const result: CompileResult = await compile(${JSON.stringify(model)}, { filename: "line.nabla" });
      if (result.code === undefined) throw new Error("no code");
      ${call}`;
    writeFileSync(join(esm, "main.ts"), program);
    const options = ["--strict", "--target", "es2022", "--lib", "es2022", "--module", "nodenext"];
    succeed(esm, process.execPath, resolve("node_modules/typescript/bin/tsc"), ...options, "main.ts");
    expect(succeed(esm, process.execPath, "main.js").trim()).toBe(answer);
  });

  test("has plugins by which bundlers build a program that computes the gradient", async () => {
    writeFileSync(join(esm, "bundled.js"), `import { lossAndGradient, workLength } from "./line.nabla";\n${call}`);
    const input = join(esm, "bundled.js");
    const rolldownPlugin = (await imported(esm, "nablac/rolldown")) as { default: () => RolldownPlugin };
    const bundle = await rolldown({ input, plugins: [rolldownPlugin.default()] });
    await bundle.write({ file: join(esm, "rolldown.mjs") });
    await bundle.close();
    const esbuildPlugin = (await imported(esm, "nablac/esbuild")) as { default: () => esbuild.Plugin };
    const outfile = join(esm, "esbuild.mjs");
    const plugins = [esbuildPlugin.default()];
    await esbuild.build({ entryPoints: [input], bundle: true, format: "esm", outfile, plugins, logLevel: "silent" });
    for (const built of ["rolldown.mjs", "esbuild.mjs"]) {
      expect(succeed(esm, process.execPath, built).trim()).toBe(answer);
    }
  });

  describeVite(() => esm);

  describe("the tutorial", () => {
    const folder = join(root, "tutorial");
    const linked = { nablac: "dist/src/cli/main.js", vite: "bin/vite.js", typescript: "bin/tsc" };

    /** Its files, and links in the place of what it installs; `npm run consumers` does install it. */
    beforeAll(() => {
      const commands = join(folder, "node_modules/.bin");
      mkdirSync(commands, { recursive: true });
      writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
      for (const [name, command] of Object.entries(linked)) {
        const from = join(name === "nablac" ? esm : resolve("."), "node_modules", name);
        symlinkSync(from, join(folder, "node_modules", name));
        symlinkSync(join(from, command), join(commands, name === "typescript" ? "tsc" : name));
      }
      for (const step of tutorialSteps()) if (step.kind === "file") writeFileSync(join(folder, step.name), step.text);
    });

    test("ends in a build that is typed, and as small as it says", () => {
      const last = tutorialSteps().at(-1);
      const commands = last?.kind === "commands" ? last.lines : [];
      expect(commands).toEqual(["npx vite build", "npx tsc"]);
      for (const line of commands) succeed(folder, "npx", "--no", ...line.split(" ").slice(1));
      const assets = join(folder, "dist/assets");
      const [script = ""] = readdirSync(assets);
      expect(gzipSync(readFileSync(join(assets, script))).length).toBeLessThan(5000);
      expect(statSync(join(folder, "moons.d.nabla.ts")).size).toBeGreaterThan(0);
    });

    test.skipIf(browserPath === undefined && process.env["CI"] !== "true")("leads to a page that learns", async () => {
      const [, loss] = /loss (\d\.\d+)$/.exec(await trained(folder)) ?? [];
      expect(Number(loss)).toBeLessThan(0.02);
    });
  });

  test("weighs what the README says", () => {
    const installed = join(esm, "node_modules");
    const lock = JSON.parse(readFileSync(join(installed, ".package-lock.json"), "utf8")) as { packages: object };
    const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const bytes = files.reduce((sum, { parentPath, name }) => sum + lstatSync(join(parentPath, name)).size, 0);
    const [, packages, megabytes] = /\*\*(\d+) packages\*\* and \*\*(\d+) MB\*\*/.exec(
      readFileSync("README.md", "utf8"),
    )!;
    expect(Number(packages), "packages").toBe(Object.keys(lock.packages).length);
    expect(Math.abs(bytes / 1e6 / Number(megabytes) - 1), `${(bytes / 1e6).toFixed(1)} MB`).toBeLessThan(0.05);
  });

  test("is imported from CommonJS", () => {
    const program = `import("nablac").then(({ compile }) => compile(require("fs").readFileSync("line.nabla", "utf8"), { filename: "line.nabla" }))
      .then(({ code }) => console.log(code === require("fs").readFileSync("line.nabla.ts", "utf8")));`;
    writeFileSync(join(commonjs, "main.cjs"), program);
    expect(succeed(commonjs, process.execPath, "main.cjs").trim()).toBe("true");
  });
});

test("the package has the licence and the metadata that a registry shows", () => {
  const { license, files } = JSON.parse(readFileSync("package.json", "utf8")) as { license: string; files: string[] };
  expect(license).toBe("MIT");
  expect(files).toEqual(["dist", "CHANGELOG.md", "llms.txt"]);
  expect(readFileSync("LICENSE", "utf8")).toContain("the nablac authors");
});
