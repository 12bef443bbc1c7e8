import { codeFrame } from "./frame.ts";
import type { Diagnostic, Severity, Span } from "./diagnostic.ts";
import { positionOf } from "./position.ts";

/** What a diagnostic is shown with. */
export interface RenderOptions {
  /** The name of the file as the user gave it. */
  readonly file: string;
  /** Its text; absent where it could not be read. */
  readonly source?: string;
  readonly color?: boolean;
}

/**
 * A diagnostic for people:
 *
 * ```text
 * error[E0301]: `W1 * v` does not fit: …
 *   --> model.nabla:4:12
 *   3 |
 * > 4 | h = sigmoid(W1 * v)
 *     |             ^^
 *   = note: `W1` is M × H
 *   = help: did you mean `W1'`?
 * ```
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions): string {
  const paint = options.color ? painted : plain;
  const { code, severity, message, span, notes, repairs } = diagnostic;
  const out = [`${paint(severity, `${severity}[${code}]`)}${paint("strong", `: ${visible(message)}`)}`];
  const arrow = paint("gutter", "  -->");
  const { file, source } = options;
  if (span && source !== undefined) {
    const { line, column } = positionOf(source, span.start);
    out.push(`${arrow} ${visible(file)}:${line}:${column}`);
    out.push(
      ...codeFrame(source, span)
        .split("\n")
        .map((drawn) => paintFrame(drawn, paint)),
    );
  } else {
    out.push(`${arrow} ${visible(file)}`);
  }
  for (const note of notes) out.push(`${paint("gutter", "  = note:")} ${visible(note)}`);
  for (const repair of repairs) out.push(`${paint("gutter", "  = help:")} ${visible(repair)}`);
  return out.join("\n");
}

/** A diagnostic for machines; lines and columns count from 1, columns in UTF-16 units, `endColumn` is one past. */
export interface DiagnosticJson {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly notes: readonly string[];
  readonly repairs: readonly string[];
}

/** The same problem for machines: with lines and columns in place of offsets. */
export function diagnosticToJson(
  diagnostic: Diagnostic,
  { file, source }: Pick<RenderOptions, "file" | "source">,
): DiagnosticJson {
  const { code, severity, message, span, notes, repairs } = diagnostic;
  return { file, ...placeOf(span, source), code, severity, message, notes, repairs };
}

function placeOf(
  span: Span | undefined,
  source: string | undefined,
): Pick<DiagnosticJson, "line" | "column" | "endLine" | "endColumn"> {
  if (!span || source === undefined) return { line: null, column: null, endLine: null, endColumn: null };
  const [start, end] = [positionOf(source, span.start), positionOf(source, span.end)];
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** A control or formatting character in a name or a message must not reach the terminal as one. */
function visible(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "�");
  return line.length <= 1000 ? line : `${line.slice(0, 1000)}…`;
}

type Paint = (as: Severity | "gutter" | "strong", text: string) => string;

const plain: Paint = (_, text) => text;

/** SGR codes of the terminal. The text of the file stays as it is: code-frame's colours are JavaScript's. */
const sgr: Readonly<Record<Parameters<Paint>[0], string>> = {
  error: "1;31",
  warning: "1;33",
  gutter: "36",
  strong: "1",
};
const painted: Paint = (as, text) => `\u001B[${sgr[as]}m${text}\u001B[0m`;

function paintFrame(drawn: string, paint: Paint): string {
  const bar = drawn.indexOf("|") + 1;
  const [gutter, rest] = [drawn.slice(0, bar), drawn.slice(bar)];
  const marker = /^ +\d* *\|$/.test(gutter) && /^ +\^+$/.test(rest) && !/\d/.test(gutter);
  return `${paint(gutter.startsWith(">") ? "error" : "gutter", gutter)}${marker ? paint("error", rest) : rest}`;
}
