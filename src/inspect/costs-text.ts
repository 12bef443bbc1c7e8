import { text } from "../notation/text.ts";
import type { Size } from "../program/size.ts";
import { leading, sizeText, typicalValue } from "./sizes.ts";
import { flowed, type Page, table, widthOf } from "./layout.ts";
import type { Cost, Costs, Section } from "./report.ts";

/** What is counted, as rows and columns are called. */
export const costNames: { readonly [K in keyof Cost]: { readonly row: string; readonly column: string } } = {
  multiplications: { row: "multiplications", column: "multiply" },
  additions: { row: "additions", column: "add" },
  divisions: { row: "divisions", column: "divide" },
  transcendentals: { row: "exp, log and the like", column: "exp, log" },
  reads: { row: "elements read", column: "read" },
  workspace: { row: "elements of workspace", column: "store" },
};

export const costKinds = Object.keys(costNames) as (keyof Cost)[];

/** The costs of one call before and after, and the saving. */
export function costsText({ before, after, saving }: Costs, page: Page): string[] {
  const { title, quiet, good } = page.colors;
  const used = costKinds.filter((kind) => before[kind].length > 0 || after[kind].length > 0);
  const rows = (terms: number): string[] =>
    table([
      ["", quiet("as written"), "", quiet("simplified")],
      ...used.map((kind) => [
        quiet(costNames[kind].row),
        sizeText(before[kind], terms),
        "→",
        sizeText(after[kind], terms),
      ]),
    ]).map((line) => `  ${line}`);
  const fitting = [6, 4, 3, 2].map(rows).find((lines) => lines.every((line) => widthOf(line) <= page.width));
  return [
    title("Cost of a call"),
    "",
    ...(fitting ?? rows(1)),
    "",
    ...flowed("  ", good(saving).split(" "), " ", page),
  ];
}

/** Where there are more equations, only the dearest are told apart. */
const mostEquations = 24;

/** Which equation has which share of the costs, to leading order; columns that there is no room for are left off. */
export function sharesText({ equations }: Costs, sections: readonly Section[], { colors, width }: Page): string[] {
  const { title, quiet } = colors;
  const symbols = new Map(sections.flatMap(({ lines }) => lines).map(({ equation, left }) => [equation, text(left)]));
  const dearest = [...equations].sort((a, b) => weight(b.cost) - weight(a.cost)).slice(0, mostEquations);
  const told = equations.filter((row) => dearest.includes(row));
  const columns = costKinds.filter((kind) => told.some(({ cost }) => cost[kind].length > 0));
  const rows = (shown: number): string[] =>
    table([
      ["", ...columns.slice(0, shown).map((kind) => quiet(costNames[kind].column))],
      ...told.map(({ equation, cost }) => [
        symbols.get(equation) ?? equation,
        ...columns.slice(0, shown).map((kind) => cell(cost[kind])),
      ]),
    ]).map((line) => `  ${line}`);
  const fewer = columns.map((_, dropped) => rows(columns.length - dropped));
  const fitting = fewer.find((lines) => lines.every((line) => widthOf(line) <= width));
  const others = equations.length - told.length;
  const rest = others > 0 ? [quiet(`  and ${plural(others, "equation")} that cost less`)] : [];
  return [title("Cost of each equation, to leading order"), "", ...(fitting ?? rows(1)), ...rest];
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const cell = (size: Size): string => (size.length === 0 ? "" : leading(size));

const weight = (cost: Cost): number =>
  costKinds.reduce((total, kind) => total + typicalValue(cost[kind]) * (kind === "transcendentals" ? 16 : 1), 0);
