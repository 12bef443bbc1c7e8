import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { begin, given, nablac } from "./fixture.ts";

const asked = (cwd: string, path: string): unknown =>
  JSON.parse(readFileSync(join(cwd, path), "utf8").slice(begin.length));

const all = { include: "models", outDir: "out", dims: { m: 3, n: 4 }, dtype: "f32", wrt: ["w"], warnings: "error" };
const typescript = `import { defineConfig, type Config } from "nablac";
const shared: Config = ${JSON.stringify(all)};
export default defineConfig(shared);
`;
const javascript = `export default ${JSON.stringify(all)};\n`;

describe("a configuration", () => {
  test.each([
    ["nablac.config.ts", typescript],
    ["nablac.config.mts", typescript],
    ["nablac.config.js", javascript],
    ["nablac.config.mjs", javascript],
    ["nablac.config.json", `\uFEFF${JSON.stringify(all, null, 2).replaceAll("\n", "\r\n")}`],
  ])("%s says what to compile and how", async (name, text) => {
    const cwd = given({ [name]: text, "models/deep/a.nabla": "ok" });
    expect(await nablac(cwd, ["compile"])).toMatchObject({ code: 0, stderr: "" });
    const { dims, dtype, wrt, warnings } = all;
    expect(asked(cwd, "out/deep/a.nabla.ts")).toEqual({ filename: "a.nabla", dims, dtype, wrt, warnings });
  });

  test("counts in the folders below it, where its paths stay what they are", async () => {
    const cwd = given({ "nablac.config.json": JSON.stringify(all), "models/a.nabla": "ok", "sub/b.nabla": "ok" });
    const sub = join(cwd, "sub");
    await nablac(sub, ["compile"]);
    await nablac(sub, ["compile", "b.nabla"]);
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.nabla.ts", "b.nabla.ts"]);
    expect(readdirSync(sub)).toEqual(["b.nabla"]);
  });

  test("ends where another package begins", async () => {
    const cwd = given({ "nablac.config.json": "{", "sub/package.json": "{}", "sub/a.nabla": "ok" });
    expect((await nablac(join(cwd, "sub"), ["compile", "a.nabla"])).code).toBe(0);
  });

  test("gives way to the flags", async () => {
    const cwd = given({ "nablac.config.json": JSON.stringify(all), "a.nabla": "ok" });
    const flags = ["--dim", "m=7", "--dtype", "f64", "--wrt", "b", "--warnings", "off"];
    expect((await nablac(cwd, ["compile", "a.nabla", "-o", "here.ts", ...flags])).code).toBe(0);
    const expected = { dims: { m: 7, n: 4 }, dtype: "f64", wrt: ["b"], warnings: "off" };
    expect(asked(cwd, "here.ts")).toEqual({ filename: "a.nabla", ...expected });
  });

  test("is left out with --no-config, and another one taken with --config", async () => {
    const cwd = given({ "nablac.config.json": "{", "other.json": '{ "dtype": "f32" }', "a.nabla": "ok" });
    expect((await nablac(cwd, ["compile", "a.nabla", "--no-config"])).code).toBe(0);
    expect(asked(cwd, "a.nabla.ts")).toEqual({ filename: "a.nabla" });
    expect((await nablac(cwd, ["compile", "a.nabla", "--config", "other.json"])).code).toBe(0);
    expect(asked(cwd, "a.nabla.ts")).toEqual({ filename: "a.nabla", dtype: "f32" });
  });

  test("counts for inspect and check", async () => {
    const cwd = given({ "nablac.config.json": '{ "wrt": ["w"], "dims": { "m": 3 } }', "a.nabla": "ok" });
    expect((await nablac(cwd, ["inspect", "a.nabla"])).stdout).toContain('"dims":{"m":3},"wrt":["w"]');
    expect((await nablac(cwd, ["check", "a.nabla", "--wrt", "b"])).stdout).toContain('"dims":{"m":3},"wrt":["b"]');
  });

  test("without files in it leaves them to the command line", async () => {
    const { code, stderr } = await nablac(given({ "nablac.config.json": "{}" }), ["compile"]);
    expect(code).toBe(2);
    expect(stderr).toContain("name the models, or `include` them in a configuration");
  });

  test.each([
    ["json", "{", /cannot use the configuration `nablac\.config\.json`\n[^]*= note: .*JSON/],
    ["json", "[]", /has to be an object/],
    ["json", '{ "outdir": "x" }', /there is no `outdir` [^]*= help: did you mean `outDir`\?/],
    ["json", '{ "constructor": 1 }', /there is no `constructor` [^]*= note: there are `include`, `outDir`, /],
    ["json", '{ "dtype": "f16" }', /`dtype` in `nablac\.config\.json` has to be "f64" or "f32"/],
    ["json", '{ "dims": { "m": -1 } }', /`dims` in `nablac\.config\.json` has to be an object of sizes, such as/],
    ["json", '{ "include": [1] }', /`include` .* has to be a string or an array of strings/],
    ["json", '{ "plan": { "tile": -1 } }', /`plan` .* has to be an object of settings/],
    ["json", '{ "js": "yes" }', /`js` .* has to be true or false/],
    ["ts", "throw new Error('not today')", /= note: not today/],
    ["ts", "export const config = {};", /= note: it has no default export/],
    ["ts", "export default { dtype: 'f32' ", /cannot use the configuration `nablac\.config\.ts`/],
  ])("that is wrong is a diagnostic (%s: %s)", async (ending, text, expected) => {
    const cwd = given({ [`nablac.config.${ending}`]: text, "a.nabla": "ok" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", "a.nabla"]);
    expect({ code, stdout, files: readdirSync(cwd).length }).toEqual({ code: 2, stdout: "", files: 2 });
    expect(stderr).toContain("error[E0510]");
    expect(stderr).toMatch(expected);
    expect(stderr).not.toContain("    at ");
  });

  test("that is a folder, or not there, is a diagnostic", async () => {
    const cwd = given({ "a.nabla": "ok" });
    mkdirSync(join(cwd, "c.json"));
    expect((await nablac(cwd, ["compile", "a.nabla", "--config", "c.json"])).stderr).toContain("it is a directory");
    expect((await nablac(cwd, ["compile", "a.nabla", "--config", "d.json"])).stderr).toContain("there is no such file");
  });
});
