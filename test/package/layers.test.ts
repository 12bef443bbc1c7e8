import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { folder } from "../cli/fixture.ts";

// An allow-list that allows everything is as green as one that works. A house is built here of which half the
// imports are wrong, and exactly those must be found.
const right: readonly (readonly [from: string, to: string])[] = [
  ["src/equations/right.ts", "../util/ground.ts"],
  ["src/equations/right.ts", "../diagnostics/ground.ts"],
  ["src/parse/right.ts", "../syntax/noun.ts"],
  ["src/parse/right.ts", "../../generated/grammar.ts"],
  ["src/parse/right.ts", "nearley"],
  ["src/check/right.ts", "../syntax/noun.ts"],
  ["src/check/right.ts", "../equations/noun.ts"],
  ["src/lower/right.ts", "../program/noun.ts"],
  ["src/emit/right.ts", "ts-morph"],
  ["src/pipeline.ts", "./parse/right.ts"],
  ["src/index.ts", "./pipeline.ts"],
  ["src/cli/right.ts", "../index.ts"],
  ["src/cli/right.ts", "../notation/noun.ts"],
  ["src/derivation/right.ts", "../simplify/noun.ts"],
  ["src/inspect/right.ts", "../equations/noun.ts"],
  ["src/inspect/right.ts", "../derivation/right.ts"],
  ["src/index.ts", "./inspect/right.ts"],
  ["src/cli/right.ts", "node:path"],
  ["src/cli/right.ts", "commander"],
  ["src/util/atomic-write.ts", "node:fs"],
];
const wrong: typeof right = [
  ["src/util/wrong.ts", "../equations/noun.ts"],
  ["src/equations/wrong.ts", "../syntax/noun.ts"],
  ["src/equations/wrong.ts", "../simplify/noun.ts"],
  ["src/equations/wrong.ts", "node:fs"],
  ["src/simplify/wrong.ts", "../differentiate/noun.ts"],
  ["src/simplify/wrong.ts", "../program/noun.ts"],
  ["src/simplify/wrong.ts", "nearley"],
  ["src/simplify/wrong.ts", "ts-morph"],
  ["src/emit/wrong.ts", "../equations/noun.ts"],
  ["src/lower/wrong.ts", "../../generated/grammar.ts"],
  ["src/lower/wrong.ts", "commander"],
  ["src/cli/wrong.ts", "../simplify/noun.ts"],
  ["src/cli/wrong.ts", "prettier"],
  ["src/cli/also-wrong.ts", "../equations/noun.ts"],
  ["src/inspect/wrong.ts", "../simplify/noun.ts"],
  ["src/derivation/wrong.ts", "../inspect/right.ts"],
  ["src/check/wrong.ts", "../pipeline.ts"],
  ["src/notation/wrong.ts", "../cli/right.ts"],
  ["src/program/wrong.ts", "./ring.ts"],
  ["src/program/ring.ts", "./wrong.ts"],
];

test("the layers that architecture checks are the ones that it draws", () => {
  const house = folder();
  const files = new Map<string, string>();
  for (const [from, to] of [...right, ...wrong]) {
    if (to.startsWith(".")) files.set(join(dirname(from), to), files.get(join(dirname(from), to)) ?? "");
    files.set(from, `${files.get(from) ?? ""}import type {} from ${JSON.stringify(to)};\n`);
  }
  for (const [file, text] of files) {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), `${text}export {};\n`);
  }
  for (const file of [".dependency-cruiser.js", "tsconfig.json", "package.json"]) copyFileSync(file, join(house, file));
  symlinkSync(resolve("node_modules"), join(house, "node_modules"));

  const cruise = resolve("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { stdout } = spawnSync(process.execPath, [cruise, "--output-type", "json", "src", "generated"], {
    cwd: house,
    encoding: "utf8",
  });
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  const found = summary.violations.map(({ from }) => from).sort();
  const expected = wrong.map(([from]) => from).sort();
  expect(found.filter((from) => !from.startsWith("src/program/"))).toEqual(
    expected.filter((from) => !from.startsWith("src/program/")),
  );
  expect(summary.violations.some(({ rule }) => rule.name === "no-cycles")).toBe(true);
});
