import type { Add, Power, Scalar, Select } from "../equations/scalar.ts";
import { equals, isNegative, negative, rational } from "../util/rational.ts";
import { writeCall } from "./call.ts";
import {
  isNumber,
  matrixProduct,
  number,
  plain,
  productOf,
  type Signed,
  sumOf,
  transpose,
  withSign,
} from "./compose.ts";
import { writeCondition } from "./condition.ts";
import { writeExtremum } from "./extremum.ts";
import type { Formula } from "./formula.ts";
import { eitherWay } from "./matrix/lay.ts";
import { byRank, termRank } from "./order.ts";
import { type Frame, hidden, isScalarFrame, NoArrayForm, type Page, sameFrame, within } from "./page.ts";
import { isProduct, writeProduct } from "./product.ts";
import { lyingOf } from "./read.ts";

type Writing = {
  readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, frame: Frame, page: Page) => Formula;
};

/** How each kind of expression is written that is no product, in a frame of just the indices that it has. */
const writing: Writing = {
  constant: ({ value }) => number(value),
  extent: ({ dim }) => ({ kind: "symbol", name: dim.name }),
  index: (index, _, page) => {
    if (!page.isExplicit(index.dim)) throw new NoArrayForm();
    return page.letters.of(index);
  },
  read: (scalar, frame, page) => {
    const { formula, indices } = lyingOf(scalar, page);
    return indices.length === 2 && indices[0] !== frame.row ? transpose(formula) : formula;
  },
  add: writeTerms,
  mul: (scalar, frame, page) => withSign(writeProduct(scalar, frame, page)),
  power: writePower,
  call: writeCall,
  select: writeCases,
  reduce: writeExtremum,
};

function writeTerms({ terms }: Add, frame: Frame, page: Page): Formula {
  const ordered = byRank(terms, (term) => termRank(term, page));
  return sumOf(ordered.map((term) => spread(term, frame, page)));
}

function writePower({ base, exponent }: Power, frame: Frame, page: Page): Formula {
  const of = withSign(page.term(base, frame, page));
  if (equals(exponent, rational(1, 2))) return { kind: "root", of };
  return { kind: "power", base: of, exponent: number(exponent), elementwise: !isScalarFrame(frame) };
}

function writeCases({ condition, whenTrue, whenFalse }: Select, frame: Frame, page: Page): Formula {
  return {
    kind: "cases",
    condition: writeCondition(condition, frame, page),
    whenTrue: withSign(spread(whenTrue, frame, page)),
    whenFalse: withSign(spread(whenFalse, frame, page)),
  };
}

/** A term beside arrays in the frame: an array is repeated until it is as large, a scalar is not. */
export function spread(scalar: Scalar, frame: Frame, page: Page): Signed {
  const own = ownFrame(scalar, frame, page);
  const { minus, of } = inOwnFrame(scalar, own, page);
  return { minus, of: isScalarFrame(own) ? of : repeated(of, own, frame) };
}

/** The array in full. */
export function write(scalar: Scalar, frame: Frame, page: Page): Formula {
  const own = ownFrame(scalar, frame, page);
  const { minus, of } = inOwnFrame(scalar, own, page);
  return withSign({ minus, of: repeated(of, own, frame) });
}

function ownFrame(scalar: Scalar, frame: Frame, page: Page): Frame {
  const indices = hidden(scalar, page);
  const own = within(frame, indices);
  if (indices.some((index) => index !== own.row && index !== own.column)) throw new NoArrayForm();
  return own;
}

function inOwnFrame(scalar: Scalar, frame: Frame, page: Page): Signed {
  const signed = isProduct(scalar) ? writeProduct(scalar, frame, page) : signedAlone(scalar, frame, page);
  return page.marked.has(scalar) ? { minus: signed.minus, of: { kind: "mark", of: signed.of } } : signed;
}

function signedAlone(scalar: Scalar, frame: Frame, page: Page): Signed {
  if (scalar.kind === "constant" && isNegative(scalar.value))
    return { minus: true, of: number(negative(scalar.value)) };
  return plain(
    eitherWay(
      (lying) => (writing[scalar.kind] as (scalar: Scalar, frame: Frame, page: Page) => Formula)(scalar, lying, page),
      frame,
    ),
  );
}

const ones: Formula = { kind: "ones" };

/** An array over fewer indices than the frame has is repeated along the others: b1ᵀ. */
function repeated(formula: Formula, own: Frame, frame: Frame): Formula {
  if (sameFrame(own, frame)) return formula;
  if (!isScalarFrame(own)) {
    return own.row === undefined ? matrixProduct([ones, formula]) : matrixProduct([formula, transpose(ones)]);
  }
  if (isNumber(formula, rational(0))) return { kind: "zeros" };
  const all = [...(frame.row ? [ones] : []), ...(frame.column ? [transpose(ones)] : [])];
  return productOf("scalar", [formula, matrixProduct(all)]);
}
