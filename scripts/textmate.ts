import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keywords, manualOf } from "../src/editing.ts";
import { declarationWords } from "../src/parse/token.ts";
import { writeAtomically } from "../src/util/atomic-write.ts";

/**
 * The colours of the language for editors that read TextMate's grammars, from the words and the functions that the
 * compiler knows. With `--check` it says whether what is committed is that.
 */
const target = join(import.meta.dirname, "../editors/vscode/syntaxes/nabla.tmLanguage.json");

/** `ᵀ` is a letter to Unicode, and an operator here. */
const name = String.raw`(?!ᵀ)[\p{L}_](?:(?!ᵀ)[\p{L}\p{M}\p{Nd}_])*`;
const whole = (words: Iterable<string>): string =>
  String.raw`(?<![\p{L}\p{M}\p{Nd}_])(?:${[...words].sort().join("|")})(?!(?!ᵀ)[\p{L}\p{M}\p{Nd}_])`;
const control = ["if", "then", "else"];
const others = [...keywords].filter((word) => !declarationWords.has(word) && !control.includes(word));

const grammar = {
  name: "nabla",
  scopeName: "source.nabla",
  fileTypes: ["nabla"],
  patterns: [
    { name: "comment.line.double-slash.nabla", match: "//.*$" },
    { name: "comment.block.nabla", begin: String.raw`/\*`, end: String.raw`\*/` },
    { name: "string.quoted.double.nabla", match: '"[^"]*"' },
    { name: "storage.type.nabla", match: whole(declarationWords) },
    { name: "keyword.control.nabla", match: whole(control) },
    { name: "keyword.operator.word.nabla", match: whole(others) },
    {
      name: "constant.numeric.nabla",
      match: String.raw`(?<![\p{L}\p{M}\p{Nd}_])(?:[0-9]+(?:\.(?![*/^])[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?`,
    },
    { name: "support.function.nabla", match: String.raw`${whole(manualOf.keys())}(?=\s*\()` },
    { name: "constant.language.nabla", match: whole(["pi", "π"]) },
    { name: "entity.name.function.nabla", match: String.raw`${name}(?=\s*\()` },
    { name: "variable.other.nabla", match: name },
    { name: "keyword.operator.nabla", match: String.raw`<=|>=|==|!=|\.[*/^]|[-+*/^<>=⊙⊘'ᵀ]` },
    { name: "punctuation.separator.nabla", match: "[,;:]" },
    { name: "punctuation.section.nabla", match: String.raw`[()\[\]]` },
  ],
};

const text = `${JSON.stringify(grammar, undefined, 2)}\n`;
if (!process.argv.includes("--check")) await writeAtomically(target, text);
else if (readFileSync(target, "utf8") !== text) {
  console.error("editors/vscode/syntaxes/nabla.tmLanguage.json is stale: npm run generate writes it");
  process.exitCode = 1;
}
