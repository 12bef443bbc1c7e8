import { numberText } from "../equations/print-number.ts";
import { isNegative } from "../util/rational.ts";
import type { Formula, ProductFormula } from "./formula.ts";

/**
 * Where brackets go: the one decision that all printers share. Every formula holds together more or less tightly, every
 * place demands some tightness, and what is looser than its place gets brackets.
 */

/**
 * Loosest first. A matrix product is looser than one of scalars, so that `2·AB` needs no bracket and `(AB) ⊙ C` gets
 * the one that people write. `sampled` is x⁽ⁱ⁾, which may be indexed but not raised.
 */
const order = [
  "alternative",
  "disjunction",
  "conjunction",
  "relation",
  "sum",
  "elementwise",
  "matrix",
  "scalar",
  "raised",
  "sampled",
  "atom",
] as const;

type Tightness = (typeof order)[number];

/** A mark does not show in print, so it does not count. */
export const unmarked = (formula: Formula): Formula => (formula.kind === "mark" ? unmarked(formula.of) : formula);

const tightness: {
  readonly [K in Formula["kind"]]: Tightness | ((formula: Extract<Formula, { kind: K }>) => Tightness);
} = {
  number: ({ value }) => (isNegative(value) ? "sum" : /[/e]/.test(numberText(value)) ? "scalar" : "atom"),
  symbol: "atom",
  ones: "atom",
  identity: "atom",
  zeros: "atom",
  component: "atom",
  sample: "sampled",
  transpose: "raised",
  power: "raised",
  root: "raised",
  fraction: ({ elementwise }) => (elementwise ? "elementwise" : "scalar"),
  product: ({ operator }) => operator,
  sum: "sum",
  big: "scalar",
  call: "atom",
  norm: "atom",
  partial: "scalar",
  kronecker: "atom",
  cases: "alternative",
  indicator: "atom",
  relation: "relation",
  connective: ({ operator }) => (operator === "and" ? "conjunction" : "disjunction"),
  not: "relation",
  mark: ({ of }) => tightnessOf(of),
  ellipsis: "atom",
};

function tightnessOf(formula: Formula): Tightness {
  const row = tightness[formula.kind] as Tightness | ((formula: Formula) => Tightness);
  return typeof row === "string" ? row : row(formula);
}

/** What a place demands; `open` where a Σ may stand, which takes in all that follows. */
interface Demand {
  readonly atLeast: Tightness;
  readonly open?: true;
  /** Whether a/b and ∂a/∂b are refused, which would be misread beside another stroke. */
  readonly noQuotient?: true;
}

const demands = {
  /** One of several arguments, an index, all there is. */
  whole: { atLeast: "alternative", open: true },
  /** Between `then` and `else`. */
  alternative: { atLeast: "sum", open: true },
  disjunct: { atLeast: "conjunction" },
  conjunct: { atLeast: "relation" },
  negated: { atLeast: "atom" },
  side: { atLeast: "sum", open: true },
  term: { atLeast: "elementwise", open: true },
  body: { atLeast: "elementwise", open: true },
  elementwise: { atLeast: "scalar" },
  elementwiseLast: { atLeast: "scalar", open: true },
  scalar: { atLeast: "matrix" },
  scalarLast: { atLeast: "matrix", open: true },
  matrix: { atLeast: "scalar" },
  matrixLast: { atLeast: "scalar", open: true },
  /** Of a quotient that is written in a line. */
  above: { atLeast: "matrix", noQuotient: true },
  below: { atLeast: "raised" },
  /** What a power, a transpose or √ applies to. */
  base: { atLeast: "atom" },
  /** What has indices below. */
  indexed: { atLeast: "sampled" },
  /** After ∂. */
  derived: { atLeast: "sampled" },
} satisfies Record<string, Demand>;

export type Place = keyof typeof demands;

/** The place of a factor. Only in the last one may a Σ stand without brackets. */
export const factorPlace = ({ operator, factors }: ProductFormula, position: number): Place =>
  position === factors.length - 1 ? `${operator}Last` : operator;

/** Whether a formula in this place has to be put in brackets. */
export function needsBrackets(place: Place, formula: Formula): boolean {
  const { atLeast, open, noQuotient }: Demand = demands[place];
  if (order.indexOf(tightnessOf(formula)) < order.indexOf(atLeast)) return true;
  return (endsOpen(formula) && open !== true) || (noQuotient === true && isQuotient(formula));
}

function endsOpen(formula: Formula): boolean {
  const inner = unmarked(formula);
  if (inner.kind === "big") return true;
  const last = inner.kind === "product" ? inner.factors.at(-1) : undefined;
  return (
    last !== undefined && inner.kind === "product" && !needsBrackets(`${inner.operator}Last`, last) && endsOpen(last)
  );
}

/** Whether a formula is written with a stroke: a/b, ∂a/∂b, 1/2. */
export function isQuotient(formula: Formula): boolean {
  const inner = unmarked(formula);
  if (inner.kind === "number") return numberText(inner.value).includes("/");
  return inner.kind === "partial" || (inner.kind === "fraction" && !inner.elementwise);
}
