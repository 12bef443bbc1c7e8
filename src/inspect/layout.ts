import type { Colors } from "./colors.ts";

/** What text is set on. */
export interface Page {
  readonly colors: Colors;
  /** Columns. */
  readonly width: number;
}

const commands = /\u001b\[\d+m/g;

/** How many columns a text takes on a terminal. */
export const widthOf = (text: string): number => Array.from(text.replace(commands, "")).length;

/** The text with spaces up to a column. */
export const padded = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** The common width of texts, those beyond `most` left out. */
export const commonWidth = (texts: readonly string[], most: number): number =>
  Math.max(0, ...texts.map(widthOf).filter((width) => width <= most));

/**
 * Items one after the other behind a first text, and on further lines where the page is not wide enough: under the
 * first item, and without the spaces that it begins with. An item that is wider than the page stands on a line of its own.
 */
export function flowed(first: string, items: readonly string[], between: string, { width }: Page): string[] {
  const indent = " ".repeat(widthOf(first));
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const item of items) {
    const extended = isEmpty ? line + item : line + between + item;
    if (isEmpty || widthOf(extended) <= width) line = extended;
    else {
      lines.push(line);
      line = indent + item.trimStart();
    }
    isEmpty = false;
  }
  return [...lines, line];
}

/** Rows of cells in columns that are as wide as they have to be. */
export function table(rows: readonly (readonly string[])[], between = "   "): string[] {
  const [first = []] = rows;
  const widths = first.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join(between)
      .trimEnd(),
  );
}
