import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { onTestFinished } from "vitest";
import { diagnostic } from "../../src/diagnostics/collector.ts";
import { inspectRefusal } from "../../src/inspect/options.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Api } from "../../src/cli/api.ts";
import type { Io } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";

/** A folder of its own for one test. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "nablac-"));
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

/**
 * Stands in for the compiler: the "code" is a comment that shows what was asked. A source that says `error`,
 * `warning` or `throw` gets what it says.
 */
const fakeApi: Api = {
  async compile(source, options) {
    if (source.includes("throw")) throw new Error("internal: no row for `frobnicate`");
    const diagnostics = problemsIn(source);
    const failed = diagnostics.some(({ severity }) => severity === "error");
    return {
      code: failed ? undefined : `// ${JSON.stringify(options)}\n`,
      diagnostics,
      summary: failed ? undefined : { gradients: 4, equations: 1 },
    };
  },
  async inspect(source, options) {
    if (source.includes("throw")) throw new Error("internal: no row for `frobnicate`");
    const diagnostics = problemsIn(source);
    const failed = diagnostics.some(({ severity }) => severity === "error");
    return { output: failed ? undefined : `system ${JSON.stringify(options)}\n`, report: undefined, diagnostics };
  },
  async check(source, options) {
    const diagnostics = problemsIn(source);
    const ok = diagnostics.every(({ severity }) => severity !== "error") && !source.includes("wrong");
    return { ok, diagnostics, report: undefined, text: `checked ${JSON.stringify(options)}\n` };
  },
  format: (source) => {
    const diagnostics = problemsIn(source);
    return { code: diagnostics.length > 0 ? undefined : `${source.trim()}\n`, diagnostics };
  },
  inspectRefusal,
  serveEditor: () => Promise.reject(new Error("internal: no editor here")),
  decode: (bytes) =>
    bytes.includes(0xff)
      ? { problem: diagnostic("E0101", "the file is not UTF-8 text") }
      : { source: new TextDecoder().decode(bytes) },
};

function problemsIn(source: string): readonly Diagnostic[] {
  const at = (word: string) => ({ span: { start: source.indexOf(word), end: source.indexOf(word) + word.length } });
  return [
    ...(source.includes("error") ? [diagnostic("E0111", "this is no statement", at("error"))] : []),
    ...(source.includes("warning")
      ? [{ ...diagnostic("E0111", "this is odd", at("warning")), severity: "warning" as const }]
      : []),
  ];
}

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, in the folder `cwd`, with a clock that ticks once a look. */
export async function nablac(
  cwd: string,
  argv: readonly string[],
  changes: Partial<Io> = {},
  api = fakeApi,
): Promise<Finished> {
  const written = { stdout: "", stderr: "" };
  let clock = 0;
  const code = await run(
    argv,
    {
      cwd,
      env: {},
      stdin: Readable.from([]),
      stdout: { isTTY: false, write: (text) => (written.stdout += text) },
      stderr: { isTTY: false, write: (text) => (written.stderr += text) },
      now: () => (clock += 31),
      ...changes,
    },
    api,
  );
  return { code, ...written };
}
