import type { Term } from "../equations/intern.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import { children } from "../equations/walk.ts";
import type { WholePlan } from "../program/plan.ts";

/** Beyond this many distinct parts, lanes would make more code than they save time. */
const mostParts = 40;

/**
 * How many elements of an equation are computed side by side along each of its axes: a register block. It pays where a
 * reduction depends on the axis, because then what the lanes have in common is read once: 3×4 for a contraction into
 * two axes, 4 along one, unless the plan says otherwise. An element of a block of 2×4 takes 1.1 to 1.2 times as long,
 * of a row of 1×4 that is left over 1.4 times.
 */
export function blockOf(body: Scalar, axes: readonly Index[], block: WholePlan["block"]): readonly number[] {
  if (block === "off") return axes.map(() => 1);
  const [rows, columns] = block === "auto" ? [3, 4] : block;
  const { reductions, parts } = survey(body);
  const inner = axes.at(-1);
  const outer = axes.at(-2);
  const depends = (index: Index | undefined): boolean =>
    index !== undefined && reductions.some(({ free }) => free.includes(index));
  const isBoth = reductions.some(({ free }) => inner && outer && free.includes(inner) && free.includes(outer));
  return axes.map((index) => {
    if (parts > mostParts) return 1;
    if (index === inner && depends(inner)) return fitting(columns, index);
    if (index === outer && isBoth) return fitting(rows, index);
    if (index === outer && !depends(inner) && depends(outer)) return fitting(columns, index);
    return 1;
  });
}

const fitting = (lanes: number, { dim }: Index): number => Math.max(1, Math.min(lanes, dim.size ?? lanes));

/** The outermost reductions that are always computed, and how large the body is. */
function survey(body: Scalar): { readonly reductions: readonly Scalar[]; readonly parts: number } {
  const reductions: Scalar[] = [];
  const seen = new Set<Term>();
  const visit = (term: Term, isInside: boolean): void => {
    if (seen.has(term)) return;
    seen.add(term);
    if (term.kind === "reduce" && !isInside) reductions.push(term);
    const isDeeper = isInside || term.kind === "reduce" || term.kind === "select";
    for (const part of children(term)) visit(part, isDeeper);
  };
  visit(body, false);
  return { reductions, parts: seen.size };
}
