import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from "vscode-languageserver/node";
import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import type { OpenFile } from "./open-file.ts";

const severities: { readonly [S in Severity]: DiagnosticSeverity } = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
};

/** What no statement is without, told faintly. */
const unused: ReadonlySet<string> = new Set(["W0601", "W0602", "W0603"]);
const UNNECESSARY = 1;

/** All that is told of a file, each problem once. */
export function diagnosticsOf(open: OpenFile): LspDiagnostic[] {
  const all = [...open.edited.diagnostics, ...open.warnings];
  const byKey = new Map(all.map((one) => [`${one.code} ${one.span?.start ?? ""} ${one.message}`, one]));
  return [...byKey.values()].map((one) => toLsp(one, open));
}

/** Notes and repairs are lines below the message, as in a terminal; a note about another place in the file leads there. */
function toLsp({ code, severity, message, span, notes, repairs }: Diagnostic, open: OpenFile): LspDiagnostic {
  const related = notes.flatMap((note) => relatedTo(note, open));
  return {
    range: open.rangeOf(span ?? { start: 0, end: 0 }),
    severity: severities[severity],
    code,
    source: "nablac",
    message: [message, ...notes.map((note) => `note: ${note}`), ...repairs.map((repair) => `help: ${repair}`)].join(
      "\n",
    ),
    ...(unused.has(code) && { tags: [UNNECESSARY] }),
    ...(related.length > 0 && { relatedInformation: related }),
    data: { repairs },
  };
}

/** A note that says `on line 3`, or that a name of the file is of some shape. */
function relatedTo(note: string, open: OpenFile): NonNullable<LspDiagnostic["relatedInformation"]> {
  const { declarations } = open.edited.names;
  const [, name = ""] = /^`([^`]+)` is /u.exec(note) ?? [];
  const declared = declarations.get(name);
  return declared ? [{ location: { uri: open.text.uri, range: open.rangeIn(declared.span) }, message: note }] : [];
}
