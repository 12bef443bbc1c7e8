import type { Span } from "../diagnostics/diagnostic.ts";
import type { Chunk } from "../parse/statements.ts";
import type { Token } from "../parse/token.ts";

/** What follows what in a file: statements, and comments that begin a line between them. */
export type Item = StatementItem | CommentItem;

interface Separated {
  /** An empty line stands before it. */
  readonly apart: boolean;
}

export interface CommentItem extends Separated {
  readonly kind: "comment";
  readonly text: string;
}

export interface StatementItem extends Separated {
  readonly kind: "statement";
  readonly parts: readonly Part[];
  /** Comments behind it, on its last line. */
  readonly behind: readonly string[];
}

/** A word of a statement, as it is spelled in the text, or a comment between two words. */
export type Part = { readonly kind: "word"; readonly token: Token; readonly text: string } | CommentPart;

export interface CommentPart {
  readonly kind: "comment";
  readonly text: string;
  /** It begins a line. */
  readonly ownLine: boolean;
}

/** The statements of a text and the comments between and in them, in their order. */
export function itemsOf(source: string, chunks: readonly Chunk[], spans: readonly Span[]): readonly Item[] {
  const reader = new Reader(source, spans);
  for (const { tokens } of chunks) reader.statement(tokens);
  return reader.finish();
}

class Reader {
  readonly #source: string;
  readonly #comments: readonly Span[];
  readonly #items: Item[] = [];
  #next = 0;
  /** The end of what was read last. */
  #end = 0;

  constructor(source: string, comments: readonly Span[]) {
    this.#source = source;
    this.#comments = comments;
  }

  statement(tokens: readonly Token[]): void {
    const [first] = tokens;
    if (!first) return;
    this.#commentsBefore(first.start);
    const apart = this.#isApart(first.start);
    const parts: Part[] = [];
    for (const token of tokens) {
      for (let comment = this.#take(token.start); comment; comment = this.#take(token.start)) parts.push(comment);
      parts.push({ kind: "word", token, text: this.#source.slice(token.start, token.end) });
      this.#end = token.end;
    }
    this.#items.push({ kind: "statement", parts, behind: this.#behind(), apart });
  }

  finish(): readonly Item[] {
    this.#commentsBefore(Infinity);
    return this.#items;
  }

  #commentsBefore(limit: number): void {
    for (;;) {
      const start = this.#comments[this.#next]?.start ?? 0;
      const apart = this.#isApart(start);
      const comment = this.#take(limit);
      if (!comment) return;
      this.#items.push({ kind: "comment", text: comment.text, apart });
    }
  }

  /** The comments that begin on the line on which the statement ends. */
  #behind(): string[] {
    const behind: string[] = [];
    for (let at = this.#comments[this.#next]; at; at = this.#comments[this.#next]) {
      if (this.#lineEnds(at.start) > 0) break;
      const comment = this.#take(Infinity);
      if (comment) behind.push(comment.text);
    }
    return behind;
  }

  /** The next comment that begins before a place. */
  #take(limit: number): CommentPart | undefined {
    const span = this.#comments[this.#next];
    if (!span || span.start >= limit) return undefined;
    const ownLine = this.#lineEnds(span.start) > 0;
    this.#next++;
    this.#end = span.end;
    return { kind: "comment", ownLine, text: lines(this.#source.slice(span.start, span.end)).join("\n") };
  }

  #isApart(start: number): boolean {
    return this.#items.length > 0 && this.#lineEnds(start) > 1;
  }

  /** How many lines end between what was read last and a place. */
  #lineEnds(start: number): number {
    return lines(this.#source.slice(this.#end, start)).length - 1;
  }
}

const lines = (text: string): string[] => text.split(/\r\n|\n|\r/).map((line) => line.trimEnd());
