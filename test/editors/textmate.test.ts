import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { Diagnostics } from "../../src/diagnostics/collector.ts";
import { keywords, manualOf } from "../../src/editing.ts";
import { lex } from "../../src/parse/lex.ts";
import type { Token } from "../../src/parse/token.ts";

const root = join(import.meta.dirname, "../..");
const grammarFile = join(root, "editors/vscode/syntaxes/nabla.tmLanguage.json");
let grammar: textmate.IGrammar;

beforeAll(async () => {
  await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: () => Promise.resolve(textmate.parseRawGrammar(readFileSync(grammarFile, "utf8"), grammarFile)),
  });
  const loaded = await registry.loadGrammar("source.nabla");
  if (!loaded) throw new Error("no grammar");
  grammar = loaded;
});

/** The innermost scope at each offset. */
function scopesOf(source: string): string[] {
  const scopes: string[] = [];
  let state = textmate.INITIAL;
  for (const line of source.split("\n")) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes: all } of tokens)
      for (let at = startIndex; at < Math.min(endIndex, line.length); at++) scopes.push(all.at(-1) ?? "");
    scopes.push("end");
  }
  return scopes;
}

/** What a token may be coloured as, by its type. */
function wanted({ type, value }: Token, next: Token | undefined): RegExp {
  if (keywords.has(type)) return /^(storage\.type|keyword\.control|keyword\.operator\.word)\.nabla$/;
  if (type === "number") return /^constant\.numeric/;
  if (type !== "name") return /^(keyword\.operator|punctuation)/;
  if (next?.type !== "(") return value === "pi" ? /^constant\.language/ : /^variable\.other/;
  return manualOf.has(value) ? /^support\.function/ : /^entity\.name\.function/;
}

const examples = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".nabla"),
);

/** Every word and comment of a text, by what colours it. */
function expectColoured(source: string): void {
  const scopes = scopesOf(source);
  const { tokens, comments } = lex(source, new Diagnostics(), Infinity);
  for (const [at, token] of tokens.entries()) {
    if (token.type === "newline") continue;
    for (let offset = token.start; offset < token.end; offset++)
      expect(scopes[offset], source.slice(token.start, token.end)).toMatch(wanted(token, tokens[at + 1]));
  }
  for (const { start, end } of comments)
    for (let offset = start; offset < end; offset++)
      if (source[offset] !== "\n") expect(scopes[offset]).toMatch(/^comment/);
}

describe("what is coloured", () => {
  test.each(examples)("examples/%s", (file) => {
    expectColoured(readFileSync(join(root, "examples", file), "utf8"));
  });

  test("every word of the language", () => {
    expectColoured([...keywords].map((word) => `a ${word} 1`).join("\n"));
  });

  test("every function of the library, where it is applied", () => {
    expectColoured([...manualOf.keys()].map((name) => `a = ${name}(x) + ${name}_ (y)`).join("\n"));
  });

  test("numbers, operators and comments of every kind", () => {
    expectColoured("a = 1. + .5e-3*1./x - Bᵀ' ⊙ C ⊘ W1ᵀ^2 .^ δ_2 /* b\n c */ + 2.*pi // d\nif_ = a <= b");
  });
});
