import type { Span } from "../diagnostics/diagnostic.ts";
import type {
  BinderExpression,
  CallExpression,
  Expression,
  Identifier,
  Module,
  NameExpression,
  NumberExpression,
  Statement,
} from "../syntax/syntax.ts";
import { reductions } from "./binder.ts";
import { type Declaration, type Declarations, functionOf, kindText, refuseDangerous } from "./declarations.ts";
import {
  dimensionForms,
  foreign,
  isReserved,
  libraryFunctions,
  libraryNames,
  softNames,
  unavailable,
} from "./library/library.ts";
import { wholeSize } from "./literal-dim.ts";
import type { Problems } from "./problems.ts";
import { References } from "./references.ts";
import { similar as similarTo } from "../util/similar.ts";

/** What a name means where it is not the file's: what it is, and where it was introduced. */
interface LocalName {
  readonly kind: "index" | "parameter";
  readonly span: Span;
  used: boolean;
}

/** After so many comparisons of names there are no more guesses: a file with thousands of unknown names needs none. */
const MOST_COMPARED = 20_000;

/** A name that stands for something within an expression. */
export interface Introduced extends Identifier {
  readonly kind: LocalName["kind"];
  /** Where it may be used. */
  readonly scope: Span;
  /** What an index runs over, where that is written beside it. */
  readonly over?: string;
}

/** Who wants to know where names are introduced and used. */
export interface NameRecorder {
  introduces(name: Introduced): void;
  /** @param to where it is introduced or declared */
  uses(span: Span, to: Span): void;
}

const sizeText = (over: NameExpression | NumberExpression): string => (over.kind === "name" ? over.name : over.text);

type Locals = ReadonlyMap<string, LocalName>;

type Visit = {
  readonly [K in Expression["kind"]]: (
    expression: Extract<Expression, { kind: K }>,
    locals: Locals,
    names: Names,
  ) => Expression | undefined;
};

/** Checks the names in an expression and gives back the part that is still to do: long chains lean to the left. */
const visits: Visit = {
  number: () => undefined,
  name: (expression, locals, names) => names.visitName(expression, locals),
  unary: ({ operand }) => operand,
  binary: ({ left, right }, locals, names) => {
    names.visit(right, locals);
    return left;
  },
  transpose: ({ operand }) => operand,
  index: ({ operand, indices }, locals, names) => {
    for (const index of indices) names.visit(index, locals);
    return operand;
  },
  call: (expression, locals, names) => names.visitCall(expression, locals),
  binder: (expression, locals, names) => names.visitBinder(expression, locals),
  if: ({ condition, whenTrue, whenFalse }, locals, names) => {
    names.visit(condition, locals);
    names.visit(whenTrue, locals);
    return whenFalse;
  },
};

/**
 * Says of every name what is wrong with it: that nothing has it, that it comes too soon, that it is not what stands
 * there. Looks at every expression once, also at functions that are never applied. Elaboration, which follows, is
 * silent about names.
 */
export class Names {
  readonly #declarations: Declarations;
  readonly #problems: Problems;
  readonly #references = new References();
  #order = 0;
  #compared = 0;
  #within: string | undefined;
  readonly #recorder: NameRecorder | undefined;

  constructor(declarations: Declarations, problems: Problems, recorder?: NameRecorder) {
    this.#declarations = declarations;
    this.#problems = problems;
    this.#recorder = recorder;
  }

  /** @returns the declared names that the file uses */
  check(module: Module): ReadonlySet<string> {
    for (const [order, statement] of module.statements.entries()) {
      this.#order = order;
      this.#visitStatement(statement);
    }
    this.#references.report(this.#problems);
    return this.#references.used;
  }

  #visitStatement(statement: Statement): void {
    this.#within = undefined;
    if (statement.kind === "param" || statement.kind === "data") {
      for (const { axes } of statement.declared) for (const dim of axes) this.#visitDimension(dim, new Map());
    } else if (statement.kind === "const") {
      this.#visitDefinition(statement.name, [], "index", statement.value);
    } else if (statement.kind === "definition") {
      this.#visitDefinition(statement.name, statement.indices ?? [], "index", statement.value);
    } else if (statement.kind === "function") {
      const parameters = this.#visitDefinition(statement.name, statement.parameters, "parameter", statement.value);
      for (const [name, { span, used }] of parameters) {
        if (used) continue;
        this.#problems.report("W0603", `\`${statement.name.name}\` does not use its parameter \`${name}\``, { span });
      }
    }
  }

  #visitDefinition(
    { name }: Identifier,
    introduced: readonly Identifier[],
    kind: LocalName["kind"],
    value: Expression,
  ): Locals {
    this.#within = name;
    const locals = this.#introduce(introduced, kind, new Map());
    for (const identifier of introduced) this.#recorder?.introduces({ ...identifier, kind, scope: value.span });
    this.visit(value, locals);
    return locals;
  }

  /** The names around, and new ones; none may have the name of something else. */
  #introduce(introduced: readonly Identifier[], kind: LocalName["kind"], around: Locals): Locals {
    const locals = new Map(around);
    for (const identifier of introduced) {
      const { name, span } = identifier;
      refuseDangerous(identifier, this.#problems);
      const outer = locals.get(name);
      const declared = this.#declarations.get(name);
      if (outer) this.#reportShadow(identifier, kind, outer.kind === "index" ? "an index" : "a parameter", outer.span);
      else if (declared) this.#reportShadow(identifier, kind, kindText[declared.kind], declared.span);
      else if (isReserved(name)) this.#reportShadow(identifier, kind, "a function of the library");
      locals.set(name, { kind, span, used: false });
    }
    return locals;
  }

  #reportShadow({ name, span }: Identifier, kind: LocalName["kind"], is: string, where?: Span): void {
    const line = where ? this.#problems.line(where) : "";
    const role = kind === "index" ? "the index" : "the parameter";
    this.#problems.report("E0203", `${role} \`${name}\` has the name of something else`, {
      span,
      notes: [`\`${name}\` is ${is} already${line && `, declared${line}`}`],
      repairs: [`choose another name for ${role}`],
    });
  }

  visit(expression: Expression, locals: Locals): void {
    for (let rest: Expression | undefined = expression; rest;) {
      const visit = visits[rest.kind] as (
        expression: Expression,
        locals: Locals,
        names: Names,
      ) => Expression | undefined;
      rest = visit(rest, locals, this);
    }
  }

  visitName({ name, span }: NameExpression, locals: Locals): undefined {
    const local = locals.get(name);
    if (local) {
      local.used = true;
      this.#recorder?.uses(span, local.span);
      return;
    }
    const declared = this.#declarations.get(name);
    if (declared) {
      this.#refer(declared, span);
      const fn = functionOf(declared);
      if (fn) this.#reportUnapplied(name, span, fn.parameters);
    } else if (isReserved(name)) {
      this.#reportUnapplied(name, span, []);
    } else if (!softNames.has(name)) {
      this.#reportUnknown(name, span, locals);
    }
  }

  /** The name that was meant, as long as it would still be told. */
  #similar(name: string, candidates: () => readonly string[]): string | undefined {
    if (this.#compared > MOST_COMPARED || this.#problems.full) return undefined;
    const names = candidates();
    this.#compared += names.length;
    return similarTo(name, names);
  }

  /** What is declared before this place, of some kind. */
  #visible(kind?: Declaration["kind"]): string[] {
    return [...this.#declarations.values()]
      .filter((declared) => declared.order < this.#order && (kind === undefined || declared.kind === kind))
      .map((declared) => declared.name);
  }

  #refer(to: Declaration, span: Span): void {
    this.#references.add(this.#within, to, span, this.#order);
    this.#recorder?.uses(span, to.span);
  }

  #reportUnapplied(name: string, span: Span, parameters: readonly Identifier[]): void {
    const given = parameters.length > 0 ? parameters.map((parameter) => parameter.name).join(", ") : "…";
    this.#problems.report("E0208", `\`${name}\` is a function, and stands here without arguments`, {
      span,
      repairs: [`apply it: \`${name}(${given})\``],
    });
  }

  #reportUnknown(name: string, span: Span, locals: Locals): void {
    const meant = this.#similar(name, () => [...locals.keys(), ...this.#visible(), ...libraryNames()]);
    const repair = meant === undefined ? [] : [`did you mean \`${meant}\`?`];
    this.#problems.report("E0201", `unknown name \`${name}\``, { span, repairs: repair });
  }

  visitCall(expression: CallExpression, locals: Locals): undefined {
    const { callee } = expression;
    const form = dimensionForms.get(callee.name);
    for (const argument of expression.arguments) {
      if (!form) this.visit(argument, locals);
      else if (argument.kind === "name" || argument.kind === "number") this.#visitDimension(argument, locals);
      else this.#reportNoDimension(argument.span, "this");
    }
    this.#visitCallee(expression, locals);
  }

  #visitCallee(expression: CallExpression, locals: Locals): void {
    const { name, span } = expression.callee;
    const local = locals.get(name);
    const declared = this.#declarations.get(name);
    const library = libraryFunctions.get(name) ?? dimensionForms.get(name);
    if (local) {
      local.used = true;
      this.#recorder?.uses(span, local.span);
      this.#reportNoFunction(expression, local.kind === "index" ? "an index" : "a parameter of this function");
    } else if (declared) {
      this.#refer(declared, span);
      const fn = functionOf(declared);
      if (fn) this.#checkCount(expression, fn.parameters.length, fn.parameters.length);
      else this.#reportNoFunction(expression, kindText[declared.kind]);
    } else if (library) {
      this.#checkCount(expression, ...library.arity);
    } else if (unavailable.has(name)) {
      this.#problems.report("E0118", `\`${name}\` is not available in this version`, { span });
    } else {
      this.#reportUnknownFunction(expression.callee);
    }
  }

  #reportUnknownFunction({ name, span }: Identifier): void {
    const meant = this.#similar(name, () => [...this.#visible("function"), ...libraryNames()]);
    const here = foreign.get(name);
    const guess = meant === undefined ? [] : [`did you mean \`${meant}\`?`];
    const repairs = here === undefined ? guess : [here];
    this.#problems.report("E0201", `unknown function \`${name}\``, { span, repairs });
  }

  #reportNoFunction({ callee: { name, span }, arguments: given }: CallExpression, is: string): void {
    const text = given.length === 1 && given[0] ? this.#problems.quote(given[0].span) : undefined;
    const product = text === undefined ? "…" : /[^\p{L}\p{N}_.]/u.test(text) ? `(${text})` : text;
    this.#problems.report("E0207", `\`${name}\` is ${is} and cannot be applied`, {
      span,
      repairs: [`for a product write \`${name} * ${product}\`, for an element \`${name}[${text ?? "…"}]\``],
    });
  }

  #checkCount({ callee: { name }, arguments: given, span }: CallExpression, least: number, most: number): void {
    if (given.length >= least && given.length <= most) return;
    const wanted = least === most ? String(least) : `${least} or ${most}`;
    const noun = wanted === "1" ? "argument" : "arguments";
    const count = given.length === 1 ? "1 is" : `${given.length} are`;
    const repairs =
      name in reductions && given.length > most
        ? [`an index stands first and with its dimension: \`${name}(i in n, …)\``]
        : [];
    this.#problems.report("E0209", `\`${name}\` takes ${wanted} ${noun}, and ${count} given`, { span, repairs });
  }

  visitBinder({ bindings, where, body, span }: BinderExpression, locals: Locals): Expression | undefined {
    for (const { over } of bindings) this.#visitDimension(over, locals);
    const indices = bindings.map(({ index }) => index);
    const inside = this.#introduce(indices, "index", locals);
    for (const { index, over } of bindings)
      this.#recorder?.introduces({ ...index, kind: "index", scope: span, over: sizeText(over) });
    if (where) {
      this.visit(where, inside);
      this.#problems.report("E0118", "`where` is not available in this version", {
        span: where.span,
        repairs: ["write `if … then … else 0` in the body of a sum"],
      });
    }
    this.visit(body, inside);
    return undefined;
  }

  /** A place where a dimension belongs: an axis, what an index runs over, a size. */
  #visitDimension(expression: NameExpression | NumberExpression, locals: Locals): void {
    const { span } = expression;
    if (expression.kind === "number") {
      if (wholeSize(expression.text) !== undefined) return;
      this.#problems.report("E0308", `a size is a whole number, and \`${expression.text}\` is not`, { span });
      return;
    }
    const { name } = expression;
    const [local, declared] = [locals.get(name), this.#declarations.get(name)];
    if (declared && !local) this.#refer(declared, span);
    if (local) this.#reportNoDimension(span, `\`${name}\`, ${local.kind === "index" ? "an index" : "a parameter"},`);
    else if (!declared) this.#reportUnknownDimension(expression);
    else if (declared.kind !== "dim") this.#reportNoDimension(span, `\`${name}\`, ${kindText[declared.kind]},`);
  }

  #reportNoDimension(span: Span, what: string): void {
    this.#problems.report("E0210", `${what} is not a dimension`, {
      span,
      repairs: ["a dimension is declared with `dim`, or is a whole number"],
    });
  }

  #reportUnknownDimension({ name, span }: NameExpression): void {
    const meant = this.#similar(name, () => this.#visible("dim"));
    const repairs = meant === undefined ? [] : [`did you mean \`${meant}\`?`];
    this.#problems.report("E0210", `unknown dimension \`${name}\``, {
      span,
      repairs: [...repairs, `declare it: \`dim ${name}\``],
    });
  }
}
