import type { Dim } from "../equations/dim.ts";
import { text } from "../notation/text.ts";
import { colorsOf } from "./colors.ts";
import { costsText, sharesText } from "./costs-text.ts";
import { derivationText } from "./derivation-text.ts";
import { flowed, type Page } from "./layout.ts";
import { loopsText } from "./loops-text.ts";
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
      between: " ",
    })),
  ].filter(({ items }) => items.length > 0);
  const lines = rows.flatMap(({ label, items, between }) =>
    flowed(`  ${quiet(label.padEnd(12))}`, items, between, page),
  );
  return rows.length === 0 ? [title(file)] : [title(file), "", ...lines];
}

const dimText = ({ name, size }: Dim): string => (size === undefined ? name : `${name} = ${size}`);

/** `W₁, W₂ ∈ ℝ^(m1×m0)`, word by word: arrays of one shape together, two more spaces before the next shape. */
function byShape(inputs: readonly ReportInput[]): string[] {
  const shapes = new Map<string, ReportInput[]>();
  for (const input of inputs) {
    const shape = shapeText(input.axes);
    shapes.set(shape, [...(shapes.get(shape) ?? []), input]);
  }
  return [...shapes].flatMap(([shape, ofShape], at) => {
    const names = withoutMiddle(ofShape);
    return names.map((name, position) => {
      const before = at > 0 && position === 0 ? "  " : "";
      return before + (position < names.length - 1 ? `${name},` : `${name} ∈ ${shape}`);
    });
  });
}

/** The fewest numbered names in a row of which only the ends are shown. */
const fewestLeftOut = 5;

/** `W₁, …, W₁₂`: of names that are numbered through, the first and the last. */
function withoutMiddle(inputs: readonly ReportInput[]): string[] {
  const runs: ReportInput[][] = [];
  for (const input of inputs) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && isNext(last.name, input.name)) run.push(input);
    else runs.push([input]);
  }
  return runs.flatMap((run) => {
    const names = run.map(({ symbol }) => text(symbol));
    return names.length < fewestLeftOut ? names : [...names.slice(0, 1), "…", ...names.slice(-1)];
  });
}

/** Whether a name is another with the next number behind it. */
function isNext(before: string, after: string): boolean {
  const [, stem, number] = /^(.*?)(\d+)$/u.exec(before) ?? [];
  return stem !== undefined && after === `${stem}${Number(number) + 1}`;
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
    ...(answer.loops ? [loopsText(answer.loops, page)] : []),
    ...(answer.derivation ? derivationText(answer.derivation, page) : []),
    ...(answer.costs ? [costsText(answer.costs, page)] : []),
    ...(answer.costs && answer.derivation ? [sharesText(answer.costs, answer.sections, page)] : []),
  ];
}
