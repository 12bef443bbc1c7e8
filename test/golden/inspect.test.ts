import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inspect } from "../../src/index.ts";

/**
 * What `inspect` says of every example, a folder for each with `expected.txt`. `UPDATE_GOLDEN=1 npx vitest run
 * test/golden` writes them anew.
 */
const here = import.meta.dirname;
const examples = join(here, "../../examples");
const update = process.env["UPDATE_GOLDEN"] !== undefined;

const models = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".nabla"))
  .sort();

/** `ed-tam-samples` for `ed-tam/samples.nabla`, `attention` for `attention/attention.nabla` */
const caseOf = (path: string): string => [...new Set(path.replace(/\.nabla$/, "").split(/[\\/]/))].join("-");

test.each(models)("%s", (path) => {
  const { text, diagnostics } = inspect(readFileSync(join(examples, path), "utf8"), { filename: path });
  expect(diagnostics).toEqual([]);
  const golden = join(here, caseOf(path), "expected.txt");
  if (update) {
    mkdirSync(join(here, caseOf(path)), { recursive: true });
    writeFileSync(golden, text ?? "");
  }
  expect(text).toBe(readFileSync(golden, "utf8"));
});

test("no golden without its example", () => {
  const cases = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const orphans = cases.filter(({ name }) => !models.map(caseOf).includes(name)).map(({ name }) => name);
  if (update) for (const name of orphans) rmSync(join(here, name), { recursive: true });
  expect(orphans.filter((name) => existsSync(join(here, name)))).toEqual([]);
});
