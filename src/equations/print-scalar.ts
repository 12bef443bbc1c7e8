import { equals, isInteger, isNegative, negative, rational, type Rational } from "../util/rational.ts";
import type { ElementwiseFunction } from "./functions.ts";
import type { Term } from "./intern.ts";
import { withIndices, type Names } from "./print-names.ts";
import { numberText, superscript } from "./print-number.ts";
import type { Call, Condition, Index, Mul, Power, Reduce, ReduceOperator, Scalar } from "./scalar.ts";
import { children } from "./walk.ts";

/**
 * How tightly a text holds together, loosest first: `if … else …`, a sum or a leading minus, a product that ends in
 * Σ and so takes in all that follows, a product, a power or root, and what needs no bracket anywhere.
 */
type Level = 0 | 1 | 2 | 3 | 4 | 5;
const [loose, additive, open, product, raised, atom]: readonly [0, 1, 2, 3, 4, 5] = [0, 1, 2, 3, 4, 5];

interface Printed {
  readonly text: string;
  readonly level: Level;
}

/** The names in scope, roughly how many characters there is room for, and of how many parts to show at most. */
interface Page {
  readonly names: Names;
  readonly room: number;
  readonly most: number;
}

const ellipsis: Printed = { text: "…", level: atom };

/** The text of an expression; parts that would take it far beyond `room` characters are folded into `…`. */
export const scalarText = (scalar: Scalar, names: Names, room: number): string =>
  print(scalar, { names, room, most: Infinity }).text;

/** The text of a condition, folded likewise. */
export const conditionText = (condition: Condition, names: Names, room: number): string =>
  print(condition, { names, room, most: Infinity }).text;

const lengths = new WeakMap<Term, number>();

/** About how long the text is. Bodies are graphs, so this may be exponential in what is stored. */
export function lengthOf(term: Term): number {
  const known = lengths.get(term);
  if (known !== undefined) return known;
  const own = term.kind === "read" ? term.tensor.length + 2 : 2;
  const length = children(term).reduce((total, child) => total + lengthOf(child) + 1, own);
  lengths.set(term, length);
  return length;
}

type Spelling = { readonly [K in Term["kind"]]: (term: Extract<Term, { kind: K }>, page: Page) => Printed };

function print(term: Term, { names, room }: Page): Printed {
  if (lengthOf(term) <= room) return spell(term, { names, room, most: Infinity });
  const most = Math.max(2, Math.floor(room / 40));
  const share = Math.floor(room / Math.min(children(term).length, most));
  return share < 8 ? ellipsis : spell(term, { names, room: share, most });
}

const spell = (term: Term, page: Page): Printed =>
  (spelling[term.kind] as (term: Term, page: Page) => Printed)(term, page);

/** The parts that there is room for, spelled, and `…` for the rest. */
function each<T extends Term>(
  parts: readonly T[],
  { most }: Page,
  text: (part: T, position: number) => string,
): string[] {
  const texts = parts.slice(0, most).map(text);
  return parts.length > most ? [...texts, "…"] : texts;
}

/** The text, in brackets where it holds together less tightly than its place demands. */
function at(level: Level, term: Term, page: Page): string {
  const printed = print(term, page);
  return printed.level >= level ? printed.text : `(${printed.text})`;
}

const spelling: Spelling = {
  constant: ({ value }) => {
    const text = numberText(value);
    return { text, level: isNegative(value) ? additive : text.includes("/") ? product : atom };
  },
  extent: ({ dim }) => ({ text: dim.name, level: atom }),
  index: (index, { names }) => ({ text: names.indices.get(index) ?? strayIndex(index), level: atom }),
  read: ({ tensor: name, indices }, page) => {
    const tensor = page.names.symbols.get(name) ?? name;
    const places = indices.map((index) => at(loose, index, page).replaceAll(" ", ""));
    return { text: indices.length === 0 ? tensor : `${tensor}[${places.join()}]`, level: atom };
  },
  add: ({ terms }, page) => ({ text: sumText(terms, page), level: additive }),
  mul: printProduct,
  power: ({ base, exponent }, page) =>
    isNegative(exponent)
      ? { text: `1/${powerText(base, negative(exponent), page)}`, level: product }
      : { text: powerText(base, exponent, page), level: raised },
  call: printCall,
  select: ({ condition, whenTrue, whenFalse }, page) => {
    const test = at(loose, condition, page);
    if (!isConstant(whenFalse, 0)) {
      return {
        text: `if ${test} then ${at(additive, whenTrue, page)} else ${at(loose, whenFalse, page)}`,
        level: loose,
      };
    }
    if (isConstant(whenTrue, 1)) return { text: `[${test}]`, level: atom };
    const value = print(whenTrue, page);
    const factor = value.level >= open ? value.text : `(${value.text})`;
    return { text: `[${test}]·${factor}`, level: value.level === open ? open : product };
  },
  reduce: printReduce,
  truth: ({ value }) => ({ text: String(value), level: atom }),
  less: ({ left, right }, page) => ({
    text: `${at(additive, left, page)} < ${at(additive, right, page)}`,
    level: additive,
  }),
  lessOrEqual: ({ left, right }, page) => ({
    text: `${at(additive, left, page)} ≤ ${at(additive, right, page)}`,
    level: additive,
  }),
  equal: ({ left, right }, page) => ({
    text: `${at(additive, left, page)} = ${at(additive, right, page)}`,
    level: additive,
  }),
  not: ({ condition }, page) => ({
    text:
      condition.kind === "equal"
        ? `${at(additive, condition.left, page)} ≠ ${at(additive, condition.right, page)}`
        : `¬${at(atom, condition, page)}`,
    level: additive,
  }),
  and: ({ conditions }, page) => ({ text: joined(conditions, " ∧ ", page), level: loose }),
  or: ({ conditions }, page) => ({ text: joined(conditions, " ∨ ", page), level: loose }),
};

const strayIndex = ({ scope, number }: Index): string => `${scope}${number}`;

const isConstant = (scalar: Scalar, value: number): boolean =>
  scalar.kind === "constant" && scalar.value.denominator === 1n && scalar.value.numerator === BigInt(value);

const joined = (terms: readonly Condition[], separator: string, page: Page): string =>
  each(terms, page, (term) => at(additive, term, page)).join(separator);

/** Whether a term is printed with a leading minus. */
function isMinus(term: Scalar): boolean {
  const first = term.kind === "mul" ? term.factors[0] : term;
  return first?.kind === "constant" && isNegative(first.value);
}

/** Terms with their signs, one with a plus first where there is one. */
function sumText(terms: readonly Scalar[], page: Page): string {
  const leader = terms.find((term) => !isMinus(term));
  const ordered = leader ? [leader, ...terms.filter((term) => term !== leader)] : terms;
  const texts = each(ordered, page, (term) => {
    const printed = print(term, page);
    return printed.level >= open || isMinus(term) ? printed.text : `(${printed.text})`;
  });
  return texts.reduce((total, text) => (text.startsWith("−") ? `${total} − ${text.slice(1)}` : `${total} + ${text}`));
}

/** x², √x, x⁻¹, x^(3/2) */
function powerText(base: Scalar, exponent: Rational, page: Page): string {
  if (isInteger(exponent)) {
    return exponent.numerator === 1n ? at(raised, base, page) : at(atom, base, page) + superscript(exponent.numerator);
  }
  if (equals(exponent, rational(1, 2))) return `√${at(atom, base, page)}`;
  return `${at(atom, base, page)}^(${numberText(exponent)})`;
}

/** Factors, with negative powers below a line; where a Σ takes in all that follows, it comes last and they stay powers. */
function printProduct({ factors }: Mul, page: Page): Printed {
  const [first] = factors;
  const coefficient = first?.kind === "constant" ? first.value : rational(1);
  const others = first?.kind === "constant" ? factors.slice(1) : factors;
  const sums = others.filter(endsOpen);
  const rest = others.filter((factor) => !endsOpen(factor));
  const size = numberText(isNegative(coefficient) ? negative(coefficient) : coefficient);
  const text = sums.length > 0 ? productText(size, rest, sums, page) : fractionText(size, rest, page);
  if (isNegative(coefficient)) return { text: `−${text}`, level: additive };
  return { text, level: sums.length > 0 ? open : product };
}

const endsOpen = (factor: Scalar): boolean => factor.kind === "reduce" && prefixes[factor.operator] !== undefined;

function productText(size: string, rest: readonly Scalar[], sums: readonly Scalar[], page: Page): string {
  const plain = each(rest, page, (factor) =>
    factor.kind === "power" ? powerText(factor.base, factor.exponent, page) : at(raised, factor, page),
  );
  const last = each(sums, page, (factor, position) => at(position < sums.length - 1 ? product : open, factor, page));
  return [...(size === "1" ? [] : [size]), ...plain, ...last].join("·");
}

function fractionText(size: string, factors: readonly Scalar[], page: Page): string {
  const isBelow = (factor: Scalar): factor is Power => factor.kind === "power" && isNegative(factor.exponent);
  const [number = "1", divisor] = size.split("/");
  const plain = factors.filter((factor) => !isBelow(factor));
  const above = each(plain, page, (factor) => at(raised, factor, page));
  const below = each(factors.filter(isBelow), page, ({ base, exponent }) => powerText(base, negative(exponent), page));
  const line = [...(divisor === undefined ? [] : [divisor]), ...below];
  const top = [...(number === "1" && above.length > 0 ? [] : [number]), ...above].join("·");
  if (line.length === 0) return top;
  return line.length === 1 ? `${top}/${line.join("")}` : `${top}/(${line.join("·")})`;
}

/** Functions that are not written as their name. */
const functionNames: { readonly [F in ElementwiseFunction]?: string } = {
  sigmoid: "σ",
  pi: "π",
  infinity: "∞",
  nan: "NaN",
};

function printCall({ fn, args }: Call, page: Page): Printed {
  const name = functionNames[fn] ?? fn;
  if (args.length === 0) return { text: name, level: atom };
  const [base, exponent] = args;
  if (fn === "pow" && base && exponent) {
    return { text: `${at(atom, base, page)}^${at(atom, exponent, page)}`, level: raised };
  }
  const text = args.map((argument) => at(loose, argument, page)).join(", ");
  return { text: fn === "abs" && !text.includes("|") ? `|${text}|` : `${name}(${text})`, level: atom };
}

/** Reductions that are written before their body; the others are written as functions. */
const prefixes: { readonly [O in ReduceOperator]?: string } = { sum: "Σ", prod: "Π" };

function printReduce({ operator, indices, body }: Reduce, page: Page): Printed {
  const inside = { ...page, names: withIndices(page.names, indices) };
  const letters = indices.map((index) => inside.names.indices.get(index) ?? strayIndex(index));
  const prefix = prefixes[operator];
  if (prefix !== undefined) {
    const bound = letters.map((letter) => `${prefix}${letter}`).join(" ");
    return { text: `${bound} ${at(open, body, inside)}`, level: open };
  }
  const ranges = letters.map((letter, position) => `${letter}∈${indices[position]!.dim.name}`).join(", ");
  return { text: `${operator}(${ranges}: ${at(loose, body, inside)})`, level: atom };
}
