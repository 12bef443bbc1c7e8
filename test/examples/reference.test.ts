import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { binaryOperators, binders, keywords } from "../../src/parse/token.ts";
import { libraryNames, softNames, unavailable } from "../../src/check/library/library.ts";
import { manual } from "../../src/check/library/manual.ts";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { tokensOf } from "../format/loosen.ts";
import { blocksOf } from "./documents.ts";

/**
 * The reference and the page for language models are whole: the tables of the compiler say what there is, so that nothing
 * new is left out.
 */
const page = readFileSync("llms.txt", "utf8");
const reference = readFileSync("docs/language.md", "utf8");

const fenced = /^```[\s\S]*?^```$/gm;

const specimens = (document: string): string[] =>
  blocksOf(document)
    .filter(({ language }) => language === "nabla")
    .map(({ body }) => body);

const wordsIn = (source: string): string[] => tokensOf(source).tokens.map(({ value }) => value);

/** All that can be written: words, functions, operators and signs. */
const everything = [
  ...[...keywords, ...libraryNames(), ...softNames, ...binaryOperators],
  ...["'", "(", ")", "[", "]", ",", ";", "=", "value", "gradient", "predict", "loss"],
];

test("every construct of the language stands in a specimen of the reference", () => {
  const written = new Set(specimens(reference).flatMap(wordsIn));
  expect(everything.filter((word) => !written.has(word))).toEqual([]);
  for (const binder of binders) expect(specimens(reference).join("\n")).toMatch(new RegExp(`\\b${binder}\\(\\w+ in `));
});

describe("the page for language models", () => {
  test("says of each function what an editor says", () => {
    const said = Object.values(manual).map(({ signature, says }) => `- \`${signature}\`: ${says}`);
    const lines = new Set(page.split("\n"));
    expect(said.filter((line) => !lines.has(line))).toEqual([]);
  });

  test("names every word, operator and sign, and what is not there yet", () => {
    const quoted = Array.from(page.replace(fenced, "").matchAll(/`([^`]+)`/g), ([, text = ""]) => text);
    const named = new Set(quoted.flatMap(wordsIn));
    expect([...everything, ...unavailable].filter((word) => !named.has(word))).toEqual([]);
  });

  test("says of codes what there is", () => {
    const codes = Array.from(page.matchAll(/\b[EW]0\d{3}\b/g), ([code]) => code);
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !(code in catalogue))).toEqual([]);
  });
});
