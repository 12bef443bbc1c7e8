import type { Formula, Line } from "../notation/formula.ts";
import { text, textLines } from "../notation/text.ts";
import { commonWidth, padded, type Page, widthOf } from "./layout.ts";
import type { ReportLine } from "./report.ts";

/** Beyond this, a left side does not push the equals signs of the others to the right. */
const mostAligned = 20;

/** What is set on the page for one equation: its lines, and what is said beside the last. */
export interface Setting {
  readonly lines: readonly string[];
  readonly aside: string;
}

/** Equations, a line each, the equals signs below each other. */
export function linesText(lines: readonly ReportLine[], page: Page): string[] {
  const lefts = lines.map(({ left }) => text(left));
  const column = commonWidth(lefts, mostAligned);
  const settings = lines.map(({ right, ranges }, at) => ({
    lines: equationText(`  ${padded(lefts[at] ?? "", column)} = `, right, page),
    aside: page.colors.quiet(rangesText(ranges)),
  }));
  return withAsides(settings, page);
}

/** `i ∈ n, j ∈ m` */
export const rangesText = (ranges: Line["ranges"]): string =>
  ranges.map(({ index, dim }) => `${text(index)} ∈ ${dim}`).join(", ");

/** A right side behind `start`, broken where the page ends. */
export function equationText(start: string, right: Formula, { width, colors }: Page): string[] {
  const [first = "", ...more] = textLines(right, width, { taken: widthOf(start), mark: colors.changed });
  return [start + first, ...more];
}

/** What is said beside equations, in a column of its own as far as there is room. */
export function withAsides(settings: readonly Setting[], { width }: Page): string[] {
  const lasts = settings.map(({ lines }) => lines.at(-1) ?? "");
  const widest = Math.max(0, ...settings.map(({ aside }) => widthOf(aside)));
  const column = commonWidth(lasts, width - widest - gap);
  return settings.flatMap(({ lines, aside }, at) => {
    if (aside === "") return lines;
    const together = `${padded(lasts[at] ?? "", column)}${" ".repeat(gap)}${aside}`;
    if (widthOf(together) <= width) return [...lines.slice(0, -1), together];
    return [...lines, " ".repeat(Math.max(gap, width - widthOf(aside))) + aside];
  });
}

const gap = 4;
