import { Diagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { positionOf } from "../diagnostics/position.ts";
import type { Statement } from "../syntax/syntax.ts";
import { chunksOf, readStatement, TEXT_LIMIT } from "./parse.ts";
import type { Chunk } from "./statements.ts";

/**
 * A text that is being written. A statement is parsed once, as long as its own text stays as it is, and is the same
 * object wherever it moves: its spans are not about the text, but about a place of its own, and `Places` knows where
 * that is in the text.
 */
export interface Draft {
  /** Those that can be read. */
  readonly statements: readonly Statement[];
  /** What is wrong with the others, about the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly places: Places;
}

/** A statement as it was read at first. */
interface Known {
  readonly text: string;
  /** Where its own place begins. */
  readonly base: number;
  readonly read: Statement | Diagnostic | undefined;
}

interface Placed extends Known {
  /** Where it begins in the text. */
  readonly start: number;
}

/** The statements of one text, from one version of it to the next. */
export class Drafts {
  #known = new Map<string, Known[]>();
  #nextBase = 0;
  /** How many statements have been parsed. */
  parsed = 0;

  read(source: string): Draft {
    const problems = new Diagnostics();
    if (source.length > TEXT_LIMIT) {
      problems.report("E0102", `the file has ${source.length} characters, more than ${TEXT_LIMIT}`);
      return { statements: [], diagnostics: problems.all, places: new Places(source, []) };
    }
    const before = this.#known;
    this.#known = new Map();
    const placed = chunksOf(source, problems).map((chunk) => this.#place(chunk, source, before));
    const places = new Places(source, placed);
    const statements: Statement[] = [];
    for (const { read } of placed) {
      if (read && "code" in read) problems.add(places.about(read));
      else if (read) statements.push(read);
    }
    return { statements, diagnostics: problems.all, places };
  }

  #place(chunk: Chunk, source: string, before: ReadonlyMap<string, Known[]>): Placed {
    const start = chunk.tokens[0]?.start ?? 0;
    const text = source.slice(start, chunk.tokens.at(-1)?.end ?? start);
    const key = `${String(chunk.broken)} ${text}`;
    const known = before.get(key)?.shift() ?? this.#parse(chunk, text, start);
    const same = this.#known.get(key);
    if (same) same.push(known);
    else this.#known.set(key, [known]);
    return { ...known, start };
  }

  #parse({ tokens, broken }: Chunk, text: string, start: number): Known {
    const base = this.#nextBase;
    this.#nextBase += text.length + 1;
    this.parsed++;
    const moved = tokens.map((token) => ({
      ...token,
      start: token.start - start + base,
      end: token.end - start + base,
    }));
    return { text, base, read: readStatement({ tokens: moved, broken }) };
  }
}

/** Where in the text the places of statements are. */
export class Places {
  readonly #source: string;
  readonly #byStart: readonly Placed[];
  readonly #byBase: readonly Placed[];

  constructor(source: string, placed: readonly Placed[]) {
    this.#source = source;
    this.#byStart = placed;
    this.#byBase = placed.toSorted((a, b) => a.base - b.base);
  }

  /** The place in the text. */
  inText({ start, end }: Span): Span {
    const at = lastUpTo(this.#byBase, ({ base }) => base <= start);
    const offset = at ? at.start - at.base : 0;
    return { start: start + offset, end: end + offset };
  }

  /** The statement's own place; nothing between statements. */
  ofOffset(offset: number): number | undefined {
    const at = lastUpTo(this.#byStart, ({ start }) => start <= offset);
    return at && offset <= at.start + at.text.length ? offset - at.start + at.base : undefined;
  }

  about(diagnostic: Diagnostic): Diagnostic {
    return diagnostic.span ? { ...diagnostic, span: this.inText(diagnostic.span) } : diagnostic;
  }

  slice(start: number, end: number): string {
    const span = this.inText({ start, end });
    return this.#source.slice(span.start, span.end);
  }

  lineOf(offset: number): number {
    return positionOf(this.#source, this.inText({ start: offset, end: offset }).start).line;
  }
}

/** The last of those, which come first, that something holds for. */
function lastUpTo<T>(sorted: readonly T[], holds: (item: T) => boolean): T | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
