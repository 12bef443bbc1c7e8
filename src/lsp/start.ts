import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { Server } from "./server.ts";

/** Serves an editor on standard input and output, until it says that it is done. */
export function startServer(): void {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  new Server(connection);
  connection.listen();
}
