import { add, negate, sum } from "../equations/build.ts";
import { open } from "../equations/reduce.ts";
import { weighted } from "../equations/ring.ts";
import type { Condition, Index, Reduce, Scalar } from "../equations/scalar.ts";
import { isNegative, negative, rational, type Rational } from "../util/rational.ts";
import { big, fraction, indicator, kronecker, negate as minus, number, product } from "./build.ts";
import { writeCondition } from "./condition.ts";
import type { Formula } from "./formula.ts";
import { contract, joined } from "./matrix/contract.ts";
import { factorsOf, isGuard, isSum } from "./matrix/factors.ts";
import { inverse, lay } from "./matrix/lay.ts";
import { total } from "./matrix/total.ts";
import { byRank, factorRank } from "./order.ts";
import { type Frame, hidden, type Page, scalarFrame } from "./page.ts";

/** What is a product, though its kind may be another: a sum of products, 1/x, and a guard. */
export const isProduct = (scalar: Scalar): boolean =>
  scalar.kind === "mul" || isSum(scalar) || isGuard(scalar) || (scalar.kind === "power" && isNegative(scalar.exponent));

/** A product, or a sum of products, that lies as the frame says. */
export const writeProduct = (scalar: Scalar, frame: Frame, page: Page): Formula =>
  isSum(scalar) ? writeSum(scalar, frame, page) : sumOfProducts(scalar, [], frame, page);

/** Σ over the indices that are seen, of a product of matrices for those that are not. */
function writeSum(given: Reduce, frame: Frame, page: Page): Formula {
  const apart = isApart(given, page);
  const { indices, body } = apart ? open(given) : given;
  const seen = indices.filter(({ dim }) => page.isExplicit(dim));
  const unseen = indices.filter(({ dim }) => !page.isExplicit(dim));
  const inside = seen.length === 0 ? page : { ...page, letters: page.letters.with(seen) };
  const written =
    apart || unseen.length === 0
      ? page.term(termByTerm(body, unseen), frame, inside)
      : sumOfProducts(body, unseen, frame, inside);
  if (seen.length === 0) return written;
  const letters = seen.map((index) => inside.letters.of(index));
  return { ...big("sum", letters, written), over: seen.map(({ dim }) => dim.name) };
}

/**
 * Whether a sum in brackets is better summed term by term: Σ (log f − y·z) = 1ᵀlog f − yᵀz. Marks are on the parts of
 * the brackets as they stand.
 */
const isApart = ({ indices, body }: Reduce, page: Page): boolean =>
  page.marked.size === 0 &&
  indices.some(({ dim }) => !page.isExplicit(dim)) &&
  body.kind === "add" &&
  body.terms.some((term) => {
    const { rest } = weighted(term);
    if (rest.kind === "power") return hidden(rest, page).length > 0;
    return rest.kind === "mul" && rest.factors.filter((factor) => hidden(factor, page).length > 0).length > 1;
  });

const termByTerm = (body: Scalar, summed: readonly Index[]): Scalar =>
  body.kind === "add" && summed.length > 0 ? add(...body.terms.map((term) => sum(summed, term))) : body;

/** The sum of a product over indices that are not seen. */
function sumOfProducts(body: Scalar, summed: readonly Index[], frame: Frame, page: Page): Formula {
  const { weight, scalars, conditions, arrays } = factorsOf(body, page);
  const { nodes, numbers } = contract(arrays, summed);
  const array = joined(nodes, frame.row, frame.column);
  const size = isNegative(weight) ? negative(weight) : weight;
  const turned = isNegative(weight) ? turnedOne(scalars) : undefined;
  const ordered = byRank(turned ?? scalars, (factor) => factorRank(factor, page));
  const unsigned = product("scalar", [
    ...conditions.map((condition) => deltaOf(condition, page)),
    ...quotient(
      size,
      ordered.filter((factor) => factor.kind !== "reduce"),
      page,
    ),
    ...ordered.filter(({ kind }) => kind === "reduce").map((factor) => page.write(factor, scalarFrame, page)),
    ...numbers.map(({ of }) => total(of, page)),
    ...(array ? [lay(array, frame, page)] : []),
  ]);
  return isNegative(weight) && turned === undefined ? negated(unsigned) : unsigned;
}

/** −(a − b) = b − a */
function negated(formula: Formula): Formula {
  if (formula.kind !== "sum") return minus(formula);
  const terms = formula.terms.map((term) => ({ ...term, minus: !term.minus }));
  return terms.length > 1 && terms.some((term) => !term.minus)
    ? { kind: "sum", terms: byRank(terms, (term) => Number(term.minus)) }
    : minus(formula);
}

/** −(a − b)·c = (b − a)·c: the factors with one of them turned, where one is such a difference. */
function turnedOne(factors: readonly Scalar[]): readonly Scalar[] | undefined {
  const turned = factors.find(isDifference);
  return turned && factors.map((factor) => (factor === turned ? negate(turned) : factor));
}

/** A difference of two terms neither of which is a number: 1 − h is not turned into h − 1. */
const isDifference = (scalar: Scalar): boolean =>
  scalar.kind === "add" &&
  scalar.terms.length === 2 &&
  scalar.terms.every(({ kind }) => kind !== "constant") &&
  scalar.terms.filter((term) => isNegative(weighted(term).weight)).length === 1;

/** The number and the factors as a fraction, or as factors where nothing is below. */
function quotient(size: Rational, factors: readonly Scalar[], page: Page): readonly Formula[] {
  const isBelow = (factor: Scalar): boolean => factor.kind === "power" && isNegative(factor.exponent);
  const above = factors.filter((factor) => !isBelow(factor)).map((factor) => page.write(factor, scalarFrame, page));
  const below = factors.filter(isBelow).map((factor) => inverse(factor, scalarFrame, page));
  if (below.length === 0 && (above.length === 0 || !isShort(size))) return [number(size), ...above];
  const top = product("scalar", [number(rational(size.numerator)), ...above]);
  return [fraction(top, product("scalar", [number(rational(size.denominator)), ...below]))];
}

/** 1/2 and the like, which are not written as decimals. */
const isShort = ({ denominator }: Rational): boolean => denominator > 1n && denominator <= 16n;

/** δᵢⱼ or [condition] */
function deltaOf(condition: Condition, page: Page): Formula {
  if (condition.kind === "equal" && condition.left.kind === "index" && condition.right.kind === "index") {
    return kronecker(page.letters.of(condition.left), page.letters.of(condition.right));
  }
  return indicator(writeCondition(condition, scalarFrame, page));
}
