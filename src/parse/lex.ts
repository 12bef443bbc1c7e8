import moo from "moo";
import type { Diagnostics } from "../diagnostics/collector.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { invisibleName, spellingOf } from "./characters.ts";
import { keywords, type Token } from "./token.ts";

/*
 * The tokens of a text. moo tries the rules in their order. `ᵀ` is a letter to Unicode and an operator here, and a
 * point belongs to a number only where no operator begins with it: `1./x` is `1 ./ x`, `1.5` one number.
 */
const letter = String.raw`(?:(?!\u1D40|\u2E2F)[\p{L}_])`;
const nameRest = String.raw`(?:(?!\u1D40|\u2E2F)[\p{L}\p{M}\p{Nd}_])*`;
const point = String.raw`\.(?![*/^])`;

const rules = moo.compile({
  bidirectional: /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u,
  newline: { match: /\r\n|\n|\r/u, lineBreaks: true },
  space: /[\t\f\uFEFF\p{Zs}]+/u,
  lineComment: /\/\/[^\n\r]*/u,
  comment: { match: /\/\*[^]*?\*\//u, lineBreaks: true },
  openComment: { match: /\/\*[^]*/u, lineBreaks: true },
  string: /"[^"\n\r]*"/u,
  number: new RegExp(
    String.raw`(?:[0-9]+(?:${point}[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?!${letter}|[0-9]|${point})`,
    "u",
  ),
  malformed: new RegExp(String.raw`\.?[0-9](?:${letter}|\p{M}|\p{Nd}|${point})*`, "u"),
  name: { match: new RegExp(letter + nameRest, "u"), value: (text) => text.normalize("NFC") },
  operator: ["<=", ">=", "==", "!=", ".*", "./", ".^", "+", "-", "*", "/", "^", "<", ">", "=", "'", "\u1D40", "⊙", "⊘"],
  bracket: ["(", ")", "[", "]"],
  separator: [",", ";", ":"],
  other: /[^\n]/u,
});

/** Other spellings of an operator. */
const canonical = new Map([
  ["⊙", ".*"],
  ["⊘", "./"],
  ["\u1D40", "'"],
]);

/** Something that cannot stand in a statement and was reported already. */
export const BROKEN = "broken";

/** A text as it is read: what statements are made of, and apart from it what only people read. */
export interface Lexed {
  /** With a token `newline` at each end of a line; white space and comments are left out. */
  readonly tokens: readonly Token[];
  readonly comments: readonly Span[];
}

const commentRules: ReadonlySet<string> = new Set(["lineComment", "comment"]);

/** The tokens of the text, up to a number of problems. */
export function lex(source: string, diagnostics: Diagnostics, problemLimit: number): Lexed {
  const tokens: Token[] = [];
  const comments: Span[] = [];
  for (const { type = BROKEN, value, text, offset: start } of rules.reset(source)) {
    const end = start + text.length;
    const kind = readers[type] ?? readers["other"];
    const token = kind?.({ type, value, start, end }, text, diagnostics);
    if (token) tokens.push(token);
    if (commentRules.has(type)) comments.push({ start, end });
    if (diagnostics.count >= problemLimit) break;
  }
  return { tokens, comments };
}

type Reader = (token: Token, text: string, diagnostics: Diagnostics) => Token | undefined;

/** The type of an operator, a bracket or a separator is its own spelling. */
const spelled: Reader = (token) => {
  const value = canonical.get(token.value) ?? token.value;
  return { ...token, type: value, value };
};

/** A comment over several lines ends the line on which it begins. */
const comment: Reader = (token, text, diagnostics) => {
  for (const { index, 0: character } of text.matchAll(bidirectional)) {
    reportBidirectional(character, token.start + index, diagnostics);
  }
  return /[\n\r]/.test(text) ? { ...token, type: "newline", value: "\n" } : undefined;
};

const bidirectional = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

function reportBidirectional(character: string, start: number, diagnostics: Diagnostics): void {
  const message = `the invisible character ${invisibleName(character)} changes the order in which the text is shown`;
  diagnostics.report("E0103", message, { span: { start, end: start + 1 }, repairs: ["remove it"] });
}

const readers: Readonly<Record<string, Reader>> = {
  newline: (token) => token,
  space: () => undefined,
  lineComment: comment,
  comment,
  openComment: (token, _, diagnostics) => {
    const span = { start: token.start, end: token.start + 2 };
    diagnostics.report("E0105", "the comment that begins here has no end", { span, repairs: ["end it with `*/`"] });
    return undefined;
  },
  bidirectional: (token, text, diagnostics) => {
    reportBidirectional(text, token.start, diagnostics);
    return { ...token, type: BROKEN };
  },
  string: (token, text, diagnostics) => {
    comment(token, text, diagnostics);
    return token;
  },
  number: (token, text, diagnostics) => {
    const size = Number(text);
    if (size === Infinity || (size === 0 && /^[^eE]*[1-9]/.test(text))) {
      const limit =
        size === 0 ? "smaller than the smallest double, 4.9e-324" : "larger than the largest double, 1.8e308";
      diagnostics.report("E0107", `the number \`${shortened(text)}\` is ${limit}`, { span: token });
    }
    return token;
  },
  malformed: (token, text, diagnostics) => {
    const product = /^([0-9]+)((?![eE])\p{L}.*)$/u.exec(text);
    const repairs =
      product && !/^0[xob]/i.test(text) ? [`a product is written \`${product[1] ?? ""} * ${product[2] ?? ""}\``] : [];
    diagnostics.report("E0106", `\`${shortened(text)}\` is neither a number nor a name`, { span: token, repairs });
    return { ...token, type: BROKEN };
  },
  name: (token, _, _diagnostics) => (keywords.has(token.value) ? { ...token, type: token.value } : token),
  operator: spelled,
  bracket: spelled,
  separator: spelled,
  other: (token, text, diagnostics) => {
    const spelling = spellingOf(text);
    const repairs = spelling === undefined ? [] : [spelling];
    diagnostics.report("E0104", `${characterName(text)} is not a character of the language`, { span: token, repairs });
    return { ...token, type: BROKEN };
  },
};

function characterName(character: string): string {
  return /^[\p{C}\p{Z}\p{M}]/u.test(character) ? invisibleName(character) : `\`${character}\``;
}

function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
