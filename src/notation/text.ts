import { numberText } from "../equations/print-number.ts";
import { factorPlace, isQuotient, needsBrackets, unmarked, type Place } from "./brackets.ts";
import type { BigFormula, Formula, ProductFormula } from "./formula.ts";
import { endsClosed, startsShort, subscript, superscript } from "./scripts.ts";
import { connectives, relations } from "./signs.ts";
import { nameParts, type NamePart } from "./symbol-name.ts";
import { wrap } from "./wrap.ts";

/**
 * Formulas in a line of Unicode: `∂loss/∂W₁ = 2/n·δ_S Xᵀ`. What Unicode has above or below the line is set there; the
 * rest is written so that nothing is lost: `h_hidden`, `x^(3/2)`, `W₁[j,k]`.
 */
export interface TextOptions {
  /** Sets a part that has changed; as the rest where it is absent. */
  readonly mark?: (text: string) => string;
}

/** The formula in one line. */
export const text = (formula: Formula, options: TextOptions = {}): string => finished(print(formula), options);

/**
 * The formula in lines of `width` columns, broken where it holds together least; a line begins with the operator.
 * @param taken columns of the first line that are taken already, by `∂loss/∂W₁ = `; the other lines go below it
 */
export function textLines(formula: Formula, width: number, options: TextOptions & { taken?: number } = {}): string[] {
  const { taken = 0 } = options;
  const indent = taken > width / 3 ? 4 : taken + 2;
  let depth = 0;
  return wrap(print(formula), { width, taken, indent }).map((line) => {
    const [, spaces = "", words = ""] = /^( *)(.*?) *$/su.exec(line) ?? [];
    const resumed = opening.repeat(depth) + words;
    depth += words.split(opening).length - words.split(closing).length;
    return spaces + finished(resumed + closing.repeat(depth), options);
  });
}

/** Where marks begin and end while a text is put together, and a space at which no line ends: characters that are in no name. */
const [opening, closing, fixed] = ["\uE000", "\uE001", "\u00A0"];
const signs = /[\uE000\uE001]/gu;
const shown = (text: string): string => text.replace(signs, "");

/** The text with its marks set; a mark within a mark says nothing more. */
function finished(text: string, { mark = (part) => part }: TextOptions): string {
  let [depth, done, part] = [0, "", ""];
  for (const character of text.replaceAll(fixed, " ")) {
    if (character === closing && --depth === 0) [done, part] = [done + mark(part), ""];
    else if (character === opening) depth++;
    else if (depth > 0) part += character === closing ? "" : character;
    else done += character;
  }
  return done;
}

type Spelling = { readonly [K in Formula["kind"]]: (formula: Extract<Formula, { kind: K }>) => string };

const print = (formula: Formula): string => (spelling[formula.kind] as (formula: Formula) => string)(formula);

/** The formula in its place, in brackets where the place demands them. */
const at = (place: Place, formula: Formula): string =>
  needsBrackets(place, formula) ? `(${print(formula)})` : print(formula);

/** Without the spaces around + and −, for places where there is little room. */
const compacted = (text: string): string => text.replace(/ ([+−]) /gu, "$1");
const compact = (formula: Formula): string => compacted(print(formula));

const list = (formulas: readonly Formula[]): string => formulas.map(compact).join();

const spelling: Spelling = {
  number: ({ value }) => numberText(value),
  symbol: ({ name }) => nameText(name),
  ones: () => "1",
  identity: () => "I",
  zeros: () => "0",
  component: ({ of, indices }) => `${at("indexed", of)}[${list(indices)}]`,
  sample: ({ of, indices }) => `${at("base", of)}⁽${indices.map((index) => raised(compact(index))).join("⁾⁽")}⁾`,
  transpose: ({ of }) => {
    const inverse = inverted(of);
    return inverse === undefined ? `${at("base", of)}ᵀ` : `${at("base", inverse)}⁻ᵀ`;
  },
  power: ({ base, exponent, elementwise }) => `${at("base", base)}${elementwise ? "⊙" : ""}${exponentText(exponent)}`,
  root: ({ of }) => `√${at("base", of)}`,
  fraction: ({ above, below, elementwise }) =>
    elementwise
      ? `${at("elementwise", above)} ⊘ ${at("elementwise", below)}`
      : `${at("above", above)}/${at("below", below)}`,
  product: productText,
  sum: ({ terms }) =>
    terms
      .map(({ minus, of }, position) => {
        const sign = position === 0 ? (minus ? "−" : "") : minus ? " − " : " + ";
        return sign + at("term", of);
      })
      .join(""),
  big: ({ operator, indices, where, body }) =>
    `${bigNames[operator]}${bound(indices, where)}${fixed}${at("body", body)}`,
  call: ({ fn, args }) => (args.length === 0 ? fn : `${fn}(${args.map(print).join(", ")})`),
  norm: ({ norm, of }) => {
    const inner = print(of);
    const { fence, after, name } = norms[norm];
    return inner.includes(fence) ? `${name}(${inner})` : fence + inner + fence + after;
  },
  partial: ({ of, by }) => `∂${at("derived", of)}/∂${at("derived", by)}`,
  kronecker: ({ left, right }) => `δ${lowered([left, right]) ?? `_(${list([left, right])})`}`,
  cases: ({ condition, whenTrue, whenFalse }) =>
    `if${fixed}${print(condition)} then ${at("alternative", whenTrue)} else ${print(whenFalse)}`,
  indicator: ({ condition }) => `[${print(condition)}]`,
  relation: ({ operator, left, right }) => `${at("side", left)} ${relations[operator]} ${at("side", right)}`,
  connective: ({ operator, parts }) => {
    const { place, sign } = connectives[operator];
    return parts.map((part) => at(place, part)).join(` ${sign} `);
  },
  not: ({ of }) => `¬${at("negated", of)}`,
  mark: ({ of }) => opening + print(of) + closing,
  ellipsis: () => "…",
};

const bigNames: { readonly [O in BigFormula["operator"]]: string } = {
  sum: "Σ",
  product: "Π",
  max: "max",
  min: "min",
  argmax: "argmax",
  argmin: "argmin",
  logsumexp: "logsumexp",
};

/** How a norm is written, and its name for where its bars would be lost among others. */
const norms = {
  abs: { fence: "|", after: "", name: "abs" },
  one: { fence: "‖", after: "₁", name: "norm₁" },
  two: { fence: "‖", after: "", name: "norm" },
};

/** Digits at the end of a word go below the line; underscores stay, so that `W1` and `W_1` differ. */
const nameText = (name: string): string => nameParts(name).map(partText).join("_");
const partText = ({ word, digits }: NamePart): string => word + (subscript(digits) ?? digits);

/** X where the formula is X⁻¹ */
function inverted(formula: Formula): Formula | undefined {
  if (formula.kind !== "power" || formula.elementwise) return undefined;
  return print(formula.exponent) === "−1" ? formula.base : undefined;
}

/** Above the line as far as there are characters for it, with marks where they are. */
const raised = (text: string): string =>
  superscript(shown(text)) === undefined
    ? text
    : text.replace(/[^\uE000\uE001]/gu, (plain) => superscript(plain) ?? plain);

function exponentText(exponent: Formula): string {
  const spelled = print(exponent); // once, since an exponent may have exponents
  const inside = compacted(spelled);
  const above = raised(inside);
  if (above !== inside) return above;
  return needsBrackets("base", exponent) ? `^(${spelled})` : `^${spelled}`;
}

/** Indices below the line where they are single characters that can be there. */
function lowered(indices: readonly Formula[]): string | undefined {
  const texts = indices.map((index) => shown(print(index)));
  return texts.every((text) => Array.from(text).length === 1) ? subscript(texts.join("")) : undefined;
}

/** What stands under a Σ: its indices, and the condition on them. */
function bound(indices: readonly Formula[], where: Formula | undefined): string {
  if (where !== undefined) return `_(${list(indices)}: ${print(where)})`;
  if (indices.length === 0) return "";
  return lowered(indices) ?? (indices.length === 1 ? `_${list(indices)}` : `_(${list(indices)})`);
}

const productSigns = { scalar: "·", elementwise: " ⊙ ", matrix: undefined };

function productText(product: ProductFormula): string {
  const { operator, factors } = product;
  const sign = productSigns[operator];
  return factors
    .map((factor, position) => {
      const written = at(factorPlace(product, position), factor);
      const before = factors[position - 1];
      if (before === undefined) return written;
      return (sign ?? matrixSign(before, at(factorPlace(product, position - 1), before), factor, written)) + written;
    })
    .join("");
}

/**
 * Matrices stand side by side: `W₁X`. A space keeps apart what would run together: `R Sᵀ`, `δ_S Xᵀ`, `X diag(v)`. Beside
 * numbers, quotients and indicators there is a dot: `2/n·R Sᵀ`.
 */
function matrixSign(before: Formula, left: string, after: Formula, right: string): string {
  if (wantsDot(before) || wantsDot(after)) return "·";
  return endsClosed(shown(left)) && startsShort(shown(right)) ? "" : " ";
}

function wantsDot(factor: Formula): boolean {
  const inner = unmarked(factor);
  return inner.kind === "number" || inner.kind === "indicator" || isQuotient(inner) || isScalarProduct(inner);
}

const isScalarProduct = (formula: Formula): boolean => formula.kind === "product" && formula.operator === "scalar";
