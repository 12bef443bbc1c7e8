import { power } from "../../equations/build.ts";
import { isNegative } from "../../util/rational.ts";
import { call, fraction, identity, indicator, mark, number, ones, product } from "../build.ts";
import { fewest, matrixProduct, transpose } from "../compose.ts";
import { writeCondition } from "../condition.ts";
import type { Formula } from "../formula.ts";
import { byRank, factorRank } from "../order.ts";
import { columnFrame, flipped, type Frame, type Page, remembered } from "../page.ts";
import { type Atom, type Chain, isDiagonal, type Node, type Part, reversed } from "./node.ts";

type Lay = {
  readonly [K in Node["kind"]]: (node: Extract<Node, { kind: K }>, frame: Frame, page: Page) => Formula;
};

const laying: Lay = {
  atom: (node, frame, page) =>
    isInverse(node) ? layElementwise([node], frame, page) : page.write(node.scalar, frame, page),
  ones: (_, { row }) => (row === undefined ? transpose(ones) : ones),
  identity: () => identity,
  indicator: ({ condition }, frame, page) => indicator(writeCondition(condition, frame, page)),
  chain: layChain,
  elementwise: ({ nodes }, frame, page) => eitherWay((lying) => layElementwise(nodes, lying, page), frame),
};

/** The array, lying as the frame says. */
export const lay = (node: Node, frame: Frame, page: Page): Formula =>
  remembered(node, frame, page, () =>
    (laying[node.kind] as (node: Node, frame: Frame, page: Page) => Formula)(node, frame, page),
  );

/** A row is a column transposed; a matrix is written in whichever way shows fewer transposes. */
export function eitherWay(written: (frame: Frame) => Formula, frame: Frame): Formula {
  if (frame.column === undefined) return written(frame);
  if (frame.row === undefined) return transpose(written(flipped(frame)));
  return fewest(written(frame), transpose(written(flipped(frame))));
}

function layChain({ parts, left }: Chain, { row, column }: Frame, page: Page): Formula {
  const along = layParts(parts, page);
  const back = layParts(reversed(parts), page);
  if (row === undefined && column === undefined) return fewest(along, back);
  return left === row ? fewest(along, transpose(back)) : fewest(back, transpose(along));
}

export const layParts = (parts: readonly Part[], page: Page): Formula =>
  matrixProduct(parts.map((part) => layPart(part, page)));

function layPart(part: Part, page: Page): Formula {
  const { node, left, right } = part;
  if (isDiagonal(part) && left) return call("diag", [lay(node, columnFrame(left), page)]);
  return lay(node, { row: left, column: right }, page);
}

function layElementwise(nodes: readonly Node[], frame: Frame, page: Page): Formula {
  const ordered = byRank(nodes, (node) => placeOf(node, page));
  const above = ordered.filter((node) => !isBelow(node)).map((node) => lay(node, frame, page));
  const below = ordered.filter(isBelow).map(({ scalar }) => inverse(scalar, frame, page));
  const top = above.length === 0 ? number(1) : product("elementwise", above);
  return below.length === 0 ? top : fraction(top, product("elementwise", below), true);
}

/** Data (Ω ⊙ …), then products of matrices, then the rest as in any product: Ω ⊙ (Wδ) ⊙ h. */
function placeOf(node: Node, page: Page): number {
  if (node.kind !== "atom") return -1;
  const { scalar } = node;
  const base = scalar.kind === "power" ? scalar.base : scalar;
  return base.kind === "read" && page.isData(base.tensor) ? -2 : factorRank(scalar, page);
}

const isInverse = ({ scalar }: Atom): boolean => scalar.kind === "power" && isNegative(scalar.exponent);
const isBelow = (node: Node): node is Atom => node.kind === "atom" && isInverse(node);

/** What stands below the line. */
export function inverse(scalar: Atom["scalar"], frame: Frame, page: Page): Formula {
  const below = page.write(power(scalar, -1), frame, page);
  return page.marked.has(scalar) ? mark(below) : below;
}
