import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { writeAtomically } from "../../src/util/atomic-write.ts";
import { folder } from "../cli/fixture.ts";

test("of many writers at once one wins, and every reader sees a whole text", async () => {
  const path = join(folder(), "out.ts");
  const texts = Array.from({ length: 20 }, (_, number) => `${number}\n`.repeat(50_000));
  await writeAtomically(path, texts[0]!);
  const writing = Promise.all(texts.map((text) => writeAtomically(path, text)));
  const state = { finished: false };
  void writing.then(() => (state.finished = true));
  const whole = new Set(texts);
  while (!state.finished) {
    expect(whole.has(readFileSync(path, "utf8"))).toBe(true);
    await new Promise(setImmediate);
  }
  await writing;
  expect(readdirSync(join(path, ".."))).toEqual(["out.ts"]);
});

test("where the disk is full, the old text stays and nothing else", () => {
  const cwd = folder();
  writeFileSync(join(cwd, "out.ts"), "old");
  const program = `
    process.on("SIGXFSZ", () => {});
    import { writeAtomically } from ${JSON.stringify(resolve("src/util/atomic-write.ts"))};
    await writeAtomically("out.ts", "x".repeat(100_000)).catch(({ code }) => console.log(code));`;
  writeFileSync(join(cwd, "main.mts"), program);
  // A limit on the size of files stands in for the end of the disk; file descriptors 1 and 2 are pipes.
  const command = `ulimit -f 8; exec "$0" --import "$1" main.mts`;
  const tsx = import.meta.resolve("tsx");
  const env = { ...process.env, TSX_DISABLE_CACHE: "1" };
  const { stdout, stderr } = spawnSync("bash", ["-c", command, process.execPath, tsx], { cwd, env, encoding: "utf8" });
  expect(stdout, stderr).toBe("EFBIG\n");
  expect(readFileSync(join(cwd, "out.ts"), "utf8")).toBe("old");
  expect(readdirSync(cwd).sort()).toEqual(["main.mts", "out.ts"]);
});
