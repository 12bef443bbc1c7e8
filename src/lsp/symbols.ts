import { SymbolKind, type DocumentSymbol } from "vscode-languageserver/node";
import type { OpenFile } from "./open-file.ts";
import type { Name } from "./names.ts";

type Kind = NonNullable<Name["declaration"]>["kind"];

const kinds: { readonly [K in Kind]: SymbolKind } = {
  dim: SymbolKind.TypeParameter,
  param: SymbolKind.Property,
  data: SymbolKind.Field,
  const: SymbolKind.Constant,
  definition: SymbolKind.Variable,
  function: SymbolKind.Function,
};

/** What a file declares, in its order. */
export function symbolsOf(open: OpenFile): DocumentSymbol[] {
  return [...open.edited.names.declarations.values()].map(({ name, kind, span, statement }) => {
    const axes = open.file.axesOf(name);
    const inputs = statement.kind === "dim" || statement.kind === "param" || statement.kind === "data";
    return {
      name,
      detail: kind === "definition" || axes === undefined ? kind : `${kind} [${axes.join(", ")}]`,
      kind: kinds[kind],
      range: open.rangeIn(inputs ? span : statement.span),
      selectionRange: open.rangeIn(span),
    };
  });
}
