import type { Dim } from "../equations/dim.ts";
import type { ElementwiseFunction } from "../equations/functions.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Term } from "../equations/intern.ts";
import { partsOutsideReductions } from "../equations/walk.ts";
import { isInteger, isNegative } from "../util/rational.ts";

/** Relative costs of the operations, in additions: measured on V8, rounded. */
export const operationCosts = {
  arithmetic: 1,
  division: 4,
  root: 4,
  comparison: 1,
  read: 0.25,
  transcendental: 16,
} as const;

/** The size of a dimension where it is not known. */
const typicalExtent = 64;

/** How often the body of loops over these dimensions runs. */
export const rounds = (dims: readonly Dim[]): number =>
  dims.reduce((product, { size }) => product * Math.max(size ?? typicalExtent, 1), 1);

const cheapFunctions: ReadonlySet<ElementwiseFunction> = new Set<ElementwiseFunction>([
  "abs",
  "sign",
  "step",
  "relu",
  "floor",
  "max",
  "min",
  "pi",
  "infinity",
  "nan",
]);

type CostOf = { readonly [K in Term["kind"]]: (term: Extract<Term, { kind: K }>) => number };

const own: CostOf = {
  constant: () => 0,
  extent: () => 0,
  index: () => 0,
  truth: () => 0,
  read: () => operationCosts.read,
  add: ({ terms }) => (terms.length - 1) * operationCosts.arithmetic,
  mul: ({ factors }) => {
    const [first] = factors;
    const sign = first?.kind === "constant" && first.value.numerator === -1n && first.value.denominator === 1n;
    return (factors.length - (sign ? 2 : 1)) * operationCosts.arithmetic + (sign ? 0.01 : 0);
  },
  power: ({ exponent }) => {
    const division = isNegative(exponent) ? operationCosts.division : 0;
    if (isInteger(exponent))
      return division + Number(exponent.numerator < 0n ? -exponent.numerator : exponent.numerator) - 1;
    return division + (exponent.denominator === 2n ? operationCosts.root : operationCosts.transcendental);
  },
  call: ({ fn }) => (cheapFunctions.has(fn) ? operationCosts.arithmetic : operationCosts.transcendental),
  select: () => operationCosts.comparison,
  reduce: ({ indices, body }) => rounds(indices.map(({ dim }) => dim)) * (cost(body) + operationCosts.arithmetic),
  less: () => operationCosts.comparison,
  lessOrEqual: () => operationCosts.comparison,
  equal: () => operationCosts.comparison,
  not: () => 0,
  and: () => operationCosts.comparison,
  or: () => operationCosts.comparison,
};

const ownCost = (term: Term): number => (own[term.kind] as (term: Term) => number)(term);

const known = new WeakMap<Scalar, number>();

/** What it costs to evaluate an expression once, each of its different parts counted once. */
export function cost(scalar: Scalar): number {
  const found = known.get(scalar);
  if (found !== undefined) return found;
  const total = partsOutsideReductions(scalar).reduce((sum, term) => sum + ownCost(term), 0);
  known.set(scalar, total);
  return total;
}
