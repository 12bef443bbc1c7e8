import type { Word } from "./words.ts";

/** The longest line; a longer one is broken where it can be. */
export const WIDTH = 100;

/** A line that goes on is indented by this, and by as much again for each open bracket. */
const INDENT = 2;
const MOST_INDENTED = 20 * INDENT;

/** The words of one line, where they all stand on one. */
export const flat = (words: readonly Word[]): string =>
  words.map(({ text, close }) => (close ? text : ` ${text}`)).join("");

/** Whether the words can only stand on several lines. */
export const isBroken = (words: readonly Word[]): boolean =>
  words.some(({ begins, text }) => begins || text.includes("\n"));

/**
 * Lines of words, the first after `taken` columns. A line that is too long ends in its second half, at the outermost
 * place, there at the loosest, there at the last; only where there is none, in its first half.
 */
export function fill(words: readonly Word[], taken: number): string[] {
  const lines: string[] = [];
  for (let from = 0; from < words.length;) {
    const indent = from === 0 ? 0 : Math.min(MOST_INDENTED, INDENT * (1 + words[from]!.depth));
    const to = lineEnd(words, from, from === 0 ? taken : indent);
    const [first, ...rest] = words.slice(from, to);
    lines.push(" ".repeat(indent) + (first?.text ?? "") + flat(rest));
    from = to;
  }
  return lines;
}

/** Where the line that starts with a word ends: the word that begins the next. */
function lineEnd(words: readonly Word[], from: number, indent: number): number {
  let column = indent + words[from]!.text.length;
  let best: Break | undefined;
  for (let at = from + 1; at < words.length; at++) {
    const word = words[at]!;
    if (word.begins) return at;
    const { tightness, depth, text } = word;
    if (tightness !== undefined) {
      const found = { at, late: column >= WIDTH / 2, depth, tightness };
      if (!best || (column <= WIDTH && !isBetter(best, found))) best = found;
    }
    column += (word.close ? 0 : 1) + text.length;
    if (column > WIDTH && best) return best.at;
  }
  return words.length;
}

interface Break {
  readonly at: number;
  readonly late: boolean;
  readonly depth: number;
  readonly tightness: number;
}

function isBetter(a: Break, b: Break): boolean {
  if (a.late !== b.late) return a.late;
  return a.depth === b.depth ? a.tightness < b.tightness : a.depth < b.depth;
}
