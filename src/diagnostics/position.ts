import type { Span } from "./diagnostic.ts";

/**
 * Lines and columns of a text, both from 1. A line ends at `\n`, `\r\n` or `\r`. Columns count UTF-16 units, as
 * editors do; a byte order mark is not a column.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of a text with the span of each, line ends and byte order mark left out. */
export function linesOf(source: string): readonly Span[] {
  const lines: Span[] = [];
  let start = source.startsWith("\uFEFF") ? 1 : 0;
  for (const { index, 0: lineEnd } of source.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, end: index });
    start = index + lineEnd.length;
  }
  lines.push({ start, end: source.length });
  return lines;
}

/** Where an offset is; past the end of a line it is that end. */
export function positionIn(lines: readonly Span[], offset: number): Position {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const line = lines[low] ?? { start: 0, end: 0 };
  return { line: low + 1, column: Math.max(0, Math.min(offset, line.end) - line.start) + 1 };
}

export function positionOf(source: string, offset: number): Position {
  return positionIn(linesOf(source), offset);
}
