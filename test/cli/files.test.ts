import { readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { begin, given, nablac } from "./fixture.ts";

/** The files of a folder, at any depth, in order. */
const filesIn = (cwd: string): string[] =>
  readdirSync(cwd, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(cwd, file)).isFile())
    .sort();

const outputsIn = (cwd: string): string[] => filesIn(cwd).filter((file) => file.endsWith(".ts"));

describe("folders and patterns", () => {
  const project = {
    "models/a.nabla": "ok",
    "models/deep/er/b.nabla": "ok",
    "models/notes.txt": "no model",
    "models/node_modules/x/c.nabla": "ok",
    "models/.hidden/d.nabla": "ok",
    "other/e.nabla": "ok",
  };

  test.each([
    [["models"], ["models/a.nabla.ts", "models/deep/er/b.nabla.ts"]],
    [["models/**/*.nabla"], ["models/a.nabla.ts", "models/deep/er/b.nabla.ts"]],
    [["models/*"], ["models/a.nabla.ts"]],
    [["{models,other}/**"], ["models/a.nabla.ts", "models/deep/er/b.nabla.ts", "other/e.nabla.ts"]],
    [["."], ["models/a.nabla.ts", "models/deep/er/b.nabla.ts", "other/e.nabla.ts"]],
    [
      ["models", "models/a.nabla", "models/*"],
      ["models/a.nabla.ts", "models/deep/er/b.nabla.ts"],
    ],
  ])("%j", async (args, expected) => {
    const cwd = given(project);
    expect((await nablac(cwd, ["compile", ...args])).code).toBe(0);
    expect(outputsIn(cwd)).toEqual(expected);
  });

  test.each([
    [
      ["models", "--out-dir", "out"],
      ["out/a.nabla.ts", "out/deep/er/b.nabla.ts"],
    ],
    [
      ["models/**/*.nabla", "--out-dir", "out"],
      ["out/a.nabla.ts", "out/deep/er/b.nabla.ts"],
    ],
    [["models/deep/er/b.nabla", "--out-dir", "out"], ["out/b.nabla.ts"]],
    [
      ["models", "other", "--out-dir", "out"],
      ["out/a.nabla.ts", "out/deep/er/b.nabla.ts", "out/e.nabla.ts"],
    ],
  ])("%j keeps the structure of the folder", async (args, expected) => {
    const cwd = given(project);
    expect((await nablac(cwd, ["compile", ...args])).code).toBe(0);
    expect(outputsIn(cwd)).toEqual(expected);
  });

  test("a name with brackets that is there is that file, and no pattern", async () => {
    const cwd = given({ "[a].nabla": "ok", "a.nabla": "ok" });
    await nablac(cwd, ["compile", "[a].nabla"]);
    expect(outputsIn(cwd)).toEqual(["[a].nabla.ts"]);
  });

  test("links are followed, once where they go in a circle", async () => {
    const cwd = given({ "models/a.nabla": "ok", "shared/b.nabla": "ok" });
    symlinkSync("..", join(cwd, "models/up"));
    symlinkSync("../shared", join(cwd, "models/linked"));
    symlinkSync("a.nabla", join(cwd, "models/c.nabla"));
    symlinkSync("self.nabla", join(cwd, "models/self.nabla"));
    const { code, stdout } = await nablac(cwd, ["compile", "models/**/*.nabla"]);
    expect(code).toBe(0);
    expect(stdout.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "models/a.nabla",
      "models/c.nabla",
      "models/linked/b.nabla",
      "",
    ]);
    expect(readdirSync(join(cwd, "shared"))).toEqual(["b.nabla", "b.nabla.ts"]);
  });

  test("spaces, Unicode and a quoted pattern", async () => {
    const cwd = given({ "my models/σ 数.nabla": "ok", "my models/é/ü.nabla": "ok" });
    expect((await nablac(cwd, ["compile", "my models/**/*.nabla", "--out-dir", "Ausgabe für σ"])).code).toBe(0);
    expect(outputsIn(cwd)).toEqual(["Ausgabe für σ/é/ü.nabla.ts", "Ausgabe für σ/σ 数.nabla.ts"]);
  });
});

describe("an output that is there", () => {
  test("is not touched where nothing would change, whatever ends its lines", async () => {
    const cwd = given({ "a.nabla": "ok" });
    await nablac(cwd, ["compile", "a.nabla"]);
    const output = join(cwd, "a.nabla.ts");
    writeFileSync(output, readFileSync(output, "utf8").replaceAll("\n", "\r\n"));
    utimesSync(output, 1, 1);
    const { code, stdout } = await nablac(cwd, ["compile", "a.nabla"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "a.nabla → a.nabla.ts  unchanged, 31 ms\n" });
    expect(statSync(output).mtimeMs).toBe(1000);
  });

  test("is left alone where nablac did not write it, unless it is told to", async () => {
    const cwd = given({ "a.nabla": "ok", "a.nabla.ts": "export const mine = 1;\n" });
    const { code, stderr } = await nablac(cwd, ["compile", "a.nabla"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[E0507]: `a.nabla.ts` was not written by nablac, and is left as it is");
    expect(readFileSync(join(cwd, "a.nabla.ts"), "utf8")).toBe("export const mine = 1;\n");
    expect((await nablac(cwd, ["compile", "a.nabla", "--force"])).code).toBe(0);
    expect(readFileSync(join(cwd, "a.nabla.ts"), "utf8")).toMatch(new RegExp(`^${begin}`));
  });
});

describe("--check", () => {
  test("says what is missing, writes nothing, and is content with what compile writes", async () => {
    const cwd = given({ "models/a.nabla": "ok" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", "models", "--check"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[E0508]: `models/a.nabla.ts` is missing, the output of `models/a.nabla`");
    expect(filesIn(cwd)).toEqual(["models/a.nabla"]);
    await nablac(cwd, ["compile", "models"]);
    expect(await nablac(cwd, ["compile", "models", "--check"])).toMatchObject({ code: 0, stderr: "" });
  });

  test("shows in a few lines how an output differs", async () => {
    const cwd = given({ "a.nabla": "ok" });
    const lines = Array.from({ length: 50 }, (_, line) => `line ${line}`);
    writeFileSync(join(cwd, "a.nabla.ts"), [begin, ...lines].join("\n"));
    const { code, stderr } = await nablac(cwd, ["compile", "a.nabla", "--check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[E0508]: `a.nabla.ts` is not what `a.nabla` compiles to");
    expect(stderr).toContain("  = note: line 1:\n");
    expect(stderr).toContain("  = note: -line 1\n");
    expect(stderr).toMatch(/ {2}= note: and \d+ more lines of differences\n/);
    expect(readFileSync(join(cwd, "a.nabla.ts"), "utf8")).toContain("line 49");
  });

  test("finds outputs whose models are gone, beside them and in a folder of outputs", async () => {
    const cwd = given({ "models/a.nabla": "ok", "models/gone.nabla.ts": `${begin}x`, "models/mine.nabla.ts": "mine" });
    await nablac(cwd, ["compile", "models"]);
    const { code, stderr } = await nablac(cwd, ["compile", "models", "--check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[E0509]: `models/gone.nabla.ts` is the output of a model that is gone");
    expect(stderr).not.toContain("mine");
    await nablac(cwd, ["compile", "models", "--out-dir", "out"]);
    writeFileSync(join(cwd, "out/old.nabla.ts"), begin);
    const elsewhere = await nablac(cwd, ["compile", "models", "--out-dir", "out", "--check"]);
    expect(elsewhere.stderr).toMatch(/^error\[E0509\]: `out\/old\.nabla\.ts`[^]*\n1 error; /);
  });

  test("a model that is given and not there is an error", async () => {
    const { code, stderr } = await nablac(given({}), ["compile", "a.nabla", "--check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("E0501");
  });
});

describe("what is told", () => {
  test("is nothing with --quiet, apart from problems", async () => {
    const cwd = given({ "a.nabla": "ok", "b.nabla": "warning" });
    const { stdout, stderr } = await nablac(cwd, ["compile", ".", "--quiet"]);
    expect(stdout).toBe("");
    expect(stderr).toContain("this is odd");
    expect(await nablac(cwd, ["compile", "a.nabla", "--quiet"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  test("shows progress on a terminal alone, in a run of many files that takes its time", async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, file) => [`m${10 + file}.nabla`, "ok"]));
    let shown = "";
    const stderr = { isTTY: true, columns: 20, write: (text: string) => (shown += text) };
    await nablac(given(files), ["compile", "."], { stderr });
    expect(shown).toMatch(/\[2\d\/40\] m\d\d\.nabla\r\u001B\[K/);
    expect(shown.endsWith("\u001B[K")).toBe(true);
    expect(shown).not.toContain("[1/40]");
    expect((await nablac(given(files), ["compile", "."])).stderr).toBe("");
  });
});
