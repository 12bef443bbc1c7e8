import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import { check, compile, format, inspect, inspectRefusal } from "../../src/index.ts";
import { decode } from "../../src/parse/decode.ts";
import { piped } from "../cli/fixture.ts";
import type { Block } from "./documents.ts";

const serveEditor = (): Promise<void> => Promise.reject(new Error("no document serves an editor"));

/** The command as a document shows it: what follows `npx nablac`, and no comment. */
export const commandIn = (line: string): string[] => line.replace("npx nablac ", "").split("#")[0]!.trim().split(/\s+/);

/** Runs the command in a folder, outside of a terminal. */
export async function nablac(
  argv: readonly string[],
  cwd: string,
): Promise<{ readonly code: number; readonly said: string; readonly complaint: string }> {
  let [said, complaint] = ["", ""];
  const output = (write: (text: string) => void) => ({ write, isTTY: false, columns: undefined });
  const io: Io = {
    ...{ cwd, env: {}, now: () => 0, stdin: piped(""), stopped: AbortSignal.abort() },
    stdout: output((text) => (said += text)),
    stderr: output((text) => (complaint += text)),
  };
  const code = await run(argv, io, {
    ...{ check, compile, format, inspect, inspectRefusal, decode, serveEditor },
  });
  return { code, said, complaint };
}

/** The models of a document that have a name and are right, as files. */
export function writeModels(blocks: readonly Block[], folder: string): void {
  for (const { language, info, body } of blocks) {
    if (language === "nabla" && info.length === 1) writeFileSync(join(folder, info[0]!), body);
  }
}
