import type { Node, NodeTable } from "./node.ts";

export type Chainable = "add" | "multiply" | "and" | "or" | "max" | "min";

/** A longer chain is cut into links of this many. */
const longestLink = 64;

/**
 * a ∘ b ∘ c ∘ …, from the left. A long chain is made of links that are made on their own, and those of links again,
 * so that nothing nests deeper than the logarithm of its length: whatever walks over nodes does so recursively.
 */
export const chained = (table: NodeTable, operator: Chainable, operands: readonly Node[]): Node =>
  linked(table, operator, operands).reduce((all, operand) => table.apply(operator, all, operand));

/** The operands, or so few links of them that a chain of these is short. */
export function linked(table: NodeTable, operator: Chainable, operands: readonly Node[]): readonly Node[] {
  if (operands.length <= longestLink) return operands;
  const links = Array.from({ length: Math.ceil(operands.length / longestLink) }, (_, link) =>
    operands
      .slice(link * longestLink, (link + 1) * longestLink)
      .reduce((all, operand) => table.apply(operator, all, operand)),
  );
  return linked(table, operator, links);
}
