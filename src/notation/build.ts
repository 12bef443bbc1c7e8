import { equals, isNegative, isZero, negative, rational, type Rational } from "../util/rational.ts";
import type {
  BigFormula,
  CasesFormula,
  ConnectiveFormula,
  Formula,
  NormFormula,
  NumberFormula,
  ProductFormula,
  RelationFormula,
  SumFormula,
  SymbolFormula,
} from "./formula.ts";

/**
 * The constructors of formulas. They keep what nobody would write off the paper: products in products, factors 1,
 * terms 0, a transpose of a transpose, a minus sign inside a product.
 */

const exact = (value: Rational | number): Rational => (typeof value === "number" ? rational(value) : value);

/** @param value exact; a plain number has to be whole */
export const number = (value: Rational | number): NumberFormula => ({ kind: "number", value: exact(value) });

export const symbol = (name: string, of?: string): SymbolFormula =>
  of === undefined ? { kind: "symbol", name } : { kind: "symbol", name, of };

export const ones: Formula = { kind: "ones" };
export const identity: Formula = { kind: "identity" };
export const zeros: Formula = { kind: "zeros" };
export const ellipsis: Formula = { kind: "ellipsis" };

/** `of[indices]`; the thing itself where there are none. */
export const component = (of: Formula, indices: readonly Formula[]): Formula =>
  indices.length === 0 ? of : { kind: "component", of, indices };

/** `of` with the indices of a sample above it; the thing itself where there are none. */
export const sample = (of: Formula, indices: readonly Formula[]): Formula =>
  indices.length === 0 ? of : { kind: "sample", of, indices };

/** (Aᵀ)ᵀ = A, Iᵀ = I, and numbers have no other side. */
export function transpose(of: Formula): Formula {
  if (of.kind === "transpose") return of.of;
  return of.kind === "number" || of.kind === "identity" ? of : { kind: "transpose", of };
}

const isNumber = (formula: Formula, value: number): boolean =>
  formula.kind === "number" && equals(formula.value, rational(value));

/** x¹ = x; the square root has a sign of its own. */
export function power(base: Formula, exponent: Formula | Rational | number, elementwise = false): Formula {
  const above = typeof exponent === "object" && "kind" in exponent ? exponent : number(exponent);
  if (isNumber(above, 1)) return base;
  if (!elementwise && above.kind === "number" && equals(above.value, rational(1, 2))) return root(base);
  return { kind: "power", base, exponent: above, elementwise };
}

export const root = (of: Formula): Formula => ({ kind: "root", of });

/** −(−x) = x */
export function negate(formula: Formula): Formula {
  if (formula.kind === "number") return number(negative(formula.value));
  const [only, ...others] = formula.kind === "sum" ? formula.terms : [];
  if (only === undefined || others.length > 0) return { kind: "sum", terms: [{ minus: true, of: formula }] };
  return only.minus ? only.of : { kind: "sum", terms: [{ minus: true, of: only.of }] };
}

/** Whether the formula has a minus sign that a product or a quotient can have instead. */
function isMinus(formula: Formula): boolean {
  if (formula.kind === "number") return isNegative(formula.value);
  return formula.kind === "sum" && formula.terms.length === 1 && formula.terms[0]?.minus === true;
}

/** above/below, with the minus sign in front; x/1 = x. */
export function fraction(above: Formula, below: Formula, elementwise = false): Formula {
  if (isNumber(below, 1)) return above;
  if (isMinus(above)) return negate(fraction(negate(above), below, elementwise));
  return { kind: "fraction", above, below, elementwise };
}

/** A product with its minus sign in front and without factors 1; products of the same operator in it are opened. */
export function product(operator: ProductFormula["operator"], factors: readonly Formula[]): Formula {
  const minus = factors.filter(isMinus).length % 2 === 1;
  const opened = factors
    .map((factor) => (isMinus(factor) ? negate(factor) : factor))
    .flatMap((factor) => (factor.kind === "product" && factor.operator === operator ? factor.factors : [factor]))
    .filter((factor) => !isNumber(factor, 1));
  const [only = number(1), ...others] = opened;
  const unsigned: Formula = others.length === 0 ? only : { kind: "product", operator, factors: opened };
  return minus ? negate(unsigned) : unsigned;
}

type Term = SumFormula["terms"][number];

/** The terms that a summand consists of, with their signs. */
function termsOf(of: Formula): readonly Term[] {
  if (of.kind === "sum") return of.terms;
  if (of.kind !== "number") return [{ minus: false, of }];
  if (isZero(of.value)) return [];
  return [isMinus(of) ? { minus: true, of: negate(of) } : { minus: false, of }];
}

/** A sum without terms 0; sums in it are opened. */
export function sum(summands: readonly Formula[]): Formula {
  const terms = summands.flatMap(termsOf);
  const [only, ...others] = terms;
  if (only === undefined) return number(0);
  if (others.length > 0) return { kind: "sum", terms };
  return only.minus ? negate(only.of) : only.of;
}

export const difference = (left: Formula, right: Formula): Formula => sum([left, negate(right)]);

/** Σ and the like; `where` is a condition on the indices. */
export function big(
  operator: BigFormula["operator"],
  indices: readonly Formula[],
  body: Formula,
  where?: Formula,
): BigFormula {
  return where === undefined
    ? { kind: "big", operator, indices, body }
    : { kind: "big", operator, indices, where, body };
}

export const call = (fn: string, args: readonly Formula[]): Formula => ({ kind: "call", fn, args });
export const norm = (which: NormFormula["norm"], of: Formula): Formula => ({ kind: "norm", norm: which, of });
export const partial = (of: Formula, by: Formula): Formula => ({ kind: "partial", of, by });
export const kronecker = (left: Formula, right: Formula): Formula => ({ kind: "kronecker", left, right });
export const indicator = (condition: Formula): Formula => ({ kind: "indicator", condition });

export const cases = (condition: Formula, whenTrue: Formula, whenFalse: Formula): CasesFormula => ({
  kind: "cases",
  condition,
  whenTrue,
  whenFalse,
});

export const relation = (left: Formula, operator: RelationFormula["operator"], right: Formula): Formula => ({
  kind: "relation",
  operator,
  left,
  right,
});

export const connective = (operator: ConnectiveFormula["operator"], parts: readonly Formula[]): Formula => ({
  kind: "connective",
  operator,
  parts,
});

export const not = (of: Formula): Formula => ({ kind: "not", of });

/** A part that a step has changed; a mark within a mark says nothing more. */
export function mark(of: Formula): Formula {
  if (of.kind === "mark") return of;
  return isMinus(of) ? negate(mark(negate(of))) : { kind: "mark", of };
}
