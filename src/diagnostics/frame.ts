import { codeFrameColumns } from "@babel/code-frame";
import type { Span } from "./diagnostic.ts";
import { lineAfter, lineAt, lineBefore, positionOf } from "./position.ts";

/**
 * The lines around a problem with carets under it. @babel/code-frame draws it, and takes one UTF-16 unit for one
 * column of the terminal. So what it is given is a text of which that is true: a tab is four spaces, and a
 * character of another width is as many stand-ins (of the private use area) as it has columns, which are put back
 * in the drawing. Of a long line only the part around the problem is shown.
 */
export function codeFrame(source: string, span: Span): string {
  const marked = lineAt(source, span.start);
  const { line } = positionOf(source, span.start);
  const start = Math.min(Math.max(span.start, marked.start), marked.end);
  const end = Math.min(Math.max(span.end, start), marked.end);
  const from = windowStart(start - marked.start, marked.end - marked.start);
  const before = linesBefore(source, marked);
  const first = line - before.length;

  const standIns = new StandIns();
  const shown = [...before, marked, lineAfter(source, marked)].flatMap((one) => {
    if (!one) return [];
    const text = source.slice(one.start + from, Math.min(one.end, one.start + from + WINDOW));
    const cutBefore = from > 0 && one.end > one.start ? "…" : "";
    const cutAfter = one.end > one.start + from + WINDOW ? "…" : "";
    return standIns.of(cutBefore + text + cutAfter);
  });
  const prefix = from > 0 ? "…" : "";
  const column = standIns.of(prefix + source.slice(marked.start + from, start)).length;
  const windowEnd = Math.min(end, marked.start + from + WINDOW);
  const width = Math.max(1, standIns.of(source.slice(start, windowEnd)).length);

  const location = { start: { line, column: column + 1 }, end: { line, column: column + 1 + width } };
  const options = { startLine: first, highlightCode: false };
  return standIns.putBack(codeFrameColumns(shown.join("\n"), location, options));
}

/** The longest part of a line that is shown, in UTF-16 units. */
const WINDOW = 120;

/** Up to two lines before a line. */
function linesBefore(source: string, line: Span): readonly Span[] {
  const one = lineBefore(source, line);
  const two = one && lineBefore(source, one);
  return [two, one].filter((before) => before !== undefined);
}

function windowStart(column: number, length: number): number {
  return length <= WINDOW ? 0 : Math.max(0, Math.min(column - WINDOW / 2, length - WINDOW));
}

/** Text in which every UTF-16 unit is one column of the terminal, and the way back. */
class StandIns {
  readonly #shown: string[] = [];

  of(text: string): string {
    return Array.from(graphemes.segment(text), ({ segment }) => this.#ofGrapheme(segment)).join("");
  }

  #ofGrapheme(grapheme: string): string {
    if (/^[ -~]$/.test(grapheme)) return grapheme;
    if (grapheme === "\t") return "    ";
    if (/^[\p{C}\p{Zl}\p{Zp}]/u.test(grapheme)) return "�";
    const first = this.#standIn(grapheme);
    return wide.test(grapheme) ? first + this.#standIn("") : first;
  }

  #standIn(shown: string): string {
    return String.fromCharCode(FIRST_STAND_IN + this.#shown.push(shown) - 1);
  }

  putBack(drawing: string): string {
    return drawing.replace(/[\uE000-\uF8FF]/g, (standIn) => this.#shown[standIn.charCodeAt(0) - FIRST_STAND_IN] ?? "�");
  }
}

const FIRST_STAND_IN = 0xe000;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What terminals draw two columns wide. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF01-\uFF60\p{Emoji_Presentation}]/u;
