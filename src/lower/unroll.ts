import type { Index, ReduceOperator } from "../equations/scalar.ts";
import { chained, type Chainable } from "./chain.ts";
import type { Node, NodeReduction, NodeTable } from "./node.ts";

/** What indices stand for where they are not the loop variable itself: a lane of a block, or a number. */
export type Bindings = ReadonlyMap<Index, Node>;

/** Every combination of the values of some indices of fixed size, the last one fastest. */
export function unrolled(table: NodeTable, indices: readonly Index[]): Bindings[] {
  return indices.reduce<Bindings[]>(
    (combinations, index) =>
      combinations.flatMap((bindings) =>
        Array.from({ length: sizeOf(index) }, (_, value) => new Map([...bindings, [index, table.number(value)]])),
      ),
    [new Map()],
  );
}

function sizeOf({ dim }: Index): number {
  if (dim.size === undefined) throw new Error(`internal: ${dim.name} has no fixed size to write out`);
  return dim.size;
}

/** The reduction of nothing. */
const neutral: { readonly [R in NodeReduction]: number } = {
  sum: 0,
  prod: 1,
  max: -Infinity,
  min: Infinity,
  argmax: 0,
  argmin: 0,
};

const operators: { readonly [R in NodeReduction]: Chainable | undefined } = {
  sum: "add",
  prod: "multiply",
  max: "max",
  min: "min",
  argmax: undefined,
  argmin: undefined,
};

/** Whether a reduction can be written out: the others need a loop to say at which index they are. */
export const canBeWrittenOut = (operator: ReduceOperator): boolean =>
  operator === "logsumexp" || operators[operator] !== undefined;

/** A reduction written out: the elements, one after the other. */
export function combined(table: NodeTable, operator: NodeReduction, elements: readonly Node[]): Node {
  const chain = operators[operator];
  if (elements.length === 1 && elements[0]) return elements[0];
  if (!chain) throw new Error(`internal: ${operator} is not to be written out`);
  return elements.length === 0 ? table.number(neutral[operator]) : chained(table, chain, elements);
}
