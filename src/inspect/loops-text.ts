import { printSize } from "../program/size.ts";
import type { LoopNest, Nest } from "../program/nest.ts";
import { flowed, type Page } from "./layout.ts";
import type { ReportLoops } from "./report.ts";
import { sizeText } from "./sizes.ts";

/** How a function is laid out, and then its loops, each equation above those that compute it. */
export function loopsText(loops: ReportLoops, page: Page): string[] {
  const { title, quiet } = page.colors;
  const facts = factsOf(loops).flatMap(({ label, text }) =>
    flowed(`  ${quiet(label.padEnd(12))}`, text.split(" "), " ", page),
  );
  return [title("Plan"), "", ...facts, "", title("Loops"), "", ...nestLines(loops.nest, 1, page)];
}

/** What is said of a plan, in phrases. */
const factsOf = (loops: ReportLoops): { readonly label: string; readonly text: string }[] =>
  [
    { label: "code", text: loops.code },
    ...loops.samples.map((text) => ({ label: "samples", text })),
    { label: "in place", text: loops.inPlace.join(", ") },
    { label: "arithmetic", text: arithmeticText(loops) },
    { label: "memory", text: `${sizeText(loops.bytesRead)} bytes read, ${sizeText(loops.bytesWritten)} written` },
    { label: "workspace", text: `${printSize(loops.workspace)} elements` },
  ].filter(({ text }) => text !== "");

function arithmeticText({ operations, transcendentals }: ReportLoops): string {
  const calls = transcendentals.length === 0 ? "" : `, ${sizeText(transcendentals)} calls of exp, log and the like`;
  return `${sizeText(operations)} operations${calls}`;
}

const nestLines = (nests: readonly Nest[], depth: number, page: Page): string[] =>
  nests.flatMap((nest) => {
    const indent = "  ".repeat(depth);
    const line =
      nest.kind === "loop"
        ? [`${indent}${page.colors.quiet(loopText(nest))}`]
        : formulaLines(nest.formula, indent, page);
    return [...line, ...nestLines(nest.body, depth + 1, page)];
  });

/** A formula, broken between its words where the page ends. */
const formulaLines = (formula: string, indent: string, page: Page): string[] => {
  const [first = "", ...more] = flowed(indent, formula.replace(/ {2,}/g, "   ").split(" "), " ", page);
  return [first, ...more.map((line) => `    ${line}`)];
};

/** `for i of the tile of n, 2 side by side, then the rest: 8 sums` */
function loopText({ index, dim, extent, step, rest, accumulates, stores }: LoopNest): string {
  if (extent === "tiles") return `for each tile of ${dim}: ${step} at a time`;
  const over = extent === "tile" ? `the tile of ${dim}` : dim;
  const side = step === 1 ? "" : `, ${step} side by side${rest ? ", then the rest" : ""}`;
  const does = [counted(accumulates, "accumulated"), counted(stores, "stored")].filter((part) => part !== "");
  return `for ${index} of ${over}${side}${does.length === 0 ? "" : `: ${does.join(", ")}`}`;
}

const counted = (count: number, what: string): string => (count === 0 ? "" : `${count} ${what}`);
