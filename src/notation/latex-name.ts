import { plainScript } from "./scripts.ts";
import { greekNames, nameParts, type NamePart } from "./symbol-name.ts";

/**
 * Names and prose in LaTeX. Whatever a user writes becomes letters on the page, never commands: what is not known to
 * be harmless is spelled by its code point. KaTeX in strict mode and TeX agree on what is made here; letters beyond
 * Latin and Greek stay as they are, inside `\text`, and need XeLaTeX or LuaLaTeX and a font that has them.
 */

/** A name as it is set: what stands on the line, and what stands below. */
export interface LatexName {
  readonly head: string;
  readonly subscripts: readonly string[];
}

export function latexName(name: string): LatexName {
  const [{ word, digits }, ...subscripts] = nameParts(name);
  return { head: wordLatex(word), subscripts: [...(digits === "" ? [] : [digits]), ...subscripts.map(partLatex)] };
}

const partLatex = ({ word, digits }: NamePart): string => wordLatex(word) + (digits === "" ? "" : `_{${digits}}`);

/** A single letter is slanted, a word is upright. */
export function wordLatex(word: string): string {
  if (/^[0-9]+$/.test(word)) return word;
  const letters = lettersOf(word).map(letterLatex);
  return letters.length === 1 ? letters.join("") : `\\mathrm{${besides(letters)}}`;
}

/** Side by side, so that no letter runs into a command before it. */
export const besides = (parts: readonly string[]): string =>
  parts.reduce((left, right) => left + (/\\[a-zA-Z]+$/.test(left) && /^[a-zA-Z]/.test(right) ? " " : "") + right, "");

/** Letters with their marks, decomposed: é is e and an acute. */
const lettersOf = (word: string): string[] => word.normalize("NFD").match(/.\p{M}*/gsu) ?? [];

/** Marks above a letter that TeX has as accents, by their names in formulas and in prose. */
const accents: ReadonlyMap<string, { readonly formula: string; readonly prose: string }> = new Map([
  ["\u0300", { formula: "grave", prose: "`" }],
  ["\u0301", { formula: "acute", prose: "'" }],
  ["\u0302", { formula: "hat", prose: "^" }],
  ["\u0303", { formula: "tilde", prose: "~" }],
  ["\u0304", { formula: "bar", prose: "=" }],
  ["\u0306", { formula: "breve", prose: "u" }],
  ["\u0307", { formula: "dot", prose: "." }],
  ["\u0308", { formula: "ddot", prose: '"' }],
  ["\u030A", { formula: "mathring", prose: "r" }],
  ["\u030C", { formula: "check", prose: "v" }],
]);

/** Greek letters whose plain command is another form of the letter. */
const variants: ReadonlyMap<string, string> = new Map([
  ["epsilon", "varepsilon"],
  ["phi", "varphi"],
]);

function letterLatex(letter: string): string {
  const [base = "", ...marks] = Array.from(letter);
  const greek = greekNames.get(base);
  const plain = /^[A-Za-z0-9]$/.test(base) ? base : greek === undefined ? undefined : latexGreek(greek);
  if (plain === undefined || !marks.every((mark) => accents.has(mark))) return textLetter(letter);
  return marks.reduce((inner, mark) => `\\${accents.get(mark)?.formula ?? ""}{${inner}}`, plain);
}

const latexGreek = (name: string): string => `\\${variants.get(name) ?? name}`;

const textLetter = (letter: string): string =>
  letter === "_" ? "\\_" : `\\text{${proseLetter(letter.normalize("NFC"))}}`;

/** Writing systems whose letters KaTeX lets stand in text, by code points from and to. */
const writing = [
  [0x100, 0x24f], // Latin beyond ASCII
  [0x400, 0x4ff], // Cyrillic
  [0x530, 0x58f], // Armenian
  [0x900, 0x109f], // the scripts of India and Indochina
  [0x10a0, 0x10ff], // Georgian
  [0x3040, 0x30ff], // Kana
  [0x4e00, 0x9faf], // Chinese characters
  [0xac00, 0xd7af], // Hangul
] as const;

const isWritten = (letter: string): boolean => {
  const code = letter.codePointAt(0) ?? 0;
  return writing.some(([from, to]) => code >= from && code <= to);
};

/** Letters of Latin-1 that have no accent. */
const latin: ReadonlyMap<string, string> = new Map([
  ["ß", "\\ss{}"],
  ["æ", "\\ae{}"],
  ["ø", "\\o{}"],
  ["Æ", "\\AE{}"],
  ["Ø", "\\O{}"],
  ["œ", "\\oe{}"],
  ["Œ", "\\OE{}"],
]);

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

const proseLetter = (letters: string): string =>
  Array.from(letters, (letter) => latin.get(letter) ?? (isWritten(letter) ? letter : codePoint(letter))).join("");

/** Characters of formulas that stand in prose. */
const symbols: ReadonlyMap<string, string> = new Map([
  ...[...greekNames].map(([letter, name]) => [letter, latexGreek(name)] as const),
  ["−", "-"],
  ["·", "\\cdot"],
  ["×", "\\times"],
  ["⊙", "\\odot"],
  ["⊘", "\\oslash"],
  ["∂", "\\partial"],
  ["√", "\\surd"],
  ["∞", "\\infty"],
  ["≤", "\\le"],
  ["≥", "\\ge"],
  ["≠", "\\ne"],
  ["≈", "\\approx"],
  ["∈", "\\in"],
  ["→", "\\to"],
  ["′", "'"],
  ["″", "''"],
  ["⁽", "^{(}"],
  ["⁾", "^{)}"],
  ["⟨", "\\langle"],
  ["⟩", "\\rangle"],
  ["⇒", "\\Rightarrow"],
  ["‖", "\\Vert"],
  ["|", "\\vert"],
  ["<", "<"],
  [">", ">"],
  ["∧", "\\land"],
  ["∨", "\\lor"],
  ["¬", "\\lnot"],
  ["…", "\\ldots"],
  ["ℝ", "\\mathbb{R}"],
  ["ᵀ", "^{\\mathsf T}"],
]);

/** What TeX would read as a command, and the dashes and quotes of print. */
const escapes: ReadonlyMap<string, string> = new Map([
  ...Array.from("#$%&_{}", (character) => [character, `\\${character}`] as const),
  ["\\", "\\textbackslash{}"],
  ["~", "\\textasciitilde{}"],
  ["^", "\\textasciicircum{}"],
  ["–", "--"],
  ["—", "---"],
  ["‘", "`"],
  ["’", "'"],
  ["“", "``"],
  ["”", "''"],
]);

/**
 * Prose, with the characters of mathematics that are in it; several spaces are a wide one. It may stand in a paragraph
 * and in `\\text`.
 */
export const latexProse = (prose: string): string =>
  lettersOf(prose).map(proseCharacter).join("").replace(/ {2,}/g, "\\quad{}");

function proseCharacter(letter: string): string {
  const [base = "", ...marks] = Array.from(letter);
  if (marks.length > 0) return accented(base, marks);
  const script = plainScript(base);
  const formula = symbols.get(base) ?? (script === undefined ? undefined : `${script.place}{${script.plain}}`);
  if (formula !== undefined) return `$${formula}$`;
  if (/\s/u.test(base)) return " ";
  return escapes.get(base) ?? (/^[ -~]$/.test(base) ? base : proseLetter(base));
}

/** A Latin letter with accents that TeX has; other letters with their marks as they are. */
function accented(base: string, marks: readonly string[]): string {
  const isLatin = /^[A-Za-z]$/.test(base) && marks.every((mark) => accents.has(mark));
  if (!isLatin) return Array.from((base + marks.join("")).normalize("NFC"), proseCharacter).join("");
  return marks.reduce((inner, mark) => `\\${accents.get(mark)?.prose ?? ""}{${inner}}`, base);
}
