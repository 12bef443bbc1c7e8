import { spawn } from "node:child_process";
import { join } from "node:path";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";

const root = join(import.meta.dirname, "../..");

export interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: number;
    readonly message: string;
    readonly range: { readonly start: At; readonly end: At };
    readonly relatedInformation?: readonly {
      readonly message: string;
      readonly location: { readonly range: { readonly start: At } };
    }[];
  }[];
}

export interface At {
  readonly line: number;
  readonly character: number;
}

/** `nablac lsp` in a process of its own, as an editor starts it. */
export class Client {
  readonly #process = spawn(process.execPath, ["--import", "tsx", "src/cli/main.ts", "lsp", "--stdio"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  readonly #connection = createMessageConnection(
    new StreamMessageReader(this.#process.stdout),
    new StreamMessageWriter(this.#process.stdin),
  );
  readonly #exit = new Promise<number | null>((resolve) => this.#process.on("exit", resolve));
  readonly #published: Published[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #versions = new Map<string, number>();

  async start(): Promise<unknown> {
    this.#connection.onNotification("textDocument/publishDiagnostics", (published: Published) => {
      this.#published.push(published);
      for (const wake of this.#waiting) wake();
    });
    this.#connection.listen();
    const result = await this.ask("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
    await this.#connection.sendNotification("initialized", {});
    return result;
  }

  ask(method: string, params: object): Promise<unknown> {
    return this.#connection.sendRequest(method, params);
  }

  about(method: string, uri: string, position: At, more: object = {}): Promise<unknown> {
    return this.ask(method, { textDocument: { uri }, position, ...more });
  }

  async open(uri: string, text: string): Promise<void> {
    this.#versions.set(uri, 1);
    const textDocument = { uri, languageId: "nabla", version: 1, text };
    await this.#connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  /** Puts a text in the place of a range, or of the whole. */
  async change(uri: string, text: string, range?: { readonly start: At; readonly end: At }): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const contentChanges = [{ text, ...(range && { range }) }];
    const params = { textDocument: { uri, version }, contentChanges };
    await this.#connection.sendNotification("textDocument/didChange", params);
    return version;
  }

  /** The first that was or will be told of a file and satisfies a condition. */
  async published(uri: string, wanted: (published: Published) => boolean = () => true): Promise<Published> {
    for (;;) {
      const found = this.#published.find((one) => one.uri === uri && wanted(one));
      if (found) return found;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  async stop(): Promise<number | null> {
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    return this.#exit;
  }
}
