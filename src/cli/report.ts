import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import { diagnosticToJson, renderDiagnostic, type DiagnosticJson } from "../diagnostics/render.ts";
import { version } from "../util/version.ts";
import { exitCode, type ExitCode } from "./exit-code.ts";
import { hasColor, type Io } from "./io.ts";

/** What became of an output; the last two are what `--check` finds. */
export type Status = "written" | "unchanged" | "missing" | "stale";

/** One model that was compiled. */
export interface Compiled {
  readonly source: string;
  /** Absent where the code went to standard output. */
  readonly output: string | undefined;
  readonly status: Status;
  /** For people: counts and a duration. */
  readonly facts: readonly string[];
}

export interface ReportOptions {
  readonly format?: string;
  /** Nothing but problems is told. */
  readonly quiet?: boolean;
  /** Standard output belongs to the code, and what is told goes beside it. */
  readonly toStdout?: boolean;
}

/** The report of a command for machines: one line of JSON, described in docs/diagnostics.schema.json. */
export interface ReportJson {
  readonly version: 1;
  readonly exitCode: ExitCode;
  readonly outputs: readonly { readonly source: string; readonly output: string | null; readonly status: Status }[];
  readonly diagnostics: readonly DiagnosticJson[];
}

/** Tells the user what is wrong, on standard error, and keeps the count that decides the exit code. */
export class Report {
  readonly #io: Io;
  readonly #options: ReportOptions;
  readonly #count: Record<Severity, number> = { error: 0, warning: 0 };
  readonly #filesWithErrors = new Set<string>();
  readonly #found: DiagnosticJson[] = [];
  readonly #outputs: ReportJson["outputs"][number][] = [];
  #faults = 0;
  #failed = false;

  constructor(io: Io, options: ReportOptions = {}) {
    this.#io = io;
    this.#options = options;
  }

  /** `source` is absent where the file could not be read. */
  diagnostics(found: readonly Diagnostic[], file: string, source?: string): void {
    const color = hasColor(this.#io.stderr, this.#io.env);
    for (const diagnostic of found) {
      const place = source === undefined ? { file } : { file, source };
      if (this.#isJson) this.#found.push(diagnosticToJson(diagnostic, place));
      else this.#io.stderr.write(`${renderDiagnostic(diagnostic, { ...place, color })}\n\n`);
      this.#count[diagnostic.severity] += 1;
      if (diagnostic.severity === "error") this.#filesWithErrors.add(file);
    }
  }

  /** A model that was compiled. */
  output({ source, output, status, facts }: Compiled): void {
    this.#outputs.push({ source, output: output ?? null, status });
    const isWrong = status === "missing" || status === "stale";
    if (this.#isJson || this.#options.quiet || isWrong) return;
    const told = status === "unchanged" ? ["unchanged", facts.at(-1)] : facts;
    const line = `${source} → ${output ?? "standard output"}  ${told.join(", ")}\n`;
    (this.#options.toStdout ? this.#io.stderr : this.#io.stdout).write(line);
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

  /** How many problems there were, where there were any; or the whole report, for a machine. */
  tally(): void {
    if (this.#isJson) return this.#writeJson();
    const { error, warning } = this.#count;
    const counts = [error && plural(error, "error"), warning && plural(warning, "warning")].filter(Boolean).join(", ");
    if (counts === "") return;
    const files = this.#filesWithErrors.size;
    this.#io.stderr.write(files > 0 ? `${counts}; no output for ${plural(files, "file")}\n` : `${counts}\n`);
  }

  #writeJson(): void {
    const { exitCode } = this;
    const json: ReportJson = { version: 1, exitCode, outputs: this.#outputs, diagnostics: this.#found };
    (this.#options.toStdout ? this.#io.stderr : this.#io.stdout).write(`${JSON.stringify(json)}\n`);
  }

  get #isJson(): boolean {
    return this.#options.format === "json";
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
