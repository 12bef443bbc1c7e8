import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { version } from "../../src/util/version.ts";
import { folder, nablac, piped } from "./fixture.ts";

describe("a command line that cannot be meant", () => {
  test.each([
    [[], "Usage: nablac"],
    [["compil"], "Did you mean compile?"],
    [["compile"], "missing required argument 'file'"],
    [["compile", "a.nabla", "--output-dir", "x"], "unknown option '--output-dir'"],
    [["compile", "a.nabla", "b.nabla", "-o", "x.ts"], "-o takes the output of one file; there are 2"],
    [["compile", "a.nabla", "b.nabla", "--stdout"], "--stdout takes the output of one file; there are 2"],
    [["compile", "a.nabla", "-o", "x.ts", "--out-dir", "x"], "cannot be used with"],
    [["compile", "a.nabla", "-o", "x.ts", "--stdout"], "cannot be used with"],
    [["compile", "a.nabla", "--out-dir", "x", "--stdout"], "cannot be used with"],
    [["compile", "a.nabla", "-o", "./a.nabla"], "the output would overwrite the source a.nabla"],
    [["compile", "a.nabla", "--stdout", "--source-map"], "cannot be used with"],
    [["compile", "a.nabla", "--watch", "--check"], "cannot be used with"],
    [["compile", "a.nabla", "--format", "xml"], "Allowed choices are text, json"],
    [["compile", "a.nabla", "-", "--stdout"], "--stdout takes the output of one file; there are 2"],
    [["compile", "a.nabla", "--dtype", "f16"], "Allowed choices are f64, f32"],
    [["compile", "a.nabla", "--dim", "m"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "m=-3"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "m=x"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "m=1.5"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "m=0x10"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "m=99999999999999999999"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "=3"], "Write NAME=SIZE"],
    [["compile", "a.nabla", "--dim", "m=3", "--dim", "m=4"], "m is given two sizes"],
    [["compile", "a.nabla", "--wrt", "W1,,b1"], "Write the names of parameters"],
    [["compile", "a.nabla", "--plan", "tile"], "Write NAME=VALUE, such as tile=32"],
    [["compile", "a.nabla", "--plan", "tile=0"], "In a plan, tile is auto, off, or a whole number from 1"],
    [["compile", "a.nabla", "--plan", "tile=8,block=3"], "In a plan, block is auto, off, or rows and columns"],
    [["inspect", "a.nabla", "--plan", "block=2x99"], "each from 1 to 16, such as block=2x4"],
    [["check", "a.nabla", "--plan", "unroll=many"], "In a plan, unroll is auto, off, or a whole number"],
    [["check", "a.nabla", "--plan", "tiles=8"], "A plan has no tiles; it has tile, block, unroll"],
    [["inspect"], "missing required argument 'file'"],
    [["inspect", "a.nabla", "b.nabla"], "too many arguments"],
    [["inspect", "a.nabla", "--stdout"], "unknown option '--stdout'"],
    [["inspect", "a.nabla", "--format", "pdf"], "Allowed choices are text"],
    [["inspect", "a.nabla", "--stage", "parsed"], "Allowed choices are syntax, equations"],
    [["inspect", "a.nabla", "--notation", "words"], "Allowed choices are matrix, index"],
    [["inspect", "a.nabla", "--stage", "program", "--notation", "index"], "the stage program is shown as it stands"],
    [["inspect", "a.nabla", "--steps", "--format", "dot"], "the steps have no form as dot"],
    [["inspect", "a.nabla", "--steps", "--format", "svg"], "they have one as text, latex, mathml, html or json"],
    [["inspect", "a.nabla", "--steps", "--stage", "gradient"], "there are none of the stage gradient"],
    [["inspect", "a.nabla", "--stage", "program", "--format", "latex"], "the stage program has no form as latex"],
    [["inspect", "a.nabla", "--stage", "gradient", "--format", "html"], "the stage gradient has no form as html"],
    [["inspect", "a.nabla", "-o", "a.nabla"], "the output would overwrite the source a.nabla"],
  ])("%j is 2", async (argv, expected) => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "ok");
    const { code, stdout, stderr } = await nablac(cwd, argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(expected);
    expect(readFileSync(join(cwd, "a.nabla"), "utf8")).toBe("ok");
  });
});

describe("help", () => {
  test.each([
    [["--help"]],
    [["compile", "--help"]],
    [["inspect", "--help"]],
    [["help", "compile"]],
    [["init", "--help"]],
    [["check", "--help"]],
  ])("%j", async (argv) => {
    const { code, stdout, stderr } = await nablac(folder(), argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: nablac/);
    expect(stdout).toContain("Examples:");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("--version is that of the package", async () => {
    const metadata = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(version).toBe(metadata.version);
    expect((await nablac(folder(), ["--version"])).stdout).toBe(`${metadata.version}\n`);
  });
});

describe("inspect", () => {
  test("prints the system and nothing else", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "ok");
    const { code, stdout, stderr } = await nablac(cwd, ["inspect", "a.nabla", "--wrt", "W2", "--dim", "m=3"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const given = { filename: "a.nabla", dims: { m: 3 }, wrt: ["W2"], format: "text", stage: "simplified" };
    expect(stdout).toBe(`system ${JSON.stringify(given)}\n`);
  });

  test("of a file with errors is 1", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "error");
    expect(await nablac(cwd, ["inspect", "a.nabla"])).toMatchObject({ code: 1, stdout: "" });
    expect(await nablac(cwd, ["inspect", "b.nabla"])).toMatchObject({ code: 1, stdout: "" });
  });

  test("keeps warnings apart from what it prints", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "warning");
    const { code, stdout, stderr } = await nablac(cwd, ["inspect", "a.nabla"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^system .*\n$/);
    expect(stderr).toContain("this is odd");
  });

  test("writes a file whole, with nothing that only a terminal understands", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "ok");
    const stdout = { isTTY: true, columns: 60, write: () => expect.unreachable() };
    const { code } = await nablac(cwd, ["inspect", "a.nabla", "-o", "out/a.txt"], { stdout });
    expect(code).toBe(0);
    expect(readFileSync(join(cwd, "out/a.txt"), "utf8")).not.toMatch(/color|width/);
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.txt"]);
  });

  test("that cannot write is 1", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "ok");
    const { code, stderr } = await nablac(cwd, ["inspect", "a.nabla", "-o", "a.nabla/b.txt"]);
    expect(code).toBe(1);
    expect(stderr).toContain("cannot write `a.nabla/b.txt`: a part of its path is not a directory");
  });

  test("fills the terminal, in colours, and a hundred columns of anything else", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "a.nabla"), "ok");
    let shown = "";
    const stdout = { isTTY: true, columns: 60, write: (text: string) => (shown += text) };
    await nablac(cwd, ["inspect", "a.nabla"], { stdout });
    expect(shown).toContain('"color":true,"width":60');
    expect((await nablac(cwd, ["inspect", "a.nabla"])).stdout).not.toMatch(/color|width/);
  });
});

describe("colours", () => {
  const onTerminal = { isTTY: true };
  test.each([
    ["none into a pipe", {}, { isTTY: false }, false],
    ["some on a terminal", {}, onTerminal, true],
    ["none on a terminal with NO_COLOR", { NO_COLOR: "1" }, onTerminal, false],
    ["some on a terminal with an empty NO_COLOR", { NO_COLOR: "" }, onTerminal, true],
    ["none on a dumb terminal", { TERM: "dumb" }, onTerminal, false],
    ["some into a pipe with FORCE_COLOR", { FORCE_COLOR: "1" }, { isTTY: false }, true],
    ["none on a terminal with FORCE_COLOR=0", { FORCE_COLOR: "0" }, onTerminal, false],
  ])("%s", async (_, env, output, expected) => {
    let stderr = "";
    const changes = { env, stderr: { ...output, write: (text: string) => (stderr += text) } };
    await nablac(folder(), ["compile", "nowhere.nabla"], changes);
    expect(stderr.includes("\u001b[")).toBe(expected);
  });
});

describe("standard input", () => {
  const source = "dim n\n";
  test.each([
    [["compile", "-"], /"filename":"stdin\.nabla"/],
    [["compile", "-", "--stdin-filename", "a.nabla"], /"filename":"a\.nabla"/],
    [["inspect", "-"], /"filename":"stdin\.nabla"/],
    [["check", "-"], /"filename":"stdin\.nabla"/],
  ])("%j goes to standard output", async (argv, expected) => {
    const cwd = folder();
    const { code, stdout } = await nablac(cwd, argv, { stdin: piped(source) });
    expect({ code, files: readdirSync(cwd) }).toEqual({ code: 0, files: [] });
    expect(stdout).toMatch(expected);
  });

  test("goes into a file where one is named", async () => {
    const cwd = folder();
    const argv = ["compile", "-", "-o", "out.ts"];
    expect((await nablac(cwd, argv, { stdin: piped(source) })).code).toBe(0);
    expect(readdirSync(cwd)).toEqual(["out.ts"]);
  });
});

describe("completions", () => {
  test("are a script for the shell, and the commands and options that fit", async () => {
    const lines: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
    expect((await nablac(folder(), ["complete", "bash"])).code).toBe(0);
    expect(lines.join("\n")).toContain("complete -F");
    lines.length = 0;
    expect((await nablac(folder(), ["complete", "--", "compile", "--sou"])).code).toBe(0);
    expect(lines.join("\n")).toContain("--source-map");
    log.mockRestore();
  });
});
