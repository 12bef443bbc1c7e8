import type { Index } from "../../equations/scalar.ts";
import { NoArrayForm } from "../page.ts";
import { chain, diagonal, elementwise, type Node, ones, otherIndex, partsOf, sameIndices } from "./node.ts";

/**
 * A sum of products of arrays as products of matrices. An index that two factors share and that is summed joins them;
 * one that stands in one factor alone is summed by a column of ones; a vector that scales what two others share stands
 * between them as a diagonal. Factors over the same indices are multiplied element by element.
 */
export interface Contraction {
  /** At most one for each set of indices that is left, none of them without indices. */
  readonly nodes: readonly Node[];
  readonly numbers: readonly Total[];
}

/** A number that comes of arrays: the sum of all products of elements of arrays over the same indices. */
export interface Total {
  readonly of: Node;
}

/** Sums the product of the nodes over the indices. @throws NoArrayForm where three or more matrices share one */
export function contract(given: readonly Node[], summed: readonly Index[]): Contraction {
  let nodes = merged(given);
  const numbers: Total[] = [];
  let left = [...summed];
  while (left.length > 0) {
    const whole = nodes.find((node) => isApart(node, nodes, left));
    if (whole) {
      numbers.push({ of: whole });
      nodes = nodes.filter((node) => node !== whole);
      left = left.filter((index) => !whole.indices.includes(index));
      continue;
    }
    const index = next(nodes, left);
    nodes = merged(withoutIndex(nodes, index));
    left = left.filter((other) => other !== index);
  }
  return { nodes, numbers };
}

/** Whether all that is left of a node's indices is summed and stands in it alone. */
const isApart = (node: Node, nodes: readonly Node[], summed: readonly Index[]): boolean =>
  node.indices.length > 0 &&
  node.indices.every(
    (index) => summed.includes(index) && nodes.every((other) => other === node || !other.indices.includes(index)),
  );

/** Factors over the same indices as one. */
function merged(nodes: readonly Node[]): readonly Node[] {
  const groups: Node[][] = [];
  for (const node of nodes) {
    const group = groups.find(([first]) => first && sameIndices(first, node));
    if (group) group.push(node);
    else groups.push([node]);
  }
  return groups.map(elementwise);
}

const having = (nodes: readonly Node[], index: Index): readonly Node[] =>
  nodes.filter(({ indices }) => indices.includes(index));

/** The index to sum next: one that joins two factors, rather than one of a single factor, rather than a scaled one. */
function next(nodes: readonly Node[], summed: readonly Index[]): Index {
  const dearness = (index: Index): number => {
    const count = having(nodes, index).length;
    return count === 2 ? 0 : count;
  };
  return summed.reduce((best, index) => (dearness(index) < dearness(best) ? index : best));
}

function withoutIndex(nodes: readonly Node[], index: Index): readonly Node[] {
  const concerned = having(nodes, index);
  const others = nodes.filter((node) => !concerned.includes(node));
  const vector = concerned.find(({ indices }) => indices.length === 1);
  const matrices = concerned.filter((node) => node !== vector);
  const [first, second, ...more] = matrices;
  if (first === undefined || more.length > 0) throw new NoArrayForm();
  const between = vector && second ? [diagonal(vector, index)] : [];
  const last = second ?? vector ?? ones(index);
  return [
    ...others,
    chain(
      ...partsOf(first, otherIndex(first, index), index),
      ...between,
      ...partsOf(last, index, otherIndex(last, index)),
    ),
  ];
}

/** Joins what is left, over the indices of an array, into one. */
export function joined(nodes: readonly Node[], row: Index | undefined, column: Index | undefined): Node | undefined {
  const matrix = nodes.find(({ indices }) => indices.length === 2);
  const down = nodes.find(({ indices: [index, more] }) => index === row && more === undefined);
  const along = nodes.find(({ indices: [index, more] }) => index === column && more === undefined);
  if (matrix === undefined) {
    if (down === undefined || along === undefined) return down ?? along;
    return chain(...partsOf(down, row, undefined), ...partsOf(along, undefined, column));
  }
  if (down && along && matrix.kind !== "identity") {
    return elementwise([chain(...partsOf(down, row, undefined), ...partsOf(along, undefined, column)), matrix]);
  }
  return chain(
    ...(down ? [diagonal(down, row)] : []),
    ...partsOf(matrix, row, column),
    ...(along ? [diagonal(along, column)] : []),
  );
}
