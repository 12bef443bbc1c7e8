import type { Condition, Index, Scalar } from "../../equations/scalar.ts";

/**
 * An array of at most two indices as it is put together from others, before it is known which way round it lies. The
 * indices say what it is an array over, in no order.
 */
export type Node = Atom | Ones | Identity | Indicator | Chain | Elementwise;

/** An expression that is no product of matrices: a tensor, σ(…), a sum in brackets. */
export interface Atom {
  readonly kind: "atom";
  readonly scalar: Scalar;
  readonly indices: readonly Index[];
}

export interface Ones {
  readonly kind: "ones";
  readonly indices: readonly Index[];
}

export interface Identity {
  readonly kind: "identity";
  readonly indices: readonly Index[];
}

/** 1 where the condition holds, else 0. */
export interface Indicator {
  readonly kind: "indicator";
  readonly condition: Condition;
  readonly indices: readonly Index[];
}

/** A product of matrices, where each shares an index with the next. Its rows run over `left`, its columns over `right`. */
export interface Chain {
  readonly kind: "chain";
  readonly parts: readonly Part[];
  readonly left: Index | undefined;
  readonly right: Index | undefined;
  readonly indices: readonly Index[];
}

/** Arrays over the same indices, multiplied element by element. */
export interface Elementwise {
  readonly kind: "elementwise";
  readonly nodes: readonly Node[];
  readonly indices: readonly Index[];
}

/** An array in a product of matrices: its rows run over `left`, its columns over `right`. A vector lacks one of them. */
export interface Part {
  readonly node: Node;
  readonly left: Index | undefined;
  readonly right: Index | undefined;
}

/** Whether a vector stands as a diagonal matrix. */
export const isDiagonal = ({ node, left, right }: Part): boolean =>
  left !== undefined && left === right && node.indices.length === 1;

export const reversed = (parts: readonly Part[]): readonly Part[] =>
  parts.map(({ node, left, right }) => ({ node, left: right, right: left })).reverse();

/** The parts of a node as a product that begins at `left` and ends at `right`. */
export function partsOf(node: Node, left: Index | undefined, right: Index | undefined): readonly Part[] {
  if (node.kind !== "chain") return [{ node, left, right }];
  return node.left === left && node.right === right ? node.parts : reversed(node.parts);
}

/** The product of parts. A factor I beside others is left out. */
export function chain(...parts: readonly Part[]): Chain {
  const [left, right] = [parts[0]?.left, parts.at(-1)?.right];
  const told = parts.filter(({ node }) => node.kind !== "identity");
  const indices = [left, right].filter((index) => index !== undefined);
  return { kind: "chain", parts: told.length > 0 ? told : parts, left, right, indices };
}

/** A vector as a diagonal matrix. */
export const diagonal = (node: Node, index: Index | undefined): Part => ({ node, left: index, right: index });

export const ones = (index: Index): Node => ({ kind: "ones", indices: [index] });

export const otherIndex = ({ indices }: Node, index: Index): Index | undefined =>
  indices.find((other) => other !== index);

export const sameIndices = (a: Node, b: Node): boolean =>
  a.indices.length === b.indices.length && a.indices.every((index) => b.indices.includes(index));

/** Node by node, each index of it once. */
export function elementwise(nodes: readonly Node[]): Node {
  const flat = nodes.flatMap((node) => (node.kind === "elementwise" ? node.nodes : [node]));
  const [first] = flat;
  if (first === undefined) throw new Error("internal: a product of no arrays");
  return flat.length === 1 ? first : { kind: "elementwise", nodes: flat, indices: first.indices };
}
