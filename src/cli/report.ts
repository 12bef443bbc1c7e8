import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import { renderDiagnostic } from "../diagnostics/render.ts";
import { version } from "../util/version.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { hasColor, type Io } from "./io.ts";

/** Tells the user what is wrong, on standard error, and keeps the count that decides the exit code. */
export class Report {
  readonly #io: Io;
  readonly #count: Record<Severity, number> = { error: 0, warning: 0 };
  readonly #filesWithErrors = new Set<string>();
  #faults = 0;
  #failed = false;

  constructor(io: Io) {
    this.#io = io;
  }

  /** `source` is absent where the file could not be read. */
  diagnostics(found: readonly Diagnostic[], file: string, source?: string): void {
    const color = hasColor(this.#io.stderr, this.#io.env);
    for (const diagnostic of found) {
      const options = source === undefined ? { file, color } : { file, source, color };
      this.#io.stderr.write(`${renderDiagnostic(diagnostic, options)}\n\n`);
      this.#count[diagnostic.severity] += 1;
      if (diagnostic.severity === "error") this.#filesWithErrors.add(file);
    }
  }

  /** An exception that is our fault, while at work on `file`. */
  fault(error: unknown, file?: string): void {
    this.#faults += 1;
    this.#io.stderr.write(describeFault(error, this.#io, file));
  }

  /** What was asked of a file turned out not to hold, which its output tells. */
  fail(): void {
    this.#failed = true;
  }

  /** How many problems there were, where there were any. */
  tally(): void {
    const { error, warning } = this.#count;
    const counts = [error && plural(error, "error"), warning && plural(warning, "warning")].filter(Boolean).join(", ");
    if (counts === "") return;
    const files = this.#filesWithErrors.size;
    this.#io.stderr.write(files > 0 ? `${counts}; no output for ${plural(files, "file")}\n` : `${counts}\n`);
  }

  get exitCode(): ExitCode {
    if (this.#faults > 0) return exitCode.internal;
    return this.#count.error > 0 || this.#failed ? exitCode.diagnostics : exitCode.done;
  }
}

/** What to say about a fault of our own: no stack, which says nothing to a user, unless it is asked for. */
export function describeFault(error: unknown, { env }: Pick<Io, "env">, file?: string): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const what = message.replace(/^internal: /, "") || name;
  const where = file === undefined ? "" : `, while working on ${file}`;
  const lines = [
    `internal error: ${what}${where}`,
    "  This is a fault of nablac, not of your file. Please report it, with the file if you can share it:",
    `  nablac ${version}, node ${process.versions.node}, ${process.platform}-${process.arch}`,
  ];
  if (env["NABLAC_DEBUG"]) lines.push(stack ?? "(no stack)");
  else lines.push("  NABLAC_DEBUG=1 shows where it happened.");
  return `${lines.join("\n")}\n`;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
