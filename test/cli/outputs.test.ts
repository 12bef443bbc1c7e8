import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { given, nablac, realApi } from "./fixture.ts";

const model = "dim n\nparam w[n]\ndata x[n]\nloss = (w' * x)^2\n";

/** What a command line leaves behind in `out`. */
async function made(cwd: string, argv: readonly string[], where = "out"): Promise<Record<string, string>> {
  const finished = await nablac(cwd, ["compile", ...argv], {}, realApi);
  expect(finished).toMatchObject({ code: 0, stderr: "" });
  const out = join(cwd, where);
  const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((file) => /\.\w+$/.test(file));
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(out, file), "utf8")]));
}

describe("the files of an output", () => {
  test.each([
    [[], ["a.nabla.ts"]],
    [["--js"], ["a.nabla.d.ts", "a.nabla.js"]],
    [["--declaration"], ["a.nabla.d.ts", "a.nabla.js"]],
    [["--js", "--no-declaration"], ["a.nabla.js"]],
    [["--source-map"], ["a.nabla.ts", "a.nabla.ts.map"]],
    [
      ["--js", "--source-map"],
      ["a.nabla.d.ts", "a.nabla.js", "a.nabla.js.map"],
    ],
  ])("%j: %j", async (flags, expected) => {
    const cwd = given({ "models/a.nabla": model });
    const argv = ["models", "--out-dir", "out", ...flags];
    const files = await made(cwd, argv);
    expect(Object.keys(files)).toEqual(expected);
    expect((await nablac(cwd, ["compile", ...argv, "--check"], {}, realApi)).code).toBe(0);
    // Every one of them is nablac's own, and may be written again.
    expect((await nablac(cwd, ["compile", ...argv, "--dtype", "f32"], {}, realApi)).code).toBe(0);
  });

  test("a map says where the model is from where it stands, and the code where the map is", async () => {
    const cwd = given({ "my models/σ.nabla": model });
    const files = await made(cwd, ["my models", "--out-dir", "out/deep", "--js", "--source-map"]);
    const map = JSON.parse(files["deep/σ.nabla.js.map"]!) as Record<string, unknown>;
    expect(map).toMatchObject({ file: "σ.nabla.js", sources: ["../../my models/σ.nabla"], sourcesContent: [model] });
    expect(files["deep/σ.nabla.js"]!.endsWith("\n//# sourceMappingURL=%CF%83.nabla.js.map\n")).toBe(true);
  });

  test("are the same from any working directory and for any ending of lines", async () => {
    const cwd = given({ "p/models/a.nabla": model, "q/models/a.nabla": `\uFEFF${model.replaceAll("\n", "\r\n")}` });
    const flags = ["--js", "--source-map"];
    const above = await made(cwd, ["p/models", "--out-dir", "p/out", ...flags], "p/out");
    const below = await made(join(cwd, "q/models"), ["a.nabla", "--out-dir", "../out", ...flags], "../out");
    const inside = await made(join(cwd, "q"), ["models/*.nabla", "--out-dir", "again", ...flags], "again");
    expect(below).toEqual(above);
    expect(inside).toEqual(above);
  });

  test("pass --check in a checkout whose lines end otherwise", async () => {
    const cwd = given({ "a.nabla": model });
    const argv = ["compile", ".", "--js", "--source-map"];
    await nablac(cwd, argv, {}, realApi);
    const windows = Object.fromEntries(
      readdirSync(cwd).map((file) => [file, readFileSync(join(cwd, file), "utf8").replaceAll("\n", "\r\n")]),
    );
    const { code, stderr } = await nablac(given(windows), [...argv, "--check"], {}, realApi);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });

  test("this repository's own pass --check", async () => {
    const cwd = given({});
    cpSync("examples/curve-fit", join(cwd, "examples"), { recursive: true });
    cpSync("generated/models/curve-fit", join(cwd, "generated"), { recursive: true });
    const argv = ["compile", "examples", "--out-dir", "generated", "--check"];
    expect(await nablac(cwd, argv, {}, realApi)).toMatchObject({ code: 0, stderr: "" });
  });
});
