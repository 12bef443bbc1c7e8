/**
 * Compiles grammar/nabla.ne into generated/grammar.ts; with `--check`, fails unless the latter is up to date.
 * nearleyc reports an undefined nonterminal on stderr alone and exits with 0: here anything on stderr is a failure.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const grammar = fileURLToPath(new URL("../grammar/nabla.ne", import.meta.url));
const generated = fileURLToPath(new URL("../generated/grammar.ts", import.meta.url));
const nearleyc = createRequire(import.meta.url).resolve("nearley/bin/nearleyc.js");

const { status, stdout, stderr } = spawnSync(process.execPath, ["--no-warnings", nearleyc, grammar], {
  encoding: "utf8",
});
if (status !== 0 || stderr !== "" || stdout === "") {
  console.error(`grammar/nabla.ne does not compile:\n${stderr}`);
  process.exitCode = 1;
} else if (!process.argv.includes("--check")) {
  writeFileSync(generated, stdout);
} else if (readFileSync(generated, "utf8") !== stdout) {
  console.error("generated/grammar.ts is not what grammar/nabla.ne compiles to: run scripts/grammar.ts");
  process.exitCode = 1;
}
