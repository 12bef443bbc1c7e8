#!/usr/bin/env node
import { check, compile, format, inspect, inspectRefusal } from "../index.ts";
import { decode } from "../parse/decode.ts";
import { start } from "./start.ts";

async function serveEditor(): Promise<void> {
  const { startServer } = await import("../lsp/start.ts");
  startServer();
}

await start({ check, compile, format, inspect, inspectRefusal, decode, serveEditor });
