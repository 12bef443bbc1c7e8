import { checkDraft, type NameIndex } from "./check/draft.ts";
import { manual, type ManualEntry } from "./check/library/manual.ts";
import { Memory, type Shown } from "./check/memory.ts";
import { inOrder } from "./diagnostics/collector.ts";
import type { Diagnostic, Span } from "./diagnostics/diagnostic.ts";
import { Drafts, type Draft } from "./parse/draft.ts";
import { keywords } from "./parse/token.ts";
import type { BinaryExpression, Expression, Statement } from "./syntax/syntax.ts";

/** A file in an editor: what is wrong with it, and what its names and expressions are, after each change. */
export interface Edited {
  /** All that is found without the system as a whole: errors, and names that nothing uses. */
  readonly diagnostics: readonly Diagnostic[];
  /** About places of statements: `places` says where they are in the text. */
  readonly names: NameIndex;
  readonly statements: readonly Statement[];
  readonly places: Draft["places"];
}

/** What may follow from a statement that cannot be read. */
const consequences = /^(E0201|E0210|E0401|E0404|E0405|E0406|W\d+)$/;

/** A file that changes. Only statements that changed are parsed, and only those that depend on a change are elaborated. */
export class EditedFile {
  readonly #drafts = new Drafts();
  readonly #memory = new Memory();

  update(source: string): Edited {
    const { statements, diagnostics, places } = this.#drafts.read(source);
    const { names, diagnostics: found } = checkDraft(statements, places, this.#memory);
    const told = diagnostics.length > 0 ? found.filter(({ code }) => !consequences.test(code)) : found;
    const isEmpty = statements.length === 0;
    const all = isEmpty ? diagnostics : [...diagnostics, ...told.map((one) => places.about(one))];
    return { diagnostics: inOrder(all), names, statements, places };
  }

  /** The shapes of the expressions in a statement; in a function, for each application. */
  shapesIn(statement: Statement): Iterable<Shown> {
    return this.#memory.shapesIn(statement);
  }

  /** The dimensions of a declared name, where it is an array; none for a scalar. */
  axesOf(name: string): readonly string[] | undefined {
    const meaning = this.#memory.meaning(name);
    return meaning?.kind === "tensor" ? meaning.axes.map((dim) => dim.name) : undefined;
  }

  /** How many statements have been parsed, and elaborated, so far. */
  get work(): { readonly parsed: number; readonly elaborated: number } {
    return { parsed: this.#drafts.parsed, elaborated: this.#memory.elaborated };
  }
}

export { keywords };

/** What the library says of a function. */
export const manualOf: ReadonlyMap<string, ManualEntry> = new Map(Object.entries(manual));

type Parts = { readonly [K in Expression["kind"]]: (of: Extract<Expression, { kind: K }>) => readonly Expression[] };

const parts: Parts = {
  number: () => [],
  name: () => [],
  unary: ({ operand }) => [operand],
  binary: ({ left, right }) => [left, right],
  transpose: ({ operand }) => [operand],
  index: ({ operand, indices }) => [operand, ...indices],
  call: ({ arguments: given }) => given,
  binder: ({ where, body }) => (where ? [where, body] : [body]),
  if: ({ condition, whenTrue, whenFalse }) => [condition, whenTrue, whenFalse],
};

/** The expression whose operator stands there. */
export function operationAt(statement: Statement, operator: Span): BinaryExpression | undefined {
  const left: Expression[] = "value" in statement ? [statement.value] : [];
  for (let at = left.pop(); at; at = left.pop()) {
    if (at.span.start > operator.start || at.span.end < operator.end) continue;
    if (at.kind === "binary" && at.operatorSpan.start === operator.start) return at;
    left.push(...(parts[at.kind] as (of: Expression) => readonly Expression[])(at));
  }
  return undefined;
}
