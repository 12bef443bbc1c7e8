import { equals, isNegative, negative, type Rational, rational } from "../util/rational.ts";
import type { Formula, ProductFormula } from "./formula.ts";

/**
 * Formulas out of formulas, as a person would put them together: products of products are one product, the transpose of
 * a transpose is what it was, and a minus stands in front.
 */

/** A formula and the sign in front of it. */
export interface Signed {
  readonly minus: boolean;
  readonly of: Formula;
}

export const plain = (of: Formula): Signed => ({ minus: false, of });

export const number = (value: Rational): Formula => ({ kind: "number", value });
export const whole = (value: number): Formula => number(rational(value));
export const oneFormula = whole(1);

const wholeOne = rational(1);

export const isNumber = (formula: Formula, value: Rational = wholeOne): boolean =>
  formula.kind === "number" && equals(formula.value, value);

/** −x, as a formula of its own. */
export const withSign = ({ minus, of }: Signed): Formula => (minus ? sumOf([{ minus, of }]) : of);

/** A sum as it is written, sums in it opened. */
export function sumOf(terms: readonly Signed[]): Formula {
  const flat = terms.flatMap((term): readonly Signed[] =>
    term.of.kind === "sum"
      ? term.of.terms.map(({ minus, of }) => ({ minus: minus !== term.minus, of }))
      : [
          term.of.kind === "number" && isNegative(term.of.value)
            ? { minus: !term.minus, of: number(negative(term.of.value)) }
            : term,
        ],
  );
  const [only] = flat;
  return only && flat.length === 1 && !only.minus ? only.of : { kind: "sum", terms: flat };
}

/** A product; factors that are such products themselves join it. */
export function productOf(operator: ProductFormula["operator"], factors: readonly Formula[]): Formula {
  const flat = factors.flatMap((factor) =>
    factor.kind === "product" && factor.operator === operator ? factor.factors : [factor],
  );
  const told = operator === "scalar" ? flat.filter((factor) => !isNumber(factor)) : flat;
  const [only] = told;
  if (only === undefined) return oneFormula;
  return told.length === 1 ? only : { kind: "product", operator, factors: told };
}

/** A product of matrices; equal ones side by side are a power. */
export function matrixProduct(factors: readonly Formula[]): Formula {
  const runs: { readonly base: Formula; count: number }[] = [];
  for (const factor of factors.flatMap((part) =>
    part.kind === "product" && part.operator === "matrix" ? part.factors : [part],
  )) {
    const last = runs.at(-1);
    if (last && same(last.base, factor)) last.count += 1;
    else runs.push({ base: factor, count: 1 });
  }
  return productOf(
    "matrix",
    runs.map(({ base, count }) =>
      count === 1 ? base : { kind: "power", base, exponent: whole(count), elementwise: false },
    ),
  );
}

export const transpose = (of: Formula): Formula => {
  if (of.kind === "transpose") return of.of;
  return of.kind === "identity" || of.kind === "number" ? of : { kind: "transpose", of };
};

export const call = (fn: string, ...args: readonly Formula[]): Formula => ({ kind: "call", fn, args });

export function fractionOf(above: Formula, below: Formula, elementwise: boolean): Formula {
  return isNumber(below) ? above : { kind: "fraction", above, below, elementwise };
}

/** Whether two formulas are written alike. */
const same = (a: Formula, b: Formula): boolean => a === b || textOf(a) === textOf(b);

const texts = new WeakMap<Formula, string>();

function textOf(formula: Formula): string {
  const found = texts.get(formula);
  if (found !== undefined) return found;
  const made = JSON.stringify(formula, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  texts.set(formula, made);
  return made;
}

const counts = new WeakMap<Formula, number>();

/** How many transposes a formula shows. */
export function transposes(formula: Formula): number {
  const found = counts.get(formula);
  if (found !== undefined) return found;
  const inside = Object.values(formula as unknown as Record<string, unknown>).reduce<number>(
    (total, part) => total + transposesIn(part),
    0,
  );
  const count = inside + (formula.kind === "transpose" ? 1 : 0);
  counts.set(formula, count);
  return count;
}

function transposesIn(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((total, item) => total + transposesIn(item), 0);
  if (typeof part !== "object" || part === null) return 0;
  if ("kind" in part) return transposes(part as Formula);
  return "of" in part ? transposesIn(part.of) : 0;
}

/** The first, unless the other shows fewer transposes. */
export const fewest = (first: Formula, ...others: readonly Formula[]): Formula =>
  others.reduce((best, other) => (transposes(other) < transposes(best) ? other : best), first);
