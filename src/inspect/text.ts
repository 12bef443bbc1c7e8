import type { Dim } from "../equations/dim.ts";
import { text } from "../notation/text.ts";
import { colorsOf } from "./colors.ts";
import { costsText, sharesText } from "./costs-text.ts";
import { derivationText } from "./derivation-text.ts";
import { flowed, type Page } from "./layout.ts";
import { linesText } from "./lines-text.ts";
import type { Answer, Report, ReportInput } from "./report.ts";

export interface TextOptions {
  readonly color?: boolean;
  readonly width?: number;
}

const usualWidth = 100;

/** A report for a terminal. */
export function reportText(report: Report, { color = false, width = usualWidth }: TextOptions): string {
  if (report.verbatim !== undefined) return report.verbatim;
  const page: Page = { colors: colorsOf(color), width };
  const several = report.answers.length > 1;
  const blocks = [head(report, page), ...report.answers.flatMap((answer) => blocksOf(answer, several, page))];
  return `${blocks.map((block) => block.join("\n")).join("\n\n")}\n`;
}

/** The file, the sizes, and what is given: arrays of one shape together. */
function head({ file, dims, inputs }: Report, page: Page): string[] {
  const { title, quiet } = page.colors;
  const rows = [
    { label: "sizes", items: dims.map(dimText), between: ", " },
    ...(["param", "data"] as const).map((role) => ({
      label: role === "param" ? "parameters" : "data",
      items: byShape(inputs.filter((input) => input.role === role)),
      between: "   ",
    })),
  ].filter(({ items }) => items.length > 0);
  const lines = rows.flatMap(({ label, items, between }) =>
    flowed(`  ${quiet(label.padEnd(12))}`, items, between, page),
  );
  return rows.length === 0 ? [title(file)] : [title(file), "", ...lines];
}

const dimText = ({ name, size }: Dim): string => (size === undefined ? name : `${name} = ${size}`);

/** `W₁, W₂ ∈ ℝ^(m1×m0)` */
function byShape(inputs: readonly ReportInput[]): string[] {
  const shapes = new Map<string, string[]>();
  for (const { symbol, axes } of inputs) {
    const shape = shapeText(axes);
    shapes.set(shape, [...(shapes.get(shape) ?? []), text(symbol)]);
  }
  return [...shapes].map(([shape, symbols]) => `${symbols.join(", ")} ∈ ${shape}`);
}

function shapeText(axes: readonly Dim[]): string {
  if (axes.length === 0) return "ℝ";
  const names = axes.map(({ name }) => name).join("×");
  return axes.length === 1 ? `ℝ^${names}` : `ℝ^(${names})`;
}

function blocksOf(answer: Answer, several: boolean, page: Page): string[][] {
  const { colors } = page;
  const sections = answer.sections.map(({ title, lines }) => [colors.title(title), "", ...linesText(lines, page)]);
  return [
    ...(several ? [[colors.title(`— ${answer.title} —`)]] : []),
    ...sections,
    ...(answer.derivation ? derivationText(answer.derivation, page) : []),
    ...(answer.costs ? [costsText(answer.costs, page)] : []),
    ...(answer.costs && answer.derivation ? [sharesText(answer.costs, answer.sections, page)] : []),
  ];
}
