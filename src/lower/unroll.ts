import type { Index } from "../equations/scalar.ts";
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
const neutral = { sum: 0, prod: 1, max: -Infinity, min: Infinity } as const;

const operators: Record<keyof typeof neutral, Chainable> = { sum: "add", prod: "multiply", max: "max", min: "min" };

const isChained = (operator: NodeReduction): operator is keyof typeof neutral => operator in neutral;

/** A reduction written out: the elements, one after the other. */
export function combined(table: NodeTable, operator: NodeReduction, elements: readonly Node[]): Node {
  if (!isChained(operator)) return firstBest(table, operator, elements);
  if (elements.length === 1 && elements[0]) return elements[0];
  return elements.length === 0 ? table.number(neutral[operator]) : chained(table, operators[operator], elements);
}

/** Where the first element is that no other exceeds. */
function firstBest(table: NodeTable, operator: "argmax" | "argmin", elements: readonly Node[]): Node {
  const nowhere = table.number(0);
  const [first, ...others] = elements;
  if (!first) return nowhere;
  return others.reduce(
    ({ best, at }, element, position) => {
      const isBetter = operator === "argmax" ? table.apply("less", best, element) : table.apply("less", element, best);
      return {
        best: table.choose(isBetter, element, best, true),
        at: table.choose(isBetter, table.number(position + 1), at, true),
      };
    },
    { best: first, at: nowhere },
  ).at;
}
