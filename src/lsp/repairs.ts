import { CodeActionKind, type CodeAction, type Diagnostic as LspDiagnostic } from "vscode-languageserver/node";
import type { Span } from "../diagnostics/diagnostic.ts";
import { operationAt } from "../editing.ts";
import type { OpenFile } from "./open-file.ts";

/** Repairs that say what to write, as changes: `did you mean …?` and `declare it: …`. */
export function repairsOf(diagnostics: readonly LspDiagnostic[], open: OpenFile): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { repairs = [] } = (diagnostic.data ?? {}) as { readonly repairs?: readonly string[] };
    return repairs
      .flatMap((repair) => changesOf(repair, diagnostic, open))
      .map(({ title, span, text }, at): CodeAction => ({
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: at === 0,
        edit: { changes: { [open.text.uri]: [{ range: open.rangeOf(span), newText: text }] } },
      }));
  });
}

interface Change {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

function changesOf(repair: string, { range }: LspDiagnostic, open: OpenFile): Change[] {
  const span = { start: open.text.offsetAt(range.start), end: open.text.offsetAt(range.end) };
  const [, declaration] = /^declare it: `([^`]+)`$/u.exec(repair) ?? [];
  if (declaration !== undefined) {
    const start = open.text.offsetAt({ line: range.start.line, character: 0 });
    return [{ title: `Declare it: ${declaration}`, span: { start, end: start }, text: `${declaration}\n` }];
  }
  if (!repair.startsWith("did you mean `") || repair.endsWith("to be the loss?")) return [];
  const meant = operandsAround(span, open) ?? span;
  return Array.from(repair.matchAll(/`([^`]+)`/gu), ([, text = ""]) => ({ title: `Write ${text}`, span: meant, text }));
}

/** What a repair of an operator is for: both sides of it. */
function operandsAround({ start, end }: Span, open: OpenFile): Span | undefined {
  const { statements, places } = open.edited;
  const place = open.placeOf(start);
  const statement = statements.find(({ span }) => place !== undefined && span.start <= place && place < span.end);
  const operation =
    statement && place !== undefined && operationAt(statement, { start: place, end: place + end - start });
  return operation ? places.inText(operation.span) : undefined;
}
