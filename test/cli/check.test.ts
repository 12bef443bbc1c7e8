import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check, compile, format, inspect, inspectRefusal } from "../../src/index.ts";
import { decode } from "../../src/parse/decode.ts";
import { folder, nablac } from "./fixture.ts";

const real = { check, compile, format, inspect, inspectRefusal, decode, serveEditor: () => Promise.resolve() };
const model = "dim n\nparam w[n], b\ndata x[n]\nloss = (w' * x + b)^2\n";

const withModel = (files: Readonly<Record<string, string>> = {}): string => {
  const cwd = folder();
  for (const [name, text] of Object.entries({ "a.nabla": model, ...files })) writeFileSync(join(cwd, name), text);
  return cwd;
};

describe("nablac check", () => {
  test("says that what is compiled is right, on standard output", async () => {
    const { code, stdout, stderr } = await nablac(withModel(), ["check", "a.nabla", "--samples", "2"], {}, real);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("lossAndGradient: 2 points");
    expect(stdout).toContain("a.nabla: every value and every element is right to 1e-9 (seed 1)");
  });

  test("reports as JSON", async () => {
    const argv = ["check", "a.nabla", "--samples", "1", "--seed", "5", "--format", "json", "--dtype", "f32"];
    const { code, stdout } = await nablac(withModel(), argv, {}, real);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(code).toBe(0);
    expect(report).toMatchObject({ ok: true, file: "a.nabla", seed: 5, dtype: "f32", diagnostics: [] });
  });

  test("exits with 1 beyond the tolerance", async () => {
    const argv = ["check", "a.nabla", "--tolerance", "0", "--dtype", "f32"];
    const { code, stdout } = await nablac(withModel(), argv, {}, real);
    expect(code).toBe(1);
    expect(stdout).toMatch(/beyond 0\n {2}the worst: /);
    expect(stdout).toMatch(/to see it again: --samples 1 --seed \d+/);
  });

  test("looks where it is told to", async () => {
    const points = { params: { w: [1, 2], b: 3 }, data: { x: [4, 5] } };
    const cwd = withModel({ "points.json": JSON.stringify(points) });
    const { code, stdout } = await nablac(cwd, ["check", "a.nabla", "--data", "points.json"], {}, real);
    expect([code, stdout.includes("loss: 1 point\n")]).toEqual([0, true]);
  });

  test.each([
    ["{ w: 1 }", "E0505"],
    ['{ "params": { "w": [[1]] } }', "E0506"],
  ])("refuses the values %s", async (text, expected) => {
    const argv = ["check", "a.nabla", "--data", "points.json"];
    const { code, stdout, stderr } = await nablac(withModel({ "points.json": text }), argv, {}, real);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`error[${expected}]`);
  });

  test("says which file is not there", async () => {
    const { code, stderr } = await nablac(withModel(), ["check", "a.nabla", "--data", "b.json"]);
    expect(code).toBe(1);
    expect(stderr).toContain("there is no file `b.json`");
  });

  test("exits with 1 where the file is in error or the result wrong, with 70 where nablac is at fault", async () => {
    const cwd = withModel({ "e.nabla": "error", "w.nabla": "wrong" });
    expect((await nablac(cwd, ["check", "e.nabla"])).code).toBe(1);
    expect((await nablac(cwd, ["check", "w.nabla"])).code).toBe(1);
    const fails = async (): Promise<never> => Promise.reject(new Error("internal: a row is missing"));
    const { code, stderr } = await nablac(cwd, ["check", "a.nabla"], {}, { ...real, check: fails });
    expect(code).toBe(70);
    expect(stderr).toContain("a row is missing");
  });

  test.each([
    ["--samples", "0"],
    ["--samples", "1.5"],
    ["--seed", "-1"],
    ["--tolerance", "small"],
    ["--format", "xml"],
  ])("refuses %s %s", async (option, value) => {
    expect((await nablac(withModel(), ["check", "a.nabla", option, value])).code).toBe(2);
  });
});
