import { not, select, zero } from "../equations/build.ts";
import { lengthOf } from "../equations/print-scalar.ts";
import type { Add, Power, Scalar, Select } from "../equations/scalar.ts";
import { children } from "../equations/walk.ts";
import { rational } from "../util/rational.ts";
import { cases, ellipsis, mark, number, ones, power, product, sum, symbol, zeros } from "./build.ts";
import { writeCall } from "./call.ts";
import { matrixProduct, transpose } from "./compose.ts";
import { writeCondition } from "./condition.ts";
import { writeExtremum } from "./extremum.ts";
import type { Formula } from "./formula.ts";
import { eitherWay } from "./matrix/lay.ts";
import { byRank, termRank } from "./order.ts";
import { type Frame, hidden, isScalarFrame, NoArrayForm, type Page, remembered, sameFrame, within } from "./page.ts";
import { isProduct, writeProduct } from "./product.ts";
import { lyingOf } from "./read.ts";

type Writing = {
  readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, frame: Frame, page: Page) => Formula;
};

/** How each kind of expression is written that is no product, in a frame of just the indices that it has. */
const writing: Writing = {
  constant: ({ value }) => number(value),
  extent: ({ dim }) => symbol(dim.name),
  index: (index, _, page) => {
    if (!page.isExplicit(index.dim)) throw new NoArrayForm();
    return page.letters.of(index);
  },
  read: (scalar, frame, page) => {
    const { formula, indices } = lyingOf(scalar, page);
    return indices.length === 2 && indices[0] !== frame.row ? transpose(formula) : formula;
  },
  add: writeTerms,
  mul: writeProduct,
  power: writePower,
  call: writeCall,
  select: writeCases,
  reduce: writeExtremum,
};

function writeTerms({ terms }: Add, frame: Frame, page: Page): Formula {
  const most = Math.max(2, Math.floor(page.room / 4));
  const ordered = byRank(withCases(terms), (term) => termRank(term, page));
  const shown = ordered.slice(0, most).map((term) => writeTerm(term, frame, page));
  return sum(ordered.length > most ? [...shown, ellipsis] : shown);
}

/** (if c then a else 0) + (if not c then b else 0) is if c then a else b. */
function withCases(terms: readonly Scalar[]): readonly Scalar[] {
  const guards = terms.filter((term): term is Select => term.kind === "select" && term.whenFalse === zero);
  for (const guard of guards) {
    const other = guards.find(({ condition }) => not(condition) === guard.condition);
    if (!other || guard.condition.kind === "not") continue;
    const cases = select(guard.condition, guard.whenTrue, other.whenTrue);
    return withCases([...terms.filter((term) => term !== guard && term !== other), cases]);
  }
  return terms;
}

function writePower({ base, exponent }: Power, frame: Frame, page: Page): Formula {
  const of = page.term(base, frame, page);
  return exponent.numerator === 1n && exponent.denominator === 2n
    ? power(of, rational(1, 2))
    : power(of, exponent, !isScalarFrame(frame));
}

function writeCases({ condition, whenTrue, whenFalse }: Select, frame: Frame, page: Page): Formula {
  const holds = writeCondition(condition, frame, page);
  return cases(holds, writeTerm(whenTrue, frame, page), writeTerm(whenFalse, frame, page));
}

/** A term beside arrays in the frame: an array is repeated until it is as large, a scalar is not. */
export function writeTerm(scalar: Scalar, frame: Frame, page: Page): Formula {
  const own = ownFrame(scalar, frame, page);
  const formula = inOwnFrame(scalar, own, page);
  return isScalarFrame(own) ? formula : repeated(formula, own, frame);
}

/** The array in full. */
export function write(scalar: Scalar, frame: Frame, page: Page): Formula {
  const own = ownFrame(scalar, frame, page);
  return repeated(inOwnFrame(scalar, own, page), own, frame);
}

function ownFrame(scalar: Scalar, frame: Frame, page: Page): Frame {
  const indices = hidden(scalar, page);
  const own = within(frame, indices);
  if (indices.some((index) => index !== own.row && index !== own.column)) throw new NoArrayForm();
  return own;
}

function inOwnFrame(scalar: Scalar, frame: Frame, page: Page): Formula {
  const inside = withRoom(scalar, page);
  if (inside.room < 8) return ellipsis;
  const formula = remembered(scalar, frame, inside, () => written(scalar, frame, inside));
  return page.marked.has(scalar) ? mark(formula) : formula;
}

/** What does not fit gets a share of the room for each of its parts. */
function withRoom(scalar: Scalar, page: Page): Page {
  const parts = children(scalar).length;
  if (parts < 2 || lengthOf(scalar) <= page.room) return page;
  return { ...page, room: Math.floor(page.room / Math.min(parts, 8)) };
}

function written(scalar: Scalar, frame: Frame, page: Page): Formula {
  if (isProduct(scalar)) return writeProduct(scalar, frame, page);
  return eitherWay(
    (lying) => (writing[scalar.kind] as (scalar: Scalar, frame: Frame, page: Page) => Formula)(scalar, lying, page),
    frame,
  );
}

/** An array over fewer indices than the frame has is repeated along the others: b1ᵀ. */
function repeated(formula: Formula, own: Frame, frame: Frame): Formula {
  if (sameFrame(own, frame)) return formula;
  if (!isScalarFrame(own)) {
    return own.row === undefined ? matrixProduct([ones, formula]) : matrixProduct([formula, transpose(ones)]);
  }
  if (formula.kind === "number" && formula.value.numerator === 0n) return zeros;
  const all = [...(frame.row ? [ones] : []), ...(frame.column ? [transpose(ones)] : [])];
  return product("scalar", [formula, matrixProduct(all)]);
}
