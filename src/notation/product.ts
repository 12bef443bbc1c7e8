import { add, negate, power, sum } from "../equations/build.ts";
import { open } from "../equations/reduce.ts";
import { weighted } from "../equations/ring.ts";
import type { Condition, Index, Reduce, Scalar } from "../equations/scalar.ts";
import { isNegative, negative, rational, type Rational } from "../util/rational.ts";
import { fractionOf, number, productOf, type Signed, withSign } from "./compose.ts";
import { writeCondition } from "./condition.ts";
import type { Formula } from "./formula.ts";
import { contract, joined } from "./matrix/contract.ts";
import { factorsOf, isGuard, isSum } from "./matrix/factors.ts";
import { lay } from "./matrix/lay.ts";
import { total } from "./matrix/total.ts";
import { byRank, factorRank } from "./order.ts";
import { type Frame, hidden, type Page, scalarFrame } from "./page.ts";

/** A product, or a sum of products, that lies as the frame says. */
export function writeProduct(scalar: Scalar, frame: Frame, page: Page): Signed {
  return isSum(scalar) ? writeSum(scalar, frame, page) : sumOfProducts(scalar, [], frame, page);
}

/** Σ over the indices that are seen, of a product of matrices for those that are not. */
function writeSum(sum: Reduce, frame: Frame, page: Page): Signed {
  const { indices, body } = isApart(sum, page) ? open(sum) : sum;
  const seen = indices.filter(({ dim }) => page.isExplicit(dim));
  const unseen = indices.filter(({ dim }) => !page.isExplicit(dim));
  const inside = seen.length === 0 ? page : { ...page, letters: page.letters.with(seen) };
  const written =
    unseen.length === 0 || isApart(sum, page)
      ? page.term(termByTerm(body, unseen), frame, inside)
      : sumOfProducts(body, unseen, frame, inside);
  if (seen.length === 0) return written;
  const letters = seen.map((index) => inside.letters.of(index));
  const over = seen.map(({ dim }) => dim.name);
  return { minus: false, of: { kind: "big", operator: "sum", indices: letters, over, body: withSign(written) } };
}

/** Whether a sum in brackets is better summed term by term: Σ (log f − y·z) = 1ᵀlog f − yᵀz. */
const isApart = ({ indices, body }: Reduce, page: Page): boolean =>
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
function sumOfProducts(body: Scalar, summed: readonly Index[], frame: Frame, page: Page): Signed {
  const { weight, scalars, conditions, arrays } = factorsOf(body, page);
  const { nodes, numbers } = contract(arrays, summed);
  const node = joined(nodes, frame.row, frame.column);
  return assembled(
    {
      weight,
      scalars,
      conditions,
      last: [...numbers.map(({ of }) => total(of, page)), ...(node ? [lay(node, frame, page)] : [])],
    },
    page,
  );
}

interface Pieces {
  readonly weight: Rational;
  readonly scalars: readonly Scalar[];
  readonly conditions: readonly Condition[];
  /** What has come of arrays. */
  readonly last: readonly Formula[];
}

function assembled({ weight, scalars, conditions, last }: Pieces, page: Page): Signed {
  const deltas = conditions.map((condition) => deltaOf(condition, page));
  const turned = isNegative(weight) ? turnedOne(scalars) : undefined;
  const minus = isNegative(weight) && turned === undefined;
  const ordered = byRank(turned ?? scalars, (factor) => factorRank(factor, page));
  const size = isNegative(weight) ? negative(weight) : weight;
  const big = ordered.filter(isBig);
  const small = ordered.filter((factor) => !isBig(factor));
  const front = fractionIn(size, small, page);
  const tail = [...big.map((factor) => page.write(factor, scalarFrame, page)), ...last];
  return { minus, of: productOf("scalar", [...deltas, ...front, ...tail]) };
}

const isBig = (scalar: Scalar): boolean => scalar.kind === "reduce";

/** −(a − b)·c = (b − a)·c: the factors with one of them turned, where one is such a difference. */
function turnedOne(factors: readonly Scalar[]): readonly Scalar[] | undefined {
  const at = factors.findIndex(isDifference);
  const turned = factors[at];
  return turned && factors.map((factor) => (factor === turned ? negate(turned) : factor));
}

/** A difference of two terms neither of which is a number; 1 − h is not turned into h − 1. */
const isDifference = (scalar: Scalar): boolean =>
  scalar.kind === "add" &&
  scalar.terms.length === 2 &&
  scalar.terms.every(({ kind }) => kind !== "constant") &&
  scalar.terms.filter((term) => isNegative(weighted(term).weight)).length === 1;

/** The number and the factors as a fraction, or as factors where nothing is below. */
function fractionIn(size: Rational, factors: readonly Scalar[], page: Page): readonly Formula[] {
  const isBelow = (factor: Scalar): boolean => factor.kind === "power" && isNegative(factor.exponent);
  const above = factors.filter((factor) => !isBelow(factor)).map((factor) => page.write(factor, scalarFrame, page));
  const below = factors.filter(isBelow).map((factor) => page.write(power(factor, -1), scalarFrame, page));
  const splits = below.length > 0 || (above.length > 0 && isShortFraction(size));
  if (!splits) return [number(size), ...above];
  const top = productOf("scalar", [number(rational(size.numerator)), ...above]);
  const bottom = productOf("scalar", [number(rational(size.denominator)), ...below]);
  return [fractionOf(top, bottom, false)];
}

/** 1/2 and the like, which are not written as decimals. */
const isShortFraction = ({ denominator }: Rational): boolean => denominator > 1n && denominator <= 16n;

/** δᵢⱼ or [condition] */
function deltaOf(condition: Condition, page: Page): Formula {
  if (condition.kind === "equal" && condition.left.kind === "index" && condition.right.kind === "index") {
    const [left, right] = [page.letters.of(condition.left), page.letters.of(condition.right)];
    return { kind: "kronecker", left, right };
  }
  return { kind: "indicator", condition: writeCondition(condition, scalarFrame, page) };
}

/** What is a product, though its kind may be another: 1/x, and a guard. */
export const isProduct = (scalar: Scalar): boolean =>
  scalar.kind === "mul" || isSum(scalar) || isGuard(scalar) || (scalar.kind === "power" && isNegative(scalar.exponent));
