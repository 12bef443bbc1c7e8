import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Range } from "vscode-languageserver/node";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { EditedFile, type Edited } from "../editing.ts";
import { type Name, nameAt, occurrencesOf } from "./names.ts";

/** A file that an editor has open, as it is after the last change. */
export class OpenFile {
  readonly #file = new EditedFile();
  #read: Edited;
  /** What was warned of where the whole was last looked at. */
  warnings: readonly Diagnostic[] = [];
  text: TextDocument;

  constructor(text: TextDocument) {
    this.text = text;
    this.#read = this.#file.update(text.getText());
  }

  change(text: TextDocument): void {
    this.text = text;
    this.warnings = [];
    this.#read = this.#file.update(text.getText());
  }

  get edited(): Edited {
    return this.#read;
  }

  get file(): EditedFile {
    return this.#file;
  }

  rangeOf({ start, end }: Span): Range {
    return { start: this.text.positionAt(start), end: this.text.positionAt(end) };
  }

  /** The range in the text of a place in a statement. */
  rangeIn(span: Span): Range {
    return this.rangeOf(this.#read.places.inText(span));
  }

  /** The place in a statement; nothing between statements. */
  placeOf(offset: number): number | undefined {
    return this.#read.places.ofOffset(offset);
  }

  nameAt(offset: number): Name | undefined {
    const place = this.placeOf(offset);
    return place === undefined ? undefined : nameAt(this.#read.names, place);
  }

  /** Wherever a name stands, the place that introduces it first. */
  occurrences(name: Name): Span[] {
    return occurrencesOf(this.#read.names, name);
  }
}
