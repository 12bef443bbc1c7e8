import type { Span } from "../diagnostics/diagnostic.ts";
import type { FunctionStatement, Identifier, Module, Statement, TensorStatement } from "../syntax/syntax.ts";
import { isReserved } from "./library/library.ts";
import type { Problems } from "./problems.ts";

export type DeclarationKind = "dim" | "param" | "data" | "const" | "definition" | "function";

/** A name that a file declares, and in which of its statements. */
export interface Declaration {
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly span: Span;
  readonly statement: Statement;
  /** The place of the statement in the file. */
  readonly order: number;
}

export type Declarations = ReadonlyMap<string, Declaration>;

/** What each kind is called in a message. */
export const kindText: { readonly [K in DeclarationKind]: string } = {
  dim: "a dimension",
  param: "a parameter",
  data: "data",
  const: "a constant",
  definition: "a definition",
  function: "a function",
};

/** The statement of a kind; `param` and `data` are kinds of one. */
export type StatementOf<K extends Statement["kind"]> = K extends TensorStatement["kind"]
  ? TensorStatement
  : Extract<Statement, { kind: K }>;

type NamesOf = { readonly [K in Statement["kind"]]: (statement: StatementOf<K>) => readonly Identifier[] };

const namesOf: NamesOf = {
  dim: ({ declared }) => declared.map(({ name }) => name),
  param: ({ declared }) => declared.map(({ name }) => name),
  data: ({ declared }) => declared.map(({ name }) => name),
  const: ({ name }) => [name],
  definition: ({ name }) => [name],
  function: ({ name }) => [name],
  emit: () => [],
};

export const declaredNames = (statement: Statement): readonly Identifier[] =>
  (namesOf[statement.kind] as (statement: Statement) => readonly Identifier[])(statement);

/** Properties of every JavaScript object, which a name in the emitted module must not take the place of. */
const dangerous: ReadonlySet<string> = new Set([
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "valueOf",
]);

/** Refuses a name that cannot be one, wherever a name is introduced. */
export function refuseDangerous({ name, span }: Identifier, problems: Problems): void {
  if (!dangerous.has(name)) return;
  problems.report("E0206", `\`${name}\` cannot be a name`, {
    span,
    notes: ["every JavaScript object has a property of that name"],
    repairs: [`choose another, such as \`${name.replaceAll("_", "")}_\``],
  });
}

/** The names that a file declares, the first declaration of each. */
export function collectDeclarations(module: Module, problems: Problems): Declarations {
  const declarations = new Map<string, Declaration>();
  for (const [order, statement] of module.statements.entries()) {
    if (statement.kind === "emit") continue;
    for (const { name, span } of declaredNames(statement)) {
      refuseDangerous({ name, span }, problems);
      const first = declarations.get(name);
      if (first) reportDuplicate({ name, span }, first, problems);
      else if (isReserved(name)) reportReserved({ name, span }, statement, problems);
      else declarations.set(name, { kind: statement.kind, name, span, statement, order });
    }
  }
  return declarations;
}

function reportDuplicate({ name, span }: Identifier, first: Declaration, problems: Problems): void {
  problems.report("E0202", `\`${name}\` is declared twice`, {
    span,
    notes: [`it is ${kindText[first.kind]} already, declared${problems.line(first.span) || " before"}`],
    repairs: ["give one of them another name"],
  });
}

function reportReserved({ name, span }: Identifier, statement: Statement, problems: Problems): void {
  const same = statement.kind === "function" ? ["the library's needs no definition: remove this one"] : [];
  problems.report("E0202", `\`${name}\` is a function of the library`, {
    span,
    repairs: [...same, `choose another name, such as \`${name}_\``],
  });
}

/** Whether this statement is the one that gives a name its meaning, and not a second declaration. */
export const declares = (declarations: Declarations, { name, span }: Identifier): boolean =>
  declarations.get(name)?.span === span;

export const functionOf = (declaration: Declaration | undefined): FunctionStatement | undefined =>
  declaration?.statement.kind === "function" ? declaration.statement : undefined;
