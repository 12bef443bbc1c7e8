import type { Span } from "./diagnostic.ts";

/**
 * Lines and columns of a text, both from 1. A line ends at `\n`, `\r\n` or `\r`. Columns count UTF-16 units, as
 * editors do; a byte order mark is not a column.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const isLineEnd = (character: string | undefined): boolean => character === "\n" || character === "\r";
const firstLineStart = (source: string): number => (source.startsWith("\uFEFF") ? 1 : 0);

/** The line in which an offset is, without its end; between `\r` and `\n` it is the line that they end. */
export function lineAt(source: string, offset: number): Span {
  const withinEnd = source[offset - 1] === "\r" && source[offset] === "\n";
  const inside = withinEnd ? offset - 1 : Math.min(offset, source.length);
  let start = inside;
  while (start > firstLineStart(source) && !isLineEnd(source[start - 1])) start--;
  let end = Math.max(start, inside);
  while (end < source.length && !isLineEnd(source[end])) end++;
  return { start: Math.max(start, firstLineStart(source)), end };
}

export function lineBefore(source: string, line: Span): Span | undefined {
  return line.start > firstLineStart(source) ? lineAt(source, line.start - 1) : undefined;
}

export function lineAfter(source: string, line: Span): Span | undefined {
  if (line.end >= source.length) return undefined;
  return lineAt(source, line.end + (source.startsWith("\r\n", line.end) ? 2 : 1));
}

/** Where an offset is; within a line end it is the end of that line. */
export function positionOf(source: string, offset: number): Position {
  const { start, end } = lineAt(source, offset);
  let line = 1;
  for (let at = 0; at < start; at++) {
    const character = source[at];
    if (character === "\n" || (character === "\r" && source[at + 1] !== "\n")) line++;
  }
  return { line, column: Math.max(0, Math.min(offset, end) - start) + 1 };
}
