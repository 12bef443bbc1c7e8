import { spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import { openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { folder } from "./fixture.ts";

// What only a process can show. Starting one costs about a second, so each test asks for several things at once.
const command = ["--import", import.meta.resolve("tsx"), resolve("src/cli/main.ts")];

const good = `
dim   m, n
param w[m], b
data  x[n, m], y[n]
loss = 1/n * sum(i in n, (w' * x[i] + b - y[i])^2)
`;

function nablac(
  cwd: string,
  args: readonly string[],
  stdio: "pipe" | ["ignore", number, "pipe"] = "pipe",
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...command, ...args], { cwd, stdio, encoding: "utf8" });
}

describe("nablac as a process", () => {
  test("compiles what is right, diagnoses what is wrong, and says so in its exit code", () => {
    const cwd = folder();
    writeFileSync(join(cwd, "good.nabla"), good);
    writeFileSync(join(cwd, "bad.nabla"), "param w\nloss = w *\n");
    writeFileSync(join(cwd, "latin1.nabla"), new Uint8Array([0x64, 0xe9]));
    const { status, stdout, stderr } = nablac(cwd, [
      "compile",
      "bad.nabla",
      "latin1.nabla",
      "missing.nabla",
      "good.nabla",
    ]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^good\.nabla → good\.nabla\.ts {2}\d gradients?, \d+ equations?, [\d.]+ m?s\n$/);
    expect(stderr).toContain("--> bad.nabla:2:");
    expect(stderr).toContain("error[E0101]");
    expect(stderr).toContain("error[E0501]");
    expect(stderr).toMatch(/3 errors; no output for 3 files\n$/);
    expect(stderr + stdout).not.toContain(cwd);
    expect(stderr).not.toContain("\u001b[");
    expect(readdirSync(cwd).sort()).toEqual(["bad.nabla", "good.nabla", "good.nabla.ts", "latin1.nabla"]);
    expect(readFileSync(join(cwd, "good.nabla.ts"), "utf8")).not.toContain(cwd);
  });

  test.each([
    { args: ["compile", "good.nabla", "--stdout"], says: /^good\.nabla → standard output {2}[^\n]*\n$/ },
    { args: ["inspect", "good.nabla", "--stage", "program"], says: /^$/ },
  ])("a reader that leaves early is no error: $args", async ({ args, says }) => {
    const cwd = folder();
    writeFileSync(join(cwd, "good.nabla"), good);
    const child = spawn(process.execPath, [...command, ...args], { cwd });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const status = await new Promise((done) => child.on("close", done));
    expect(status, stderr).toBe(0);
    expect(stderr).toMatch(says);
  });

  test("inspects with the whole compiler, `| head -1` included", () => {
    const cwd = folder();
    writeFileSync(join(cwd, "good.nabla"), good);
    const line = [process.execPath, ...command, "inspect", "good.nabla"].map((word) => `'${word}'`).join(" ");
    const script = `set -o pipefail; ${line} | head -1`;
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, encoding: "utf8" });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "good.nabla\n", stderr: "" });
  });

  test("a standard output that is full is an error", () => {
    const cwd = folder();
    writeFileSync(join(cwd, "good.nabla"), good);
    const { status, stderr } = nablac(cwd, ["inspect", "good.nabla"], ["ignore", openSync("/dev/full", "w"), "pipe"]);
    expect(stderr).toContain("error[E0503]: cannot write to standard output: no space is left on the device");
    expect(status).toBe(1);
  });

  test("a command line that is wrong is 2", () => {
    expect(nablac(folder(), ["compile", "--dim", "m=-3", "a.nabla"]).status).toBe(2);
  });
});
