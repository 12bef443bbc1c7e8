import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { given, nablac, type Finished } from "./fixture.ts";

/** A watch that goes on, and what it has said. */
function watching(cwd: string, argv: readonly string[]): { said: () => string; stop: () => Promise<Finished> } {
  const controller = new AbortController();
  let said = "";
  const output = { isTTY: false, write: (text: string) => (said += text) };
  const changes = { stopped: controller.signal, stdout: output, stderr: output };
  const finished = nablac(cwd, ["compile", ...argv, "--watch"], changes);
  const stop = (): Promise<Finished> => {
    controller.abort();
    return finished;
  };
  onTestFinished(async () => {
    await stop();
  });
  return { said: () => said, stop };
}

async function until(what: () => boolean): Promise<void> {
  await expect.poll(what, { timeout: 20_000, interval: 20 }).toBe(true);
}

const count = (text: string, part: string): number => text.split(part).length - 1;

describe("--watch", () => {
  test("compiles what changes and nothing else, survives errors, and clears nothing", async () => {
    const cwd = given({ "models/a.nabla": "ok", "models/b.nabla": "ok" });
    const { said, stop } = watching(cwd, ["models"]);
    await until(() => said().includes("watching models; Ctrl+C ends"));
    expect(count(said(), "a.nabla → ")).toBe(1);

    writeFileSync(join(cwd, "models/a.nabla"), "an error");
    await until(() => said().includes("error[E0111]"));
    writeFileSync(join(cwd, "models/a.nabla"), "ok again");
    await until(() => count(said(), "a.nabla → ") === 2);
    expect(count(said(), "error[E0111]")).toBe(1);
    expect(count(said(), "b.nabla → ")).toBe(1);
    expect(said()).not.toContain("\u001B");
    expect((await stop()).code).toBe(0);
  });

  test("sees new files in new folders, files put in the place of others, and files that go", async () => {
    const cwd = given({ "models/a.nabla": "ok" });
    const { said } = watching(cwd, ["models/**/*.nabla", "--out-dir", "out"]);
    await until(() => said().includes("watching"));
    mkdirSync(join(cwd, "models/new/er"), { recursive: true });
    writeFileSync(join(cwd, "models/new/er/b.nabla"), "ok");
    await until(() => existsSync(join(cwd, "out/new/er/b.nabla.ts")));
    writeFileSync(join(cwd, "models/.a.tmp"), "other");
    renameSync(join(cwd, "models/.a.tmp"), join(cwd, "models/a.nabla"));
    await until(() => count(said(), "a.nabla → ") === 2);
    rmSync(join(cwd, "models/a.nabla"));
    await until(() => said().includes("error[E0509]: `out/a.nabla.ts` is the output of a model that is gone"));
    writeFileSync(join(cwd, "models/a.nabla"), "back");
    await until(() => said().includes("out/a.nabla.ts  unchanged") || count(said(), "a.nabla → ") === 3);
  });

  test("takes up another configuration, and one that is mended", async () => {
    const cwd = given({ "nablac.config.json": '{ "include": "a.nabla" }', "a.nabla": "ok" });
    const { said } = watching(cwd, []);
    await until(() => said().includes("watching"));
    writeFileSync(join(cwd, "nablac.config.json"), '{ "include": "a.nabla", "dtyp": "f32" }');
    await until(() => said().includes("did you mean `dtype`?"));
    writeFileSync(join(cwd, "nablac.config.json"), '{ "include": "a.nabla", "dtype": "f32" }');
    await until(() => readFileSync(join(cwd, "a.nabla.ts"), "utf8").includes("f32"));
  });

  test("does not begin with a command line that is wrong", async () => {
    const cwd = given({ "a.nabla": "ok", "b.nabla": "ok" });
    expect((await nablac(cwd, ["compile", ".", "-o", "x.ts", "--watch"])).code).toBe(2);
  });
});
