import { Diagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Module, Statement } from "../syntax/syntax.ts";
import { parses } from "./earley.ts";
import { explain } from "./explain.ts";
import { lex } from "./lex.ts";
import { type Chunk, cutStatements } from "./statements.ts";
import { reportUnsupported } from "./unsupported.ts";

/** The longest text that is read, in UTF-16 units. */
export const TEXT_LIMIT = 1_000_000;

/** After so many problems the rest is not read. */
const PROBLEM_LIMIT = 100;

export interface Parsed {
  /** Absent where there is an error. */
  readonly module: Module | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the text of a `.nabla` file. All problems are reported, one for each statement at the most beside those
 * of its characters. A byte order mark and any of the three line ends are accepted.
 */
export function parse(source: string): Parsed {
  const diagnostics = new Diagnostics();
  const statements: Statement[] = [];
  if (source.length > TEXT_LIMIT) {
    diagnostics.report("E0102", `the file has ${source.length} characters, more than ${TEXT_LIMIT}`);
    return { module: undefined, diagnostics: diagnostics.all };
  }
  const chunks = chunksOf(source, diagnostics);
  for (const chunk of chunks) {
    if (diagnostics.count >= PROBLEM_LIMIT) break;
    const read = readStatement(chunk);
    if (read && "code" in read) diagnostics.add(read);
    else if (read) statements.push(read);
  }
  if (chunks.length === 0 && !diagnostics.hasErrors) reportEmpty(diagnostics);
  return { module: diagnostics.hasErrors ? undefined : { statements }, diagnostics: limited(diagnostics.all) };
}

/** The statements of a text, as words; none past a number of problems, which are reported. */
export function chunksOf(source: string, diagnostics: Diagnostics): readonly Chunk[] {
  const { tokens } = lex(source, diagnostics, PROBLEM_LIMIT);
  return cutStatements(tokens, diagnostics, PROBLEM_LIMIT);
}

/** A statement, or what is wrong with it; nothing where that was reported already. */
export function readStatement({ tokens, broken }: Chunk): Statement | Diagnostic | undefined {
  if (broken) return undefined;
  const unsupported = reportUnsupported(tokens);
  if (unsupported) return unsupported;
  const read = parses(tokens);
  if ("offset" in read) return explain(tokens, read);
  if (read.length > 1) throw new Error("internal: the grammar is ambiguous");
  return read[0];
}

function reportEmpty(diagnostics: Diagnostics): void {
  diagnostics.report("E0120", "the file holds no statement", {
    repairs: ["a model has at least a `param` and a `loss`"],
  });
}

function limited(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length < PROBLEM_LIMIT) return diagnostics;
  const tooMany = new Diagnostics();
  tooMany.report("E0119", `there are at least ${PROBLEM_LIMIT} problems; the rest of the file was not read`);
  return [...diagnostics.slice(0, PROBLEM_LIMIT), ...tooMany.all];
}
