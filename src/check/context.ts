import type { Span } from "../diagnostics/diagnostic.ts";
import type { Dim } from "../equations/dim.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { Expression, FunctionStatement, NameExpression, NumberExpression } from "../syntax/syntax.ts";
import type { Problems } from "./problems.ts";
import type { SystemBuilder } from "./system-builder.ts";
import type { ArrayValue } from "./value.ts";

/** What a declared name means once its statement has been elaborated. */
export type Meaning =
  | { readonly kind: "dim"; readonly dim: Dim }
  | { readonly kind: "tensor"; readonly axes: readonly Dim[]; readonly row: boolean }
  | { readonly kind: "constant"; readonly value: Scalar }
  | { readonly kind: "function"; readonly statement: FunctionStatement };

/** What a name means inside a binder, a function, or a definition with indices. */
export type Local =
  | { readonly kind: "index"; readonly variable: IndexVariable }
  /** The value is absent where the argument was in error. */
  | { readonly kind: "argument"; readonly value: ArrayValue | undefined };

/** The index of a binder, or one on the left of a definition, which has no dimension until a use settles it. */
export interface IndexVariable {
  readonly of: "binder" | "definition";
  readonly name: string;
  index: Index | undefined;
}

/** An application that is being elaborated. */
export interface Frame {
  readonly statement: FunctionStatement;
  readonly arguments: readonly (ArrayValue | undefined)[];
  readonly caller: Frame | undefined;
}

/** Where an expression stands. */
export interface Scope {
  readonly locals: ReadonlyMap<string, Local>;
  /** In a branch of `if`: only the taken side is evaluated, so that nothing may move out into an equation. */
  readonly guarded: boolean;
  readonly frame: Frame | undefined;
}

/** What the parts of the elaboration share. A value is absent where an error was reported: that silences what follows from it. */
export interface Context {
  readonly problems: Problems;
  readonly meanings: ReadonlyMap<string, Meaning>;
  readonly builder: SystemBuilder;
  value(expression: Expression, scope: Scope): ArrayValue | undefined;
  /** Tells where an operation is written, of whose operand the text is at `operand`. */
  note(body: Scalar, span: Span, operand: Span | undefined, scope: Scope): void;
  /** Tells the shape of what is written somewhere. */
  shown(span: Span, value: ArrayValue): void;
  /** The indicator of a condition. */
  condition(expression: Expression, scope: Scope): ArrayValue | undefined;
  dimension(expression: NameExpression | NumberExpression): Dim | undefined;
}

export const withLocals = (scope: Scope, added: Iterable<readonly [string, Local]>): Scope => ({
  ...scope,
  locals: new Map([...scope.locals, ...added]),
});

/** For a problem within a function: which application it is about. */
export function applicationNotes({ frame }: Scope, shape: (value: ArrayValue) => string): string[] {
  if (!frame) return [];
  const { name, parameters } = { name: frame.statement.name.name, parameters: frame.statement.parameters };
  const shapes = parameters.flatMap((parameter, at) => {
    const value = frame.arguments[at];
    return value ? [`\`${parameter.name}\` is ${shape(value)}`] : [];
  });
  return shapes.length === 0 ? [] : [`where \`${name}\` is applied, ${shapes.join(" and ")}`];
}

/** A place to report a problem at. */
export interface Place {
  readonly context: Context;
  readonly scope: Scope;
  readonly span: Span;
}
