import { TextDocument } from "vscode-languageserver-textdocument";
import {
  type Connection,
  type InitializeResult,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver/node";
import { format } from "../index.ts";
import { readModel } from "../pipeline.ts";
import { completionsAt } from "./completion.ts";
import { diagnosticsOf } from "./diagnostics.ts";
import { hoverAt } from "./hover.ts";
import { OpenFile } from "./open-file.ts";
import { renamed } from "./rename.ts";
import { repairsOf } from "./repairs.ts";
import { symbolsOf } from "./symbols.ts";

/** Warnings need the system as a whole: they are looked for when nothing has been typed for so long, in milliseconds. */
const QUIET = 250;
/** In files of more statements, only when these are opened or saved. */
const MOST_WATCHED = 400;

const capabilities: InitializeResult["capabilities"] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentSymbolProvider: true,
  documentFormattingProvider: true,
  completionProvider: {},
  codeActionProvider: { codeActionKinds: ["quickfix"] },
  renameProvider: { prepareProvider: true },
};

/** The language server: what an editor asks for, and what it is told after each change. */
export class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #open = new Map<string, OpenFile>();
  readonly #waiting = new Map<string, NodeJS.Timeout>();

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.onInitialize((): InitializeResult => ({ capabilities, serverInfo: { name: "nablac" } }));
    this.#followDocuments();
    this.#answerAboutNames();
    this.#answerAboutText();
    this.#documents.listen(connection);
  }

  #followDocuments(): void {
    this.#documents.onDidChangeContent(({ document }) => {
      const open = this.#open.get(document.uri);
      if (open) open.change(document);
      else this.#open.set(document.uri, new OpenFile(document));
      this.#publish(document.uri);
      this.#warnSoon(document.uri, !open);
    });
    this.#documents.onDidSave(({ document }) => {
      this.#warnSoon(document.uri, true);
    });
    this.#documents.onDidClose(({ document: { uri } }) => {
      clearTimeout(this.#waiting.get(uri));
      this.#open.delete(uri);
      void this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  }

  #publish(uri: string): void {
    const open = this.#open.get(uri);
    if (!open) return;
    const { version } = open.text;
    void this.#connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(open) });
  }

  #warnSoon(uri: string, inAnyCase: boolean): void {
    clearTimeout(this.#waiting.get(uri));
    const open = this.#open.get(uri);
    if (!open || !(inAnyCase || open.edited.statements.length <= MOST_WATCHED)) return;
    const warn = (): void => {
      open.warnings = readModel(open.text.getText()).diagnostics;
      if (open.warnings.length > 0) this.#publish(uri);
    };
    this.#waiting.set(uri, setTimeout(warn, QUIET));
  }

  #answerAboutNames(): void {
    const connection = this.#connection;
    connection.onDefinition((params) =>
      this.#about(params, (open, offset) => {
        const name = open.nameAt(offset);
        return name && { uri: open.text.uri, range: open.rangeIn(name.to) };
      }),
    );
    connection.onReferences((params) =>
      this.#about(params, (open, offset) => {
        const name = open.nameAt(offset);
        const all = name ? open.occurrences(name) : [];
        const wanted = params.context.includeDeclaration ? all : all.slice(1);
        return wanted.map((span) => ({ uri: open.text.uri, range: open.rangeIn(span) }));
      }),
    );
    connection.onPrepareRename((params) =>
      this.#about(params, (open, offset) => {
        const name = open.nameAt(offset);
        return name && { range: open.rangeIn(name.span), placeholder: name.name };
      }),
    );
    connection.onRenameRequest((params) =>
      this.#about(params, (open, offset) => {
        const name = open.nameAt(offset);
        return name && { changes: { [open.text.uri]: renamed(name, params.newName, open) } };
      }),
    );
  }

  #answerAboutText(): void {
    const connection = this.#connection;
    connection.onHover((params) => this.#about(params, hoverAt));
    connection.onCompletion((params) => this.#about(params, completionsAt));
    connection.onDocumentSymbol(({ textDocument: { uri } }) => {
      const open = this.#open.get(uri);
      return open && symbolsOf(open);
    });
    connection.onCodeAction(({ textDocument: { uri }, context }) => {
      const open = this.#open.get(uri);
      return open && repairsOf(context.diagnostics, open);
    });
    connection.onDocumentFormatting(({ textDocument: { uri } }) => {
      const open = this.#open.get(uri);
      const source = open?.text.getText() ?? "";
      const { code } = format(source);
      if (!open || code === undefined || code === source) return [];
      return [{ range: open.rangeOf({ start: 0, end: source.length }), newText: code }];
    });
  }

  #about<T>(params: TextDocumentPositionParams, answer: (open: OpenFile, offset: number) => T): T | undefined {
    const open = this.#open.get(params.textDocument.uri);
    return open && answer(open, open.text.offsetAt(params.position));
  }
}
