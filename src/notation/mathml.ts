import { numberText } from "../equations/print-number.ts";
import { isNegative, negative, type Rational } from "../util/rational.ts";
import { factorPlace, needsBrackets, type Place } from "./brackets.ts";
import { areLetters, pile, scriptBrackets } from "./drawn.ts";
import { element, mi, mn, mo, mrow, mtext, thinSpace, type Attributes } from "./mathml-element.ts";
import type {
  BigFormula,
  CasesFormula,
  ComponentFormula,
  Formula,
  NormFormula,
  ProductFormula,
  SampleFormula,
  SymbolFormula,
} from "./formula.ts";
import { connectives, relations } from "./signs.ts";
import { nameParts, type NamePart } from "./symbol-name.ts";

/**
 * Formulas in MathML Core, which browsers draw by themselves. What a step has changed is of the class `changed`, and a
 * symbol that stands for an equation names it in `data-of`.
 */
export const mathml = (formula: Formula, display: "block" | "inline" = "block"): string =>
  element("math", display === "block" ? { display } : {}, print(formula));

type Spelling = { readonly [K in Formula["kind"]]: (formula: Extract<Formula, { kind: K }>) => string };

const print = (formula: Formula): string => (spelling[formula.kind] as (formula: Formula) => string)(formula);

/** The formula in its place, in brackets where the place demands them. */
const at = (place: Place, formula: Formula): string =>
  needsBrackets(place, formula) ? bracketed(print(formula)) : print(formula);

/** The formula with something above it, which stands right over its subscripts where it has some. */
function raised(of: Formula, above: string): string {
  if (scriptBrackets("base", of, "above")) return superscript(bracketed(print(of)), above);
  if (of.kind === "symbol") return scripted(of, [], above);
  return of.kind === "component" ? piled(of, above) : superscript(print(of), above);
}

const superscript = (on: string, above: string): string => element("msup", {}, on, above);

/** What is taller than a letter with scripts, by its elements; no name contains an element. */
const isTall = (inside: string): boolean => /<m(?:frac|under|table|sqrt)|stretchy="true"/.test(inside);

/** In fences as high as what is between them; browsers draw wide ones where they need not grow. */
function fenced(open: string, inside: string, close: string): string {
  const size = { stretchy: String(isTall(inside)) };
  return mrow(mo(open, size), inside, mo(close, size));
}

const bracketed = (inside: string): string => fenced("(", inside, ")");

const bold = { style: "font-weight: bold" };

const spelling: Spelling = {
  number: ({ value }) => numberElement(value),
  symbol: (symbol) => scripted(symbol, [], ""),
  ones: () => mn("1", bold),
  identity: () => mi("I", { ...bold, mathvariant: "normal" }),
  zeros: () => mn("0", bold),
  component: (component) => piled(component, ""),
  sample: (sample) => piled(sample, ""),
  transpose: ({ of }) => {
    const inverse = inverted(of);
    const turned = mi("T", { mathvariant: "normal" });
    return inverse === undefined ? raised(of, turned) : raised(inverse, mrow(minus, turned));
  },
  power: ({ base: of, exponent, elementwise }) => {
    const above = exponentElement(exponent);
    return raised(of, elementwise ? mrow(mo("⊙"), above) : above);
  },
  root: ({ of }) => element("msqrt", {}, print(of)),
  fraction: ({ above, below, elementwise }) =>
    elementwise
      ? mrow(at("elementwise", above), mo("⊘"), at("elementwise", below))
      : element("mfrac", {}, print(above), print(below)),
  product: productRow,
  sum: ({ terms }) =>
    mrow(
      ...terms.flatMap(({ minus: isMinus, of }, position) => {
        const sign = position === 0 ? (isMinus ? minus : "") : mo(isMinus ? "−" : "+");
        return [sign, at("term", of)];
      }),
    ),
  big: (big) => mrow(bigSign(big), bigNames[big.operator].startsWith("<mi>") ? thinSpace : "", at("body", big.body)),
  call: ({ fn, args }) => {
    const name = mi(fn);
    return args.length === 0 ? name : mrow(name, mo("\u2061"), bracketed(list(args.map(print))));
  },
  norm: normRow,
  partial: ({ of, by }) =>
    element("mfrac", {}, mrow(partialSign, at("derived", of)), mrow(partialSign, at("derived", by))),
  kronecker: ({ left, right }) => element("msub", {}, mi("δ"), indexRow([left, right])),
  cases: casesRow,
  indicator: ({ condition }) => fenced("[", print(condition), "]"),
  relation: ({ operator, left, right }) => mrow(at("side", left), mo(relations[operator]), at("side", right)),
  connective: ({ operator, parts }) => {
    const { place, sign } = connectives[operator];
    return mrow(...parts.flatMap((part, position) => [position === 0 ? "" : mo(sign), at(place, part)]));
  },
  not: ({ of }) => mrow(mo("¬"), at("negated", of)),
  mark: ({ of }) => element("mrow", { class: "changed" }, print(of)),
  ellipsis: () => mi("…", { mathvariant: "normal" }),
};

const minus = mo("−", { form: "prefix" });
const partialSign = mi("∂", { mathvariant: "normal" });

const bigNames: { readonly [O in BigFormula["operator"]]: string } = {
  sum: mo("∑"),
  product: mo("∏"),
  max: mi("max"),
  min: mi("min"),
  argmax: mi("arg max"),
  argmin: mi("arg min"),
  logsumexp: mi("logsumexp"),
};

function numberElement(value: Rational): string {
  if (isNegative(value)) return mrow(minus, numberElement(negative(value)));
  const text = numberText(value);
  const [above = "", below] = text.split("/");
  if (below !== undefined) return element("mfrac", {}, mn(above), mn(below));
  const [mantissa = "", exponent] = text.split("e");
  if (exponent === undefined) return mn(text);
  const above10 = exponent.startsWith("−") ? mrow(minus, mn(exponent.slice(1))) : mn(exponent);
  const power = superscript(mn("10"), above10);
  return mantissa === "1" ? power : mrow(mn(mantissa), mo("×"), power);
}

/** Fractions of numbers have a stroke where there is little room. */
function exponentElement(exponent: Formula): string {
  const [above, below] = exponent.kind === "number" ? numberText(exponent.value).split("/") : [];
  if (above === undefined || below === undefined) return print(exponent);
  return above.startsWith("−") ? mrow(minus, stroke(above.slice(1), below)) : stroke(above, below);
}

const stroke = (above: string, below: string): string =>
  mrow(mn(above), mo("/", { lspace: "0", rspace: "0" }), mn(below));

/** X where the formula is X⁻¹ */
function inverted(formula: Formula): Formula | undefined {
  if (formula.kind !== "power" || formula.elementwise || formula.exponent.kind !== "number") return undefined;
  return numberText(formula.exponent.value) === "−1" ? formula.base : undefined;
}

const partElement = ({ word, digits }: NamePart): string => {
  const main = /^[0-9]+$/.test(word) ? mn(word) : mi(word);
  return digits === "" ? main : element("msub", {}, main, mn(digits));
};

/** A symbol with the subscripts of its name and with indices below, and with something above. */
function scripted({ name, of }: SymbolFormula, indices: readonly Formula[], above: string): string {
  const [{ word, digits }, ...subscripts] = nameParts(name);
  const own = [...(digits === "" ? [] : [mn(digits)]), ...subscripts.map(partElement)];
  const below = list([...own, ...(indices.length === 0 ? [] : [indexRow(indices)])]);
  const attributes: Attributes = of === undefined ? {} : { "data-of": of };
  return below === "" && above === "" ? mi(word, attributes) : withScripts(mi(word), below, above, attributes);
}

function withScripts(inner: string, below: string, above: string, attributes: Attributes): string {
  const scripts = [below, above].filter((script) => script !== "");
  if (scripts.length === 2) return element("msubsup", attributes, inner, ...scripts);
  return scripts.length === 0 ? inner : element(above === "" ? "msub" : "msup", attributes, inner, ...scripts);
}

/** The thing with its indices below, and above it its sample or, where it has none, what is given. */
function piled(formula: ComponentFormula | SampleFormula, given: string): string {
  const { core, brackets, below, above } = pile(formula);
  const top = above.length === 0 ? given : bracketed(indexRow(above));
  if (core.kind === "symbol" && !brackets && roomFor(core, below)) return scripted(core, below, top);
  const inner = brackets || core.kind === "symbol" ? bracketed(print(core)) : print(core);
  return withScripts(inner, below.length === 0 ? "" : indexRow(below), top, {});
}

/** Whether indices can join the subscripts of a name without being taken for parts of it. */
const roomFor = ({ name }: SymbolFormula, indices: readonly Formula[]): boolean =>
  indices.length === 0 || areLetters(indices) || !/[0-9]$|_/.test(name);

const list = (parts: readonly string[]): string =>
  parts.length < 2
    ? parts.join("")
    : mrow(...parts.flatMap((part, position) => (position === 0 ? [part] : [mo(","), part])));

/** Letters stand side by side, anything else with commas. */
function indexRow(indices: readonly Formula[]): string {
  const texts = indices.map(print);
  if (!areLetters(indices) || texts.length < 2) return list(texts);
  return mrow(...texts.flatMap((text, position) => (position === 0 ? [text] : [mo("\u2063"), text])));
}

function productRow(product: ProductFormula): string {
  const { operator, factors } = product;
  return mrow(
    ...factors.flatMap((factor, position) => {
      const written = at(factorPlace(product, position), factor);
      if (position === 0) return [written];
      if (operator === "elementwise") return [mo("⊙"), written];
      return digitsMeet(factors[position - 1], written) ? [mo("·"), written] : [mo("\u2062"), thinSpace, written];
    }),
  );
}

/** Whether a dot has to keep a number from what is before it, or a fraction from a whole number. */
const digitsMeet = (before: Formula | undefined, written: string): boolean =>
  /^(?:<m(?:row|sup)>)*<mn>/.test(written) || (before?.kind === "number" && /^(?:<mrow>)*<mfrac>/.test(written));

/** Σ with what stands under it. */
function bigSign({ operator, indices, where }: BigFormula): string {
  const sign = bigNames[operator];
  if (indices.length === 0 && where === undefined) return sign;
  const letters = list(indices.map(print));
  if (where === undefined) return element("munder", {}, sign, letters);
  const close = { style: "padding: 0" };
  const rows = [letters, print(where)].map((row) => element("mtr", {}, element("mtd", close, row)));
  return element("munder", {}, sign, element("mtable", {}, ...rows));
}

function normRow({ norm, of }: NormFormula): string {
  const bar = norm === "abs" ? "|" : "‖";
  const inside = print(of);
  const bars = { stretchy: String(isTall(inside)), lspace: "0", rspace: "0" };
  const row = mrow(mo(bar, { form: "prefix", ...bars }), inside, mo(bar, { form: "postfix", ...bars }));
  return norm === "one" ? element("msub", {}, row, mn("1")) : row;
}

function casesRow({ condition, whenTrue, whenFalse }: CasesFormula): string {
  const left = { style: "text-align: left" };
  const row = (value: string, when: string): string =>
    element("mtr", {}, element("mtd", left, value), element("mtd", left, when));
  const rows = [
    row(print(whenTrue), mrow(mtext("if\u00A0"), print(condition))),
    row(print(whenFalse), mtext("otherwise")),
  ];
  return mrow(mo("{", { form: "prefix", stretchy: "true" }), element("mtable", {}, ...rows));
}
