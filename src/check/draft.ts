import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Statement } from "../syntax/syntax.ts";
import { collectDeclarations, type Declarations } from "./declarations.ts";
import type { Memory } from "./memory.ts";
import { type Introduced, Names } from "./names.ts";
import { Problems, type SourceText } from "./problems.ts";
import { requestsOf } from "./requests.ts";
import { Statements } from "./statements.ts";

/** A use of a name. */
export interface Use {
  readonly span: Span;
  /** Where the name is declared or introduced. */
  readonly to: Span;
}

/** What the names of a file mean, and where. */
export interface NameIndex {
  readonly declarations: Declarations;
  readonly introduced: readonly Introduced[];
  readonly uses: readonly Use[];
}

/** As `check`, of a file that is being written: of those statements that can be read, without its system. */
export function checkDraft(
  statements: readonly Statement[],
  text: SourceText,
  memory: Memory,
): { readonly names: NameIndex; readonly diagnostics: readonly Diagnostic[] } {
  const module = { statements };
  const problems = new Problems(text);
  const declarations = collectDeclarations(module, problems);
  const introduced: Introduced[] = [];
  const uses: Use[] = [];
  const recorder = {
    introduces: (name: Introduced) => void introduced.push(name),
    uses: (span: Span, to: Span) => void uses.push({ span, to }),
  };
  const used = new Names(declarations, problems, recorder).check(module);
  const elaboration = new Statements(declarations, problems, {}, memory);
  for (const statement of statements) elaboration.elaborate(statement);
  const { builder } = elaboration;
  requestsOf(module, { declarations, used, problems, builder, wrt: undefined });
  for (const use of requestedNames(statements, declarations)) uses.push(use);
  return { names: { declarations, introduced, uses }, diagnostics: problems.all };
}

/** The names after `emit`, which are in no expression. */
function requestedNames(statements: readonly Statement[], declarations: Declarations): Use[] {
  return statements.flatMap((statement) => {
    if (statement.kind !== "emit") return [];
    const names = statement.requests.flatMap(({ of, withRespectTo }) => [of, ...withRespectTo]);
    return names.flatMap(({ name, span }) => {
      const to = declarations.get(name)?.span;
      return to ? [{ span, to }] : [];
    });
  });
}
