import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { folder, given, nablac } from "./fixture.ts";

/** The formatter of the fixture trims. */
test("files are laid out in their place", async () => {
  const cwd = folder();
  writeFileSync(join(cwd, "a.nabla"), "  a = 1\n");
  writeFileSync(join(cwd, "b.nabla"), "b = 1\n");
  utimesSync(join(cwd, "b.nabla"), 1, 1);
  expect(await nablac(cwd, ["format", "a.nabla", "b.nabla"])).toEqual({
    code: 0,
    stdout: "a.nabla laid out\n",
    stderr: "",
  });
  expect(readFileSync(join(cwd, "a.nabla"), "utf8")).toBe("a = 1\n");
  expect(statSync(join(cwd, "b.nabla")).mtimeMs).toBe(1000);
});

test("--check writes nothing, and says which files are not", async () => {
  const cwd = folder();
  writeFileSync(join(cwd, "a.nabla"), "  a = 1\n");
  writeFileSync(join(cwd, "b.nabla"), "b = 1\n");
  const { code, stdout, stderr } = await nablac(cwd, ["format", "--check", "a.nabla", "b.nabla"]);
  expect([code, stdout, stderr]).toEqual([1, "", "a.nabla is not in canonical layout\n"]);
  expect(readFileSync(join(cwd, "a.nabla"), "utf8")).toBe("  a = 1\n");
  expect((await nablac(cwd, ["format", "--check", "b.nabla"])).code).toBe(0);
});

test("folders and patterns stand for what they do for compile", async () => {
  const files = { "models/a.nabla": "  a", "models/deep/b.nabla": "  b", "models/node_modules/c.nabla": "  c" };
  for (const argument of ["models", "models/**/*.nabla", "."]) {
    const cwd = given(files);
    const { code, stdout, stderr } = await nablac(cwd, ["format", argument, "models/a.nabla"]);
    expect([code, stdout, stderr]).toEqual([0, "models/a.nabla laid out\nmodels/deep/b.nabla laid out\n", ""]);
    expect(readFileSync(join(cwd, "models/node_modules/c.nabla"), "utf8")).toBe("  c");
    expect((await nablac(cwd, ["format", "--check", argument])).code).toBe(0);
  }
  const { code, stderr } = await nablac(given(files), ["format", "empty/*.nabla"]);
  expect(code).toBe(1);
  expect(stderr).toContain("no model matches `empty/*.nabla`");
});

test("- is from standard input to standard output", async () => {
  const stdin = Readable.from([Buffer.from("  a = 1"), Buffer.from("0\n")]);
  expect(await nablac(folder(), ["format", "-"], { stdin })).toEqual({ code: 0, stdout: "a = 10\n", stderr: "" });
  const broken = await nablac(folder(), ["format", "-"], { stdin: Readable.from([Buffer.from([0xff])]) });
  expect(broken).toMatchObject({ code: 1, stdout: "" });
  expect(broken.stderr).toContain("--> standard input");
});

test("a file with an error stays as it is, and does not stop the others", async () => {
  const cwd = folder();
  writeFileSync(join(cwd, "a.nabla"), "  error\n");
  writeFileSync(join(cwd, "b.nabla"), "  b = 1\n");
  const { code, stdout, stderr } = await nablac(cwd, ["format", "a.nabla", "missing.nabla", "b.nabla"]);
  expect([code, stdout]).toEqual([1, "b.nabla laid out\n"]);
  expect(stderr).toContain("error[E0111]");
  expect(stderr).toContain("there is no file `missing.nabla`");
  expect(readFileSync(join(cwd, "a.nabla"), "utf8")).toBe("  error\n");
});
