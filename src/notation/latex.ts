import { numberText } from "../equations/print-number.ts";
import { isNegative, negative, type Rational } from "../util/rational.ts";
import { factorPlace, needsBrackets, type Place } from "./brackets.ts";
import { areLetters, pile, scriptBrackets } from "./drawn.ts";
import type {
  BigFormula,
  ComponentFormula,
  ConnectiveFormula,
  Formula,
  ProductFormula,
  RelationFormula,
  SampleFormula,
} from "./formula.ts";
import { besides, latexName, wordLatex } from "./latex-name.ts";

/**
 * Formulas in LaTeX, for display: what KaTeX draws in strict mode and what TeX sets with amsmath, amssymb and xcolor.
 */
export const latex = (formula: Formula): string => (spelling[formula.kind] as (formula: Formula) => string)(formula);

/** What a step has changed, in a colour that KaTeX and xcolor know by this name. */
export const latexChanged = (tex: string): string => `\\textcolor{purple}{${tex}}`;

type Spelling = { readonly [K in Formula["kind"]]: (formula: Extract<Formula, { kind: K }>) => string };

/** The formula in its place, in brackets where the place demands them. */
export const latexAt = (place: Place, formula: Formula): string =>
  needsBrackets(place, formula) ? bracketed(latex(formula)) : latex(formula);

const base = (formula: Formula): string =>
  scriptBrackets("base", formula, "above") ? bracketed(latex(formula)) : latex(formula);

/** What is taller than a letter, by the commands that make it so. No name contains a command. */
export const isTall = (tex: string): boolean =>
  /\\(?:frac|sum|prod|begin|left|(?:arg)?m(?:ax|in)_|operatorname\*)/.test(tex);

/** In fences as high as what is between them. */
const fenced = (open: string, inside: string, close: string): string =>
  isTall(inside) ? `\\left${open} ${inside} \\right${close}` : `${open}${inside}${close}`;

const bracketed = (inside: string): string => fenced("(", inside, ")");

const spelling: Spelling = {
  number: ({ value }) => numberLatex(value),
  symbol: ({ name }) => {
    const { head, subscripts } = latexName(name);
    return subscripts.length === 0 ? head : `${head}_{${subscripts.join(",")}}`;
  },
  ones: () => "\\mathbf{1}",
  identity: () => "\\mathbf{I}",
  zeros: () => "\\mathbf{0}",
  component: piledLatex,
  sample: piledLatex,
  transpose: ({ of }) => {
    const inverse = inverted(of);
    return inverse === undefined ? `${base(of)}^{\\mathsf T}` : `${base(inverse)}^{-\\mathsf T}`;
  },
  power: ({ base: of, exponent, elementwise }) =>
    `${base(of)}^{${elementwise ? "\\odot " : ""}${exponentLatex(exponent)}}`,
  root: ({ of }) => `\\sqrt{${latex(of)}}`,
  fraction: ({ above, below, elementwise }) =>
    elementwise
      ? `${latexAt("elementwise", above)} \\oslash ${latexAt("elementwise", below)}`
      : `\\frac{${latex(above)}}{${latex(below)}}`,
  product: (product) =>
    product.factors
      .map((factor, position) => {
        const tex = latexAt(factorPlace(product, position), factor);
        return position === 0 ? tex : productSign(product, position, tex) + tex;
      })
      .join(""),
  sum: ({ terms }) => terms.map(({ minus, of }, position) => termSign(minus, position) + latexAt("term", of)).join(""),
  big: (big) => `${bigSign(big)} ${latexAt("body", big.body)}`,
  call: ({ fn, args }) => callName(fn) + (args.length === 0 ? "" : argumentList(args)),
  norm: ({ norm, of }) => {
    const bar = norm === "abs" ? "vert" : "Vert";
    const inside = latex(of);
    const [left, right] = isTall(inside) ? ["\\left", "\\right"] : ["", ""];
    return `${left}\\l${bar} ${inside}${right}\\r${bar}${norm === "one" ? "_{1}" : ""}`;
  },
  partial: ({ of, by }) => `\\frac{\\partial ${latexAt("derived", of)}}{\\partial ${latexAt("derived", by)}}`,
  kronecker: ({ left, right }) => `\\delta_{${indexList([left, right])}}`,
  cases: ({ condition, whenTrue, whenFalse }) =>
    `\\begin{cases} ${latex(whenTrue)} & \\text{if } ${latex(condition)} \\\\ ${latex(whenFalse)} & \\text{otherwise} \\end{cases}`,
  indicator: ({ condition }) => `\\left[${latex(condition)}\\right]`,
  relation: ({ operator, left, right }) => `${latexAt("side", left)} ${relations[operator]} ${latexAt("side", right)}`,
  connective: ({ operator, parts }) => {
    const { place, sign } = connectives[operator];
    return parts.map((part) => latexAt(place, part)).join(` ${sign} `);
  },
  not: ({ of }) => `\\lnot ${latexAt("negated", of)}`,
  mark: ({ of }) => latexChanged(latex(of)),
  ellipsis: () => "\\ldots",
};

const relations: { readonly [O in RelationFormula["operator"]]: string } = {
  less: "<",
  lessOrEqual: "\\le",
  equal: "=",
  notEqual: "\\ne",
};

const connectives: { readonly [O in ConnectiveFormula["operator"]]: { place: Place; sign: string } } = {
  and: { place: "conjunct", sign: "\\land" },
  or: { place: "disjunct", sign: "\\lor" },
};

const bigNames: { readonly [O in BigFormula["operator"]]: string } = {
  sum: "\\sum",
  product: "\\prod",
  max: "\\max",
  min: "\\min",
  argmax: "\\operatorname*{arg\\,max}",
  argmin: "\\operatorname*{arg\\,min}",
  logsumexp: "\\operatorname*{logsumexp}",
};

function numberLatex(value: Rational): string {
  if (isNegative(value)) return `-${numberLatex(negative(value))}`;
  const text = numberText(value);
  const [above = "", below] = text.split("/");
  if (below !== undefined) return `\\frac{${above}}{${below}}`;
  const [mantissa = "", exponent] = text.split("e");
  if (exponent === undefined) return text;
  return `${mantissa === "1" ? "" : `${mantissa} \\times `}10^{${exponent.replace("−", "-")}}`;
}

/** Fractions of numbers have a stroke where there is little room. */
const exponentLatex = (exponent: Formula): string =>
  exponent.kind === "number" ? latex(exponent).replace(/\\frac\{(\d+)\}\{(\d+)\}/, "$1/$2") : latex(exponent);

/** X where the formula is X⁻¹ */
function inverted(formula: Formula): Formula | undefined {
  if (formula.kind !== "power" || formula.elementwise) return undefined;
  return latex(formula.exponent) === "-1" ? formula.base : undefined;
}

/** The thing with its indices below and its sample above. */
function piledLatex(formula: ComponentFormula | SampleFormula): string {
  const { core, brackets, below, above } = pile(formula);
  const raised = above.length === 0 ? "" : `^{(${indexList(above)})}`;
  if (core.kind !== "symbol" || brackets) {
    const lowered = below.length === 0 ? "" : `_{${indexList(below)}}`;
    return (brackets ? bracketed(latex(core)) : latex(core)) + lowered + raised;
  }
  const { head, subscripts } = latexName(core.name);
  if (subscripts.length > 0 && below.length > 0 && !areLetters(below)) {
    return `${bracketed(latex(core))}_{${indexList(below)}}${raised}`;
  }
  const lowered = [...subscripts, ...(below.length === 0 ? [] : [indexList(below)])].join(",");
  return head + (lowered === "" ? "" : `_{${lowered}}`) + raised;
}

function indexList(indices: readonly Formula[]): string {
  const texts = indices.map(latex);
  return areLetters(indices) ? besides(texts) : texts.join(",");
}

export const termSign = (minus: boolean, position: number): string =>
  position === 0 ? (minus ? "-" : "") : minus ? " - " : " + ";

/** What stands before a factor that is not the first: a thin space, or a dot where digits would meet. */
export function productSign({ operator, factors }: ProductFormula, position: number, tex: string): string {
  if (operator === "elementwise") return " \\odot ";
  const afterNumber = factors[position - 1]?.kind === "number";
  return /^[0-9]/.test(tex) || (afterNumber && tex.startsWith("\\frac")) ? " \\cdot " : " \\, ";
}

/** Σ with what stands under it. */
export function bigSign({ operator, indices, where }: BigFormula): string {
  if (indices.length === 0 && where === undefined) return bigNames[operator];
  const letters = indices.map(latex).join(",");
  const under = where === undefined ? letters : `\\substack{${letters} \\\\ ${latex(where)}}`;
  return `${bigNames[operator]}_{${under}}`;
}

/** Functions that TeX has a command for, by their names here, and constants. */
const commands: ReadonlyMap<string, string> = new Map([
  ...["log", "exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min", "det"].map(
    (name) => [name, `\\${name}`] as const,
  ),
  ["∞", "\\infty"],
]);

function callName(fn: string): string {
  const command = commands.get(fn);
  if (command !== undefined) return command;
  return Array.from(fn).length === 1 ? wordLatex(fn) : wordLatex(fn).replace(/^\\mathrm/, "\\operatorname");
}

/** Arguments in brackets, without the space that TeX puts before high ones. */
function argumentList(args: readonly Formula[]): string {
  const inside = args.map(latex).join(", ");
  return isTall(inside) ? `\\mathopen{}\\left( ${inside} \\right)\\mathclose{}` : `(${inside})`;
}
