import type { Token } from "../parse/token.ts";
import type { CommentPart, Part } from "./items.ts";
import { fractionStrokes, isClose, tightness } from "./spacing.ts";

/** A word or a comment in a line, and what may be between it and what stands before it. */
export interface Word {
  readonly text: string;
  readonly token: Token | undefined;
  /** No space stands before it. */
  readonly close: boolean;
  /** How many brackets are open before it. */
  readonly depth: number;
  /** The line may end before it, best where this is least. */
  readonly tightness: number | undefined;
  /** The line ends before it in any case. */
  readonly begins: boolean;
}

const depthChange: Readonly<Record<string, number>> = { "(": 1, "[": 1, ")": -1, "]": -1 };

/** The parts of a statement as words of a line. */
export function wordsOf(parts: readonly Part[]): readonly Word[] {
  const strokes = fractionStrokes(parts.flatMap((part) => (part.kind === "word" ? [part.token] : [])));
  const words: Word[] = [];
  let depth = 0;
  let [second, before]: (Token | undefined)[] = [];
  for (const [at, part] of parts.entries()) {
    const after = parts[at - 1];
    const loose = { text: part.text, token: undefined, close: at === 0, depth, tightness: undefined };
    const begins = lineBetween(after, part);
    if (part.kind === "comment") {
      words.push({ ...loose, begins });
      continue;
    }
    const { token } = part;
    const joint = before && after?.kind === "word" ? jointOf(token, before, second, strokes) : {};
    words.push({ ...loose, token, begins, ...joint });
    depth += depthChange[token.type] ?? 0;
    [second, before] = [before, token];
  }
  return words;
}

/** What is between a word and the word before it. */
function jointOf(
  token: Token,
  before: Token,
  second: Token | undefined,
  strokes: ReadonlySet<Token>,
): Pick<Word, "close" | "tightness"> {
  const close = strokes.has(token) || strokes.has(before) || isClose(token, before, second);
  return { close, tightness: close ? undefined : tightness(before, second) };
}

/** Whether a comment is to be on a line of its own, or ended the line. */
const lineBetween = (before: Part | undefined, part: Part): boolean =>
  (part.kind === "comment" && part.ownLine) || (before?.kind === "comment" && endsLine(before));

/** A comment after which the line ends. */
const endsLine = ({ text }: CommentPart): boolean => text.startsWith("//") || text.includes("\n");
