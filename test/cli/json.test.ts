import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { ReportJson } from "../../src/cli/report.ts";
import { begin, given, nablac, piped } from "./fixture.ts";

const schema = JSON.parse(readFileSync("docs/diagnostics.schema.json", "utf8")) as object;
const fits = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** The report, which is one line and as the schema says. */
function read(text: string): ReportJson {
  expect(text).toMatch(/^[^\n]*\n$/);
  const report = JSON.parse(text) as ReportJson;
  expect(fits(report), JSON.stringify(fits.errors)).toBe(true);
  return report;
}

describe("compile --format json", () => {
  test("tells outputs and diagnostics on standard output, and nothing else anywhere", async () => {
    const cwd = given({ "a.nabla": "ok", "b.nabla": "an error", "c.nabla": "\n a warning", "d.nabla.ts": "mine" });
    const { code, stdout, stderr } = await nablac(cwd, ["compile", ".", "nowhere.nabla", "--format", "json"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    const { exitCode, outputs, diagnostics } = read(stdout);
    expect(exitCode).toBe(1);
    expect(outputs).toEqual([
      { source: "a.nabla", output: "a.nabla.ts", status: "written" },
      { source: "c.nabla", output: "c.nabla.ts", status: "written" },
    ]);
    expect(diagnostics).toMatchObject([
      { file: "b.nabla", line: 1, column: 4, endLine: 1, endColumn: 9, code: "E0111", severity: "error" },
      { file: "c.nabla", line: 2, column: 4, code: "E0111", severity: "warning" },
      { file: "nowhere.nabla", line: null, column: null, code: "E0501", notes: [] },
    ]);
    const again = read((await nablac(cwd, ["compile", "a.nabla", "--format", "json"])).stdout);
    expect(again).toEqual({
      version: 1,
      exitCode: 0,
      outputs: [{ source: "a.nabla", output: "a.nabla.ts", status: "unchanged" }],
      diagnostics: [],
    });
  });

  test("with --check tells what is stale and what is missing", async () => {
    const cwd = given({ "a.nabla": "ok", "b.nabla": "ok", "b.nabla.ts": begin });
    const { exitCode, outputs } = read((await nablac(cwd, ["compile", ".", "--check", "--format", "json"])).stdout);
    expect([exitCode, ...outputs.map(({ status }) => status)]).toEqual([1, "missing", "stale"]);
  });

  test("goes to standard error where the code goes to standard output", async () => {
    const stdin = { stdin: piped("warning") };
    const { stdout, stderr } = await nablac(given({}), ["compile", "-", "--format", "json"], stdin);
    expect(stdout).toMatch(/^\/\/ Generated/);
    expect(read(stderr).outputs).toEqual([{ source: "stdin.nabla", output: null, status: "written" }]);
  });

  test("tells of a configuration that cannot be used", async () => {
    const cwd = given({ "nablac.config.json": "{" });
    const { code, stdout } = await nablac(cwd, ["compile", "a.nabla", "--format", "json"]);
    expect(code).toBe(2);
    expect(read(stdout).diagnostics).toMatchObject([{ file: "nablac.config.json", code: "E0510" }]);
  });

  test("keeps to the schema, which knows what is wrong", () => {
    expect(fits({ version: 1, exitCode: 0, outputs: [], diagnostics: [{}] })).toBe(false);
    expect(fits({ version: 2, exitCode: 0, outputs: [], diagnostics: [] })).toBe(false);
  });
});
