import type { Index } from "../../equations/scalar.ts";
import { equals, rational } from "../../util/rational.ts";
import { call, norm, power } from "../build.ts";
import { fewest } from "../compose.ts";
import type { Formula } from "../formula.ts";
import { flipped, type Page, scalarFrame } from "../page.ts";
import { lyingOf } from "../read.ts";
import { nodeOf } from "./factors.ts";
import { lay, layParts } from "./lay.ts";
import { chain, elementwise, type Node, ones, type Part, partsOf, reversed } from "./node.ts";

/** The sum of all elements of an array: a norm, an inner product, a trace, or with 1 on either side. */
export function total(node: Node, page: Page): Formula {
  const nodes = node.kind === "elementwise" ? node.nodes : [node];
  return squared(nodes, node.indices, page) ?? inner(nodes, node.indices, page) ?? plainTotal(node, page);
}

/** Σ x² = ‖x‖² */
function squared(nodes: readonly Node[], [row, column]: readonly Index[], page: Page): Formula | undefined {
  const bases = nodes.map((node) => baseOf(node, page));
  if (!bases.every((base) => base !== undefined)) return undefined;
  const base = elementwise(bases);
  const frame = { row, column };
  const upright = lay(base, frame, page);
  const of = column === undefined ? upright : fewest(upright, lay(base, flipped(frame), page));
  return power(norm("two", of), 2);
}

const baseOf = (node: Node, page: Page): Node | undefined =>
  node.kind === "atom" && node.scalar.kind === "power" && equals(node.scalar.exponent, rational(2))
    ? nodeOf(node.scalar.base, page)
    : undefined;

/** Σ x·y = xᵀy for vectors, and tr(XᵀY) for matrices. */
function inner(nodes: readonly Node[], [row, column]: readonly Index[], page: Page): Formula | undefined {
  if (nodes.length < 2) return undefined;
  const pivot = nodes.find(({ kind }) => kind === "chain") ?? nodes.find(isTensor) ?? nodes[0];
  if (!pivot) return undefined;
  const rest = elementwise(nodes.filter((node) => node !== pivot));
  if (column === undefined) {
    const dot = (left: Node, right: Node): Formula =>
      lay(chain(...partsOf(left, undefined, row), ...partsOf(right, row, undefined)), scalarFrame, page);
    return fewest(dot(pivot, rest), dot(rest, pivot));
  }
  return cycle([...partsOf(pivot, row, column), ...partsOf(rest, column, row)], page);
}

const isTensor = (node: Node): boolean => node.kind === "atom" && node.scalar.kind === "read";

/** tr(AB) = tr(BA) = tr(BᵀAᵀ): of all that say the same, one with the fewest transposes. A column in it makes it a number. */
function cycle(parts: readonly Part[], page: Page): Formula {
  const rotations = parts.map((_, at) => [...parts.slice(at), ...parts.slice(0, at)]);
  const both = rotations.flatMap((rotation) => [rotation, reversed(rotation)]);
  const numbers = both.filter(([first]) => first?.left === undefined);
  const [first, ...others] = (numbers.length > 0 ? numbers : both).map((order) => layParts(order, page));
  if (!first) throw new Error("internal: the trace of nothing");
  const least = fewest(first, ...others);
  return numbers.length > 0 ? least : call("tr", [least]);
}

function plainTotal(node: Node, page: Page): Formula {
  const [row, column] = node.indices;
  if (row === undefined) throw new Error("internal: the sum of a number");
  const square = column === undefined ? squareOf(node, page) : undefined;
  if (square) return call("tr", [square]);
  const right = column === undefined ? [] : partsOf(ones(column), column, undefined);
  const left = partsOf(ones(row), undefined, row);
  return lay(chain(...left, ...partsOf(node, row, column), ...right), scalarFrame, page);
}

/** The matrix whose diagonal a vector is. */
function squareOf(node: Node, page: Page): Formula | undefined {
  if (node.kind !== "atom" || node.scalar.kind !== "read") return undefined;
  const { formula } = lyingOf(node.scalar, page);
  return formula.kind === "call" ? formula.args[0] : undefined;
}
