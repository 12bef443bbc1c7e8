import { relative } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { codeFrame } from "../diagnostics/frame.ts";
import { positionOf } from "../diagnostics/position.ts";
import { renderDiagnostic } from "../diagnostics/render.ts";

/** What a bundler tells, in the form that rollup gave it: lines count from 1 and columns from 0. */
export interface Message {
  readonly message: string;
  readonly id: string;
  readonly loc?: { readonly file: string; readonly line: number; readonly column: number };
  readonly frame?: string;
}

/** A file as the plugin has read it. */
export interface ReadFile {
  readonly id: string;
  readonly source: string;
}

/**
 * Problems as one message, at the place of the first. Bundlers that draw a frame of their own place are given it apart;
 * for the others it is part of the text.
 */
export function messageOf(problems: readonly Diagnostic[], { id, source }: ReadFile, drawsFrames: boolean): Message {
  const [first, ...others] = problems;
  const file = relative(process.cwd(), id);
  const full = others.map((one) => renderDiagnostic(one, { file, source }));
  if (!first?.span) return { message: [...problems.map((one) => renderDiagnostic(one, { file }))].join("\n\n"), id };
  const { line, column } = positionOf(source, first.span.start);
  const loc = { file: id, line, column: column - 1 };
  const text = renderDiagnostic(first, drawsFrames ? { file } : { file, source });
  const message = [text, ...full].join("\n\n");
  return { message, id, loc, ...(drawsFrames && { frame: codeFrame(source, first.span) }) };
}
