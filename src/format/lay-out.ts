import { fill, flat, isBroken, WIDTH } from "./fill.ts";
import type { Item, StatementItem } from "./items.ts";
import { type Word, wordsOf } from "./words.ts";

/** A statement while it is laid out. */
interface Laid {
  readonly words: readonly Word[];
  readonly behind: readonly string[];
  /** What it is set in columns with: statements of one kind on lines that follow each other. */
  readonly column: Column | undefined;
}

type Column = "input" | "constant" | "definition";

/** The lines of a file. */
export function layOut(items: readonly Item[]): string[] {
  const lines: string[] = [];
  let run: Laid[] = [];
  const endRun = (): void => {
    if (run.length > 0) lines.push(...inColumns(run));
    run = [];
  };
  for (const item of items) {
    const laid = item.kind === "statement" ? laidOf(item) : undefined;
    if (item.apart || laid?.column === undefined || run[0]?.column !== laid.column) endRun();
    if (item.apart) lines.push("");
    if (laid) run.push(laid);
    else lines.push((item as Extract<Item, { kind: "comment" }>).text);
  }
  endRun();
  return lines;
}

function laidOf({ parts, behind }: StatementItem): Laid {
  const words = wordsOf(parts);
  const onOneLine = !isBroken(words) && flat(words).length <= WIDTH;
  return { words, behind, column: onOneLine ? columnOf(words) : undefined };
}

const columns: Readonly<Record<string, Column>> = { param: "input", data: "input", const: "constant" };

function columnOf([first, ...rest]: readonly Word[]): Column | undefined {
  const type = first?.token?.type ?? "";
  if (type === "name") return rest.some(isEquals) ? "definition" : undefined;
  return columns[type];
}

const isEquals = ({ token }: Word): boolean => token?.type === "=";

/** Statements on lines that follow each other: the names of inputs, the `=` of definitions and what stands behind are in columns. */
function inColumns(run: readonly Laid[]): string[] {
  const widest = Math.max(...run.map((laid) => headWidth(laid)));
  const made = run.map((laid) => ({ lines: linesOf(laid, widest), behind: laid.behind.join(" ") }));
  const end = Math.max(...made.map(({ lines, behind }) => (behind ? (lines.at(-1)?.length ?? 0) : 0)));
  return made.flatMap(({ lines, behind }) => {
    const last = lines.pop() ?? "";
    return [...lines, behind ? `${last.padEnd(end)}  ${behind}` : last];
  });
}

/** The words before the column: the keyword of inputs, what stands before the `=`. */
function head({ words, column }: Laid): number {
  if (column === undefined) return 0;
  return column === "input" ? 1 : words.findIndex(isEquals);
}

const headWidth = (laid: Laid): number => flat(laid.words.slice(0, head(laid))).length;

function linesOf(laid: Laid, widest: number): string[] {
  const { words } = laid;
  const count = head(laid);
  if (count === 0) return fill(words, 0);
  const start = `${flat(words.slice(0, count)).padEnd(widest)} `;
  const [first = "", ...rest] = fill(words.slice(count), start.length);
  return [start + first, ...rest];
}
