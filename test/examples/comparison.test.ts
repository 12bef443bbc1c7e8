import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

/** The sizes of emitted modules that `docs/comparison.md` states, in kilobytes; those of others are of fixed versions. */
test.each([
  ["alsup", "alsup/samples"],
  ["logistic-regression", "logistic-regression/logistic-regression"],
])("%s is as small as the comparison says", async (example, module) => {
  const [, minified, compressed] = new RegExp(`examples/${example}\`.*?\\|\\s*([\\d.]+) kB\\s*\\|\\s*([\\d.]+) kB`)
    .exec(readFileSync("docs/comparison.md", "utf8"))!
    .map(Number);
  const { outputFiles } = await build({
    stdin: {
      contents: `export { lossAndGradient, paramViews, workLength } from "./${module}.nabla.ts";`,
      resolveDir: resolve("generated/models"),
    },
    ...{ bundle: true, minify: true, format: "esm", write: false },
  });
  const { contents } = outputFiles[0]!;
  expect(contents.length / 1000 / minified!).toBeLessThan(1.2);
  expect(gzipSync(contents).length / 1000 / compressed!).toBeLessThan(1.2);
});
