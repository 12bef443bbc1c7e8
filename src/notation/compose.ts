import * as build from "./build.ts";
import type { Formula } from "./formula.ts";

/** Formulas of matrices as a person would put them together: with powers of them, and with few transposes. */

/** A product of matrices; equal ones side by side are a power. */
export function matrixProduct(factors: readonly Formula[]): Formula {
  const opened = factors.flatMap((factor) =>
    factor.kind === "product" && factor.operator === "matrix" ? factor.factors : [factor],
  );
  const runs: { readonly base: Formula; count: number }[] = [];
  for (const factor of opened) {
    const last = runs.at(-1);
    if (last && same(last.base, factor)) last.count += 1;
    else runs.push({ base: factor, count: 1 });
  }
  return build.product(
    "matrix",
    runs.map(({ base, count }) => build.power(base, count)),
  );
}

/** The transpose, its minus sign in front. */
export function transpose(formula: Formula): Formula {
  const [only, ...others] = formula.kind === "sum" ? formula.terms : [];
  const isMinus = only?.minus === true && others.length === 0;
  return isMinus ? build.negate(build.transpose(only.of)) : build.transpose(formula);
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
  const inside = partsOf(formula).reduce((total, part) => total + transposes(part), 0);
  const count = inside + (formula.kind === "transpose" ? 1 : 0);
  counts.set(formula, count);
  return count;
}

/** The first, unless another shows fewer transposes. */
export const fewest = (first: Formula, ...others: readonly Formula[]): Formula =>
  others.reduce((best, other) => (transposes(other) < transposes(best) ? other : best), first);

const isFormula = (part: unknown): part is Formula => typeof part === "object" && part !== null && "kind" in part;

/** The formulas that a formula is made of, in the order in which they stand. */
const partsOf = (formula: Formula): readonly Formula[] =>
  formula.kind === "sum"
    ? formula.terms.map(({ of }) => of)
    : Object.values(formula as unknown as Record<string, unknown>)
        .flat()
        .filter(isFormula);
