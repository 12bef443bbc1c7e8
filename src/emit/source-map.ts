import { addMapping, GenMapping, toEncodedMap } from "@jridgewell/gen-mapping";
import type { Span } from "../diagnostics/diagnostic.ts";
import { positionOf } from "../diagnostics/position.ts";
import type { Program } from "../program/program.ts";
import { placesIn } from "./places.ts";

/** A source map of version 3, as tools take it. */
export interface SourceMap {
  readonly version: 3;
  readonly file: string;
  readonly names: readonly string[];
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
}

/** An emitted function and where what it computes is written. */
export interface Mapped {
  readonly program: Program;
  readonly name: string;
  /** What is differentiated or computed. */
  readonly whole: Span;
  readonly spanOf: (equation: string) => Span;
}

/** The files that are mapped to each other, by name. */
export interface MappedFiles {
  readonly file: string;
  readonly source: string;
  readonly text: string;
}

/**
 * Which statement of the source each line of the code comes from: under the formula of an equation the definition of
 * it, elsewhere in an exported function what that function is of. Debuggers and stack traces then show the model.
 */
export function sourceMapOf(code: string, mapped: readonly Mapped[], { file, source, text }: MappedFiles): SourceMap {
  const content = text.replaceAll("\r\n", "\n");
  const map = new GenMapping({ file });
  const lines = code.split("\n");
  spansOfLines(lines, mapped).forEach((span, number) => {
    const indent = lines[number]?.search(/\S/) ?? -1;
    if (!span || indent < 0) return;
    const { line, column } = positionOf(text, span.start);
    const generated = { line: number + 1, column: indent };
    addMapping(map, { generated, source, original: { line, column: column - 1 } });
  });
  const { mappings } = toEncodedMap(map);
  // The same file with either ending of lines has the same map.
  return { version: 3, file, names: [], sources: [source], sourcesContent: [content], mappings };
}

/** What each line of the code comes from, where that is known. */
function spansOfLines(lines: readonly string[], mapped: readonly Mapped[]): (Span | undefined)[] {
  const spans: (Span | undefined)[] = lines.map(() => undefined);
  const cover = (from: number, to: number, span: Span): void => void spans.fill(span, from - 1, to);
  for (const { name, whole } of mapped) {
    lines.forEach((line, number) => {
      if (!isHeadOf(line, name)) return;
      cover(number + 1, lines.indexOf("}", number) + 1, whole);
    });
  }
  const places = placesIn(
    lines.join("\n"),
    mapped.map(({ program }) => program),
  );
  places.forEach((ofProgram, at) => {
    for (const { equation, from, to } of ofProgram) cover(from, to, mapped[at]!.spanOf(equation));
  });
  return spans;
}

/** Whether a function begins here that is this one, or does a part of its work. */
const isHeadOf = (line: string, name: string): boolean =>
  /^(?:export )?function ([^(]*)\(/.exec(line)?.[1]?.replace(/Part\d+_*$/, "") === name;
