/**
 * What nearley makes of grammar/nabla.ne: the tables of the parser in generated/grammar.ts, and the diagrams of
 * docs/grammar.html. With `--check` nothing is written, and it fails unless both are up to date. nearleyc reports an
 * undefined nonterminal on stderr alone and exits with 0: here anything on stderr is a failure.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const grammar = join(root, "grammar/nabla.ne");

interface Output {
  readonly file: string;
  readonly tool: string;
  readonly written: (said: string) => string;
}

const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="UTF-8">
<title>The grammar of nablac</title>`;

const introduction = `<body>
<h1>The grammar of a statement</h1>
<p>Drawn by nearley-railroad from grammar/nabla.ne. A box with round corners is written as it is, or is a word of a kind;
one with square corners is another diagram. A line end closes a statement, outside of brackets.</p>`;

/** The page of diagrams with a title, and the rules as headings below it, which links can name. */
const asPage = (said: string): string =>
  `${said
    .replace(/^[\s\S]*?<meta[^>]*>/, head)
    .replace("<body>", introduction)
    .replaceAll(/<h1><code>(\w+)<\/code><\/h1>/g, '<h2 id="$1"><code>$1</code></h2>')
    .replaceAll(/[ \t]+$/gm, "")
    .trimEnd()}\n`;

const outputs: readonly Output[] = [
  { file: "generated/grammar.ts", tool: "nearleyc", written: (said) => said },
  { file: "docs/grammar.html", tool: "nearley-railroad", written: asPage },
];

for (const { file, tool, written } of outputs) {
  const path = createRequire(import.meta.url).resolve(`nearley/bin/${tool}.js`);
  const made = spawnSync(process.execPath, ["--no-warnings", path, grammar], { encoding: "utf8" });
  if (made.status !== 0 || made.stderr !== "" || made.stdout === "") {
    console.error(`${tool} makes nothing of grammar/nabla.ne:\n${made.stderr}`);
    process.exitCode = 1;
  } else if (!process.argv.includes("--check")) {
    writeFileSync(join(root, file), written(made.stdout));
  } else if (readFileSync(join(root, file), "utf8") !== written(made.stdout)) {
    console.error(`${file} is not what ${tool} makes of grammar/nabla.ne: run scripts/grammar.ts`);
    process.exitCode = 1;
  }
}
