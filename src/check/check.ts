import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../equations/kernel.ts";
import type { Places } from "../equations/places.ts";
import type { Module } from "../syntax/syntax.ts";
import { collectDeclarations } from "./declarations.ts";
import { Names } from "./names.ts";
import { Problems } from "./problems.ts";
import { requestsOf } from "./requests.ts";
import { Statements } from "./statements.ts";

export interface CheckOptions {
  /** Sizes from outside the file: `--dim m=784`. */
  readonly dims?: Readonly<Record<string, number>>;
  /** The parameters that gradients are for, where a request does not say: `--wrt W1,b1`. */
  readonly wrt?: readonly string[];
  /** The text of the file, so that diagnostics can repeat it and name lines. */
  readonly source?: string;
}

export interface Checked {
  /** Absent where there is an error. */
  readonly model: Model | undefined;
  /** Where the operations in its equations are written. */
  readonly places: Places;
  readonly diagnostics: readonly Diagnostic[];
}

/** Names, shapes, elaboration: what the file says as a system of equations, and what it asks for. All problems are reported. */
export function check(module: Module, options: CheckOptions = {}): Checked {
  const problems = new Problems(options.source);
  const declarations = collectDeclarations(module, problems);
  const used = new Names(declarations, problems).check(module);
  const statements = new Statements(declarations, problems, options.dims ?? {});
  for (const statement of module.statements) statements.elaborate(statement);
  const { builder } = statements;
  for (const { name, span } of declarations.values()) builder.places.noteInput(name, span);
  const requests = requestsOf(module, { declarations, used, problems, builder, wrt: options.wrt });
  const model = problems.hasErrors ? undefined : { system: builder.system, requests };
  return { model, places: builder.places, diagnostics: problems.all };
}
