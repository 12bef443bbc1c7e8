import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, nablac } from "./fixture.ts";

/** A folder with these files in it. */
function given(files: Readonly<Record<string, string | Uint8Array>>): string {
  const cwd = folder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, ".."), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return cwd;
}

const asked = (path: string): unknown => JSON.parse(readFileSync(path, "utf8").slice(3));

describe("the output", () => {
  test("stands beside the source and is told in a line", async () => {
    const cwd = given({ "models/samples.nabla": "ok" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", "models/samples.nabla"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe("models/samples.nabla → models/samples.nabla.ts  4 gradients, 1 equation, 31 ms\n");
    expect(asked(join(cwd, "models/samples.nabla.ts"))).toEqual({ filename: "samples.nabla", dtype: "f64" });
    expect(readdirSync(join(cwd, "models"))).toEqual(["samples.nabla", "samples.nabla.ts"]);
  });

  test("goes where -o says, into folders that it makes", async () => {
    const cwd = given({ "a.nabla": "ok" });
    const { code, stdout } = await nablac(cwd, ["compile", "a.nabla", "-o", "deep/er/gradient.ts"]);
    expect(code).toBe(0);
    expect(stdout).toContain("a.nabla → deep/er/gradient.ts");
    expect(existsSync(join(cwd, "deep/er/gradient.ts"))).toBe(true);
  });

  test("goes into --out-dir, each under its own name", async () => {
    const cwd = given({ "x/a.nabla": "ok", "y/b.nabla": "ok" });
    expect((await nablac(cwd, ["compile", "x/a.nabla", "y/b.nabla", "--out-dir", "out"])).code).toBe(0);
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.nabla.ts", "b.nabla.ts"]);
  });

  test("goes to standard output alone, and the line to standard error", async () => {
    const cwd = given({ "a.nabla": "ok" });
    const { stdout, stderr } = await nablac(cwd, ["compile", "a.nabla", "--stdout"]);
    expect(stdout).toMatch(/^\/\/ \{.*\}\n$/);
    expect(stderr).toMatch(/^a\.nabla → standard output {2}4 gradients/);
    expect(readdirSync(cwd)).toEqual(["a.nabla"]);
  });

  test("is the same whatever path leads to the source, and no absolute path is shown", async () => {
    const cwd = given({ "sub/a.nabla": "error" });
    const { stderr, stdout } = await nablac(cwd, ["compile", join(cwd, "sub/a.nabla")]);
    expect(stderr).toContain("--> sub/a.nabla:1:1");
    expect(stderr + stdout).not.toContain(cwd);
  });

  test("passes the options on", async () => {
    const cwd = given({ "a.nabla": "ok" });
    const options = [
      "--dim",
      "m=784,n=10",
      "--dim",
      "σ_1=0",
      "--dtype",
      "f32",
      "--wrt",
      "W1,b1",
      "--wrt",
      "W1,e\u0301",
      "--accuracy",
      "tails",
    ];
    expect((await nablac(cwd, ["compile", "a.nabla", ...options])).code).toBe(0);
    const expected = {
      filename: "a.nabla",
      dims: { m: 784, n: 10, σ_1: 0 },
      dtype: "f32",
      wrt: ["W1", "b1", "\u00e9"],
      accuracy: "tails",
    };
    expect(asked(join(cwd, "a.nabla.ts"))).toEqual(expected);
  });

  test("takes a dimension of any name for a name", async () => {
    const cwd = given({ "a.nabla": "ok" });
    await nablac(cwd, ["compile", "a.nabla", "--dim", "__proto__=3,constructor=4"]);
    expect(readFileSync(join(cwd, "a.nabla.ts"), "utf8")).toContain('"dims":{"__proto__":3,"constructor":4}');
  });
});

describe("errors in files", () => {
  test("one file does not stop the others, and gets no output", async () => {
    const cwd = given({ "bad.nabla": "an error here, and a warning", "bad.nabla.ts": "old", "good.nabla": "warning" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", "bad.nabla", "good.nabla"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^good\.nabla → good\.nabla\.ts .*\n$/);
    expect(stderr).toContain("error[E0111]: this is no statement\n  --> bad.nabla:1:4\n");
    expect(stderr).toMatch(/\n1 error, 2 warnings; no output for 1 file\n$/);
    expect(readFileSync(join(cwd, "bad.nabla.ts"), "utf8")).toBe("old");
  });

  test("warnings alone leave the exit code 0", async () => {
    const cwd = given({ "a.nabla": "warning" });
    const { code, stderr } = await nablac(cwd, ["compile", "a.nabla"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/\n1 warning\n$/);
  });

  test.each([
    ["a missing file", "nowhere.nabla", /^error\[E0501\]: there is no file `nowhere\.nabla`/],
    ["a missing file whose ending was left out", "ok", /= help: did you mean `ok\.nabla`\?/],
    ["a path through a file", "ok.nabla/x.nabla", /^error\[E0501\]/],
    [
      "a folder",
      "dir",
      /^error\[E0502\]: cannot read `dir`: it is a directory[^]*= help: name the files in it: `dir\/\*\.nabla`/,
    ],
    ["a circle of links", "circle", /^error\[E0502\]: cannot read `circle`: its symbolic links go in a circle/],
    ["an endless device", "/dev/zero", /^error\[E0502\]: cannot read `[./]+dev\/zero`: it is larger than 64 MB/],
    ["bytes that are not UTF-8", "latin1.nabla", /^error\[E0101\]/],
    ["a name too long", `${"x".repeat(300)}.nabla`, /^error\[E0502\]: .* its name is too long/],
  ])("%s is a diagnostic", async (_, file, expected) => {
    const cwd = given({ "ok.nabla": "ok", "dir/x.nabla": "ok", "latin1.nabla": new Uint8Array([0x61, 0xff]) });
    symlinkSync("circle", join(cwd, "circle"));
    const { code, stdout, stderr } = await nablac(cwd, ["compile", file]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(expected);
    expect(stderr).not.toContain(cwd);
  });

  test.each([
    ["a folder", "dir", "it is a directory"],
    ["a place below a file", "ok.nabla/out.ts", "a part of its path is not a directory"],
    ["a device that is full", "/dev/full", "no space is left on the device"],
  ])("%s as the output is a diagnostic", async (_, output, reason) => {
    const cwd = given({ "ok.nabla": "ok", "dir/x": "" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", "ok.nabla", "-o", output]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error\[E0503\]: cannot write /);
    expect(stderr).toContain(reason);
    expect(readdirSync(cwd)).toEqual(["dir", "ok.nabla"]);
  });

  test("two sources of one output are both refused, and the third is compiled", async () => {
    const cwd = given({ "x/a.nabla": "ok", "y/a.nabla": "ok", "b.nabla": "ok" });
    const { code, stderr } = await nablac(cwd, ["compile", "x/a.nabla", "y/a.nabla", "b.nabla", "--out-dir", "out"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error[E0504]: `out/a.nabla.ts` would also be the output of `y/a.nabla`");
    expect(stderr).toContain("error[E0504]: `out/a.nabla.ts` would also be the output of `x/a.nabla`");
    expect(readdirSync(join(cwd, "out"))).toEqual(["b.nabla.ts"]);
  });

  test("a fault of ours is 70, without a stack unless asked for, and the others are compiled", async () => {
    const cwd = given({ "a.nabla": "throw", "b.nabla": "ok" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", "a.nabla", "b.nabla"]);
    expect(code).toBe(70);
    expect(stdout).toContain("b.nabla.ts");
    expect(stderr).toMatch(/^internal error: no row for `frobnicate`, while working on a\.nabla\n.*Please report it/);
    expect(stderr).not.toContain("    at ");
    expect((await nablac(cwd, ["compile", "a.nabla"], { env: { NABLAC_DEBUG: "1" } })).stderr).toContain("    at ");
  });
});

describe("writing", () => {
  test("keeps the mode of a file and follows a link to it", async () => {
    const cwd = given({ "a.nabla": "ok", "real.ts": "old" });
    chmodSync(join(cwd, "real.ts"), 0o640);
    symlinkSync("real.ts", join(cwd, "a.nabla.ts"));
    expect((await nablac(cwd, ["compile", "a.nabla"])).code).toBe(0);
    expect(statSync(join(cwd, "real.ts")).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(cwd, "real.ts"), "utf8")).toMatch(/^\/\//);
    expect(readdirSync(cwd)).toEqual(["a.nabla", "a.nabla.ts", "real.ts"]);
  });

  test("does not replace a device", async () => {
    const cwd = given({ "a.nabla": "ok" });
    expect((await nablac(cwd, ["compile", "a.nabla", "-o", "/dev/null"])).code).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("copes with spaces, Unicode and control characters in a path", async () => {
    const name = "my models/σ \u001b[31m.nabla";
    const cwd = given({ [name]: "ok" });
    const { code, stdout } = await nablac(cwd, ["compile", name]);
    expect(code).toBe(0);
    expect(stdout).toContain("my models/σ \uFFFD[31m.nabla → ");
    expect(existsSync(join(cwd, `${name}.ts`))).toBe(true);
  });
});
