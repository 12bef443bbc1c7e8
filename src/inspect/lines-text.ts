import type { Formula, Line } from "../notation/formula.ts";
import { runsIn, type Repeatable } from "../notation/fold.ts";
import { text, textLines } from "../notation/text.ts";
import { commonWidth, flowed, padded, type Page, widthOf } from "./layout.ts";
import type { ReportLine } from "./report.ts";

/** Beyond this, a left side does not push the equals signs of the others to the right. */
const mostAligned = 20;

/** What is set on the page for one equation: its lines, and what is said beside the last. */
export interface Setting {
  readonly lines: readonly string[];
  readonly aside: string;
}

/** What is shown of an equation, or of the same equation of one layer after the other. */
export interface Shown<T> {
  readonly item: T;
  /** Its formulas, with a counter in the names where there are several such items. */
  readonly formulas: readonly Formula[];
  /** `l = 2 … 12` */
  readonly repeated: string;
}

/** The items in order, runs of them folded; `foldable` says what is shown of one. */
export function folded<T>(items: readonly T[], foldable: (item: T) => Repeatable): Shown<T>[] {
  const all = items.map(foldable);
  const runs = new Map(runsIn(all).map((run) => [run.from, run]));
  const shown: Shown<T>[] = [];
  for (let at = 0; at < items.length;) {
    const run = runs.get(at);
    const length = run?.period ?? 1;
    for (let offset = 0; offset < length; offset++) {
      const formulas = run?.formulas[offset] ?? all[at + offset]!.formulas;
      const repeated = run ? `${run.counter} = ${run.first} … ${run.last}` : "";
      shown.push({ item: items[at + offset]!, formulas, repeated });
    }
    at += run ? run.period * run.times : 1;
  }
  return shown;
}

/** Equations, a line each, the equals signs below each other; repeated layers are one. */
export function linesText(lines: readonly ReportLine[], page: Page): string[] {
  const shown = folded(lines, ({ left, right, ranges }) => ({ formulas: [left, right], rest: rangesText(ranges) }));
  const lefts = shown.map(({ formulas: [left] }) => (left ? text(left) : ""));
  const column = commonWidth(lefts, mostAligned);
  const settings = shown.map(({ item: { ranges }, formulas: [, right], repeated }, at) => ({
    lines: right ? equationText(`  ${padded(lefts[at] ?? "", column)} = `, right, page) : [],
    aside: beside(repeated, rangesText(ranges)),
  }));
  return withAsides(settings, page);
}

/** What is said beside an equation, one after the other. */
export const beside = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("    ");

/** `i ∈ n, j ∈ m` */
export const rangesText = (ranges: Line["ranges"]): string =>
  ranges.map(({ index, dim }) => `${text(index)} ∈ ${dim}`).join(", ");

/** A right side behind `start`, broken where the page ends. */
export function equationText(start: string, right: Formula, { width, colors }: Page): string[] {
  const [first = "", ...more] = textLines(right, width, { taken: widthOf(start), mark: colors.changed });
  return [start + first, ...more];
}

/** What is said beside equations, in a column of its own as far as there is room; else below, in that column if it fits. */
export function withAsides(settings: readonly Setting[], page: Page): string[] {
  const { width, colors } = page;
  const lasts = settings.map(({ lines }) => lines.at(-1) ?? "");
  const widest = Math.max(0, ...settings.map(({ aside }) => widthOf(aside)));
  const column = commonWidth(lasts, width - widest - gap);
  return settings.flatMap(({ lines, aside }, at) => {
    if (aside === "") return lines;
    const last = padded(lasts[at] ?? "", column) + " ".repeat(gap);
    if (widthOf(last + aside) <= width) return [...lines.slice(0, -1), last + colors.quiet(aside)];
    const indent = Math.max(gap, Math.min(column + gap, width - widthOf(aside)));
    const below = flowed(" ".repeat(indent), aside.split(" "), " ", page);
    return [...lines, ...below.map((line) => colors.quiet(line))];
  });
}

const gap = 4;
