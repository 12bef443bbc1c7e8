import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ExtensionContext, workspace } from "vscode";
import { LanguageClient, type ServerOptions, TransportKind } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

/** Starts the language server of the folder that is open. */
export async function activate(context: ExtensionContext): Promise<void> {
  const options = { documentSelector: [{ language: "nabla" }] };
  client = new LanguageClient("nablac", "nabla", serverOptions(), options);
  context.subscriptions.push(client);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** What the settings say, or the compiler that a folder depends on, or the one on the search path. */
function serverOptions(): ServerOptions {
  const command = workspace.getConfiguration("nablac").get<string>("command");
  const transport = TransportKind.stdio;
  if (command) return { command, args: ["lsp"], transport };
  for (const { uri } of workspace.workspaceFolders ?? []) {
    // With the editor's own Node: what is in `.bin` is no program on Windows.
    const module = join(uri.fsPath, "node_modules", "nablac", "dist", "src", "cli", "main.js");
    if (existsSync(module)) return { module, args: ["lsp"], transport };
  }
  return { command: "nablac", args: ["lsp"], transport };
}
