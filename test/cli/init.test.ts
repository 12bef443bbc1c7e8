import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { given, nablac, realApi } from "./fixture.ts";

const scripts = { nablac: "nablac compile", "nablac:check": "nablac compile --check" };

describe("nablac init", () => {
  test("makes a project whose model compiles, and is up to date then", async () => {
    const cwd = given({});
    const { code, stdout } = await nablac(cwd, ["init"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nablac\.config\.ts\nmodels\/line\.nabla\npackage\.json\n/);
    expect(JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"))).toMatchObject({ type: "module", scripts });
    expect(await nablac(cwd, ["compile"], {}, realApi)).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(cwd, "models/line.nabla.ts"), "utf8")).toContain("export function lossAndGradient(");
    expect((await nablac(cwd, ["compile", "--check"], {}, realApi)).code).toBe(0);
  });

  test("leaves the package as it is laid out", async () => {
    const before = '{\r\n\t"name": "a",\r\n\t"scripts": {\r\n\t\t"test": "x"\r\n\t}\r\n}\r\n';
    const cwd = given({ "package.json": before });
    expect((await nablac(cwd, ["init"])).code).toBe(0);
    const after = readFileSync(join(cwd, "package.json"), "utf8");
    expect(after).toBe(
      before.replace('"x"', '"x",\r\n\t\t"nablac": "nablac compile",\r\n\t\t"nablac:check": "nablac compile --check"'),
    );
  });

  test.each([
    ["nablac.config.ts", "mine"],
    ["models/line.nabla", "mine"],
    ["package.json", '{ "scripts": { "nablac": "mine" } }'],
    ["package.json", "mine {"],
  ])("changes nothing where %s is %s", async (file, text) => {
    const cwd = given({ [file]: text });
    const { code, stdout, stderr } = await nablac(cwd, ["init"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error[E0511]");
    expect(readFileSync(join(cwd, file), "utf8")).toBe(text);
    const others = ["nablac.config.ts", "models/line.nabla", "package.json"].filter((other) => other !== file);
    expect(others.filter((other) => existsSync(join(cwd, other)))).toEqual([]);
  });
});
