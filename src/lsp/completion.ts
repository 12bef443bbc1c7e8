import { CompletionItemKind, type CompletionItem } from "vscode-languageserver/node";
import { keywords, manualOf } from "../editing.ts";
import type { OpenFile } from "./open-file.ts";
import { namesAround, type Name } from "./names.ts";

type Kind = NonNullable<Name["declaration"]>["kind"];

const kinds: { readonly [K in Kind]: CompletionItemKind } = {
  dim: CompletionItemKind.TypeParameter,
  param: CompletionItemKind.Property,
  data: CompletionItemKind.Field,
  const: CompletionItemKind.Constant,
  definition: CompletionItemKind.Variable,
  function: CompletionItemKind.Function,
};

/** What may be written at an offset: names around it first, then the library, then words of the language. */
export function completionsAt(open: OpenFile, offset: number): CompletionItem[] {
  const { text } = open;
  const line = text.getText({ start: { ...text.positionAt(offset), character: 0 }, end: text.positionAt(offset) });
  if (line.includes("//")) return [];
  const { declared, local } = namesAround(open.edited.names, open.placeOf(offset));
  const before = declared.filter(({ statement }) => open.edited.places.inText(statement.span).start < offset);
  return [
    ...local.map(({ name, kind, over }): CompletionItem => ({
      ...{ label: name, kind: CompletionItemKind.Variable, sortText: `0${name}` },
      detail: over === undefined ? kind : `${kind} in ${over}`,
    })),
    ...before.map(({ name, kind }): CompletionItem => ({
      ...{ label: name, kind: kinds[kind], detail: kind, sortText: `1${name}` },
    })),
    ...Array.from(manualOf, ([label, { signature, says }]): CompletionItem => ({
      ...{ label, kind: CompletionItemKind.Function, sortText: `2${label}` },
      ...{ detail: signature, documentation: says },
    })),
    ...Array.from(keywords, (label): CompletionItem => ({
      ...{ label, kind: CompletionItemKind.Keyword, sortText: `3${label}` },
    })),
  ];
}
