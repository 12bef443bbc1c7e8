import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { inspect, type InspectOptions } from "../../src/index.ts";
import { examples } from "../examples/sources.ts";
import { expectRecorded } from "../recorded.ts";

/**
 * What `inspect` says of every example: a folder for each, with a file for each way of asking. `UPDATE_GOLDEN=1 npx
 * vitest run test/golden` writes them anew.
 */
const here = import.meta.dirname;
const update = process.env["UPDATE_GOLDEN"] !== undefined;

/** `ed-tam-samples` for `ed-tam/samples.nabla`, `attention` for `attention/attention.nabla` */
const caseOf = (path: string): string => [...new Set(path.replace(/\.nabla$/, "").split(/[\\/]/))].join("-");

type Asked = Omit<InspectOptions, "filename">;

/** What is asked of every example. */
const always: Readonly<Record<string, Asked>> = {
  "simplified.txt": {},
  "steps.txt": { steps: true },
  "simplified.tex": { format: "latex" },
};

/** What is asked of the networks of the papers beyond that. */
const ofPapers: Readonly<Record<string, Asked>> = {
  "index.txt": { notation: "index" },
  "matrix.txt": { notation: "matrix" },
  "syntax.txt": { stage: "syntax" },
  "equations.txt": { stage: "equations" },
  "gradient.txt": { stage: "gradient" },
  "program.txt": { stage: "program" },
  "program.json": { stage: "program", format: "json" },
  "steps-index.txt": { steps: true, notation: "index" },
  "steps.tex": { format: "latex", steps: true },
  "index.tex": { format: "latex", notation: "index" },
  "simplified.mathml": { format: "mathml" },
  "steps.mathml": { format: "mathml", steps: true },
  "steps.json": { format: "json", steps: true },
  "page.html": { format: "html" },
  "graph.dot": { format: "dot" },
  "graph.svg": { format: "svg" },
};

/** Models beside the examples, and what is asked of them: how they are laid out. */
const laidOut: readonly {
  readonly path: string;
  readonly source: string;
  readonly file: string;
  readonly asked: Asked;
}[] = [
  {
    path: "batch-statistics.nabla",
    source: `dim n, m
param w[m], b[m]
data x[n, m], y[n]

z[i, j] = x[i, j] * w[j]
mu[j] = mean(i in n, z[i, j])
h[i, j] = tanh(z[i, j] - mu[j] + b[j])

loss = 1/n * sum(i in n, (sum(j in m, h[i, j]) - y[i])^2)
`,
    file: "program.txt",
    asked: { stage: "program" },
  },
  {
    path: "straight-line.nabla",
    source: `dim n = 40, m = 3
param w[m], b
data x[n, m], y[n]

loss = 1/n * sum(i in n, (tanh(w' * x[i] + b) - y[i])^2)
`,
    file: "program.txt",
    asked: { stage: "program" },
  },
];

const isPaper = (path: string): boolean => /^(alsup|ed-tam)\b/.test(path);

const cases = [
  ...examples.flatMap(([path, source]) =>
    Object.entries({ ...always, ...(isPaper(path) && ofPapers) }).map(([file, asked]) => ({
      ...{ path, source, file, asked },
    })),
  ),
  ...laidOut,
];

test.each(cases)("$path: $file", async ({ path, source, file, asked }) => {
  const { output = "", diagnostics } = await inspect(source, { filename: basename(path), ...asked });
  expect(diagnostics).toEqual([]);
  expectRecorded(output, join(here, caseOf(path), file));
});

test("no golden without its example", () => {
  const expected = new Set(cases.map(({ path, file }) => join(caseOf(path), file)));
  const found = readdirSync(here, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath !== here)
    .map(({ parentPath, name }) => join(basename(parentPath), name));
  const orphans = found.filter((file) => !expected.has(file));
  if (update) for (const file of orphans) rmSync(join(here, file));
  expect(orphans.filter((file) => existsSync(join(here, file)))).toEqual([]);
});
