import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import katex from "katex";
import { expect, test } from "vitest";

const here = import.meta.dirname;

const documents = readdirSync(here, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".tex"))
  .sort();

// Strict: a letter that LaTeX would not set is an error, too.
test.each(documents)("every block of %s renders in KaTeX", (file) => {
  const document = readFileSync(join(here, file), "utf8");
  const blocks = Array.from(document.matchAll(/\\begin\{align\*\}[^]*?\\end\{align\*\}/g), ([block]) => block);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) {
    expect(() => katex.renderToString(block, { strict: "error", displayMode: true }), block).not.toThrow();
  }
  const outside = document.replace(/\\begin\{align\*\}[^]*?\\end\{align\*\}/g, "");
  expect(outside).not.toMatch(/[_^&$]/);
});
