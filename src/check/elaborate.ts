import { call, extent, negate } from "../equations/build.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Dim } from "../equations/dim.ts";
import type { CallExpression, Expression, NameExpression, UnaryExpression } from "../syntax/syntax.ts";
import { Applications } from "./apply.ts";
import { elaborateArithmetic, isArithmetic } from "./arithmetic.ts";
import { elaborateBinder } from "./binder.ts";
import { elaborateCondition, elaborateIf, isCondition } from "./conditions.ts";
import type { Context, Local, Meaning, Scope } from "./context.ts";
import { elaboratePostfix, readAll } from "./indexing.ts";
import { dimensionForms, libraryFunctions, softNames } from "./library/library.ts";
import { literalDim } from "./literal-dim.ts";
import { leadingBits, requireBits } from "./magnitude.ts";
import { Notes } from "./note.ts";
import type { Problems } from "./problems.ts";
import type { SystemBuilder } from "./system-builder.ts";
import { type ArrayValue, arrayOver, elementAt, mapElements, numberValue, scalarValue } from "./value.ts";

type Elaborate = {
  readonly [K in Expression["kind"]]: (
    expression: Extract<Expression, { kind: K }>,
    scope: Scope,
    elaborator: Elaborator,
  ) => ArrayValue | undefined;
};

const elaborations: Elaborate = {
  number: ({ text }) => numberValue(text),
  name: (expression, scope, { context }) => named(expression, scope, context),
  unary: elaborateUnary,
  binary: (expression, scope, { context }) =>
    isArithmetic(expression) ? elaborateArithmetic(expression, scope, context) : refuseCondition(expression, context),
  transpose: (expression, scope, { context }) => elaboratePostfix(expression, scope, context),
  index: (expression, scope, { context }) => elaboratePostfix(expression, scope, context),
  call: elaborateCall,
  binder: (expression, scope, { context }) => elaborateBinder(expression, scope, context),
  if: (expression, scope, { context }) => elaborateIf(expression, scope, context),
};

/** How deep expressions, through the functions that they apply, may nest: what the stack is sure to hold. */
const DEEPEST = 1000;

/** Elaborates expressions: what a name means is given, what a function's application makes is added to the system. */
export class Elaborator {
  readonly context: Context;
  readonly applications = new Applications();
  readonly #shown: Context["shown"];
  #depth = 0;

  constructor(
    problems: Problems,
    meanings: ReadonlyMap<string, Meaning>,
    builder: SystemBuilder,
    fixed: readonly Dim[],
    shown: Context["shown"] = () => undefined,
  ) {
    this.#shown = shown;
    const notes = new Notes(builder.places);
    this.context = {
      ...{ problems, meanings, builder },
      note: (body, span, operand, { guarded }) =>
        notes.note(body, { span, operand: operand && problems.quote(operand), guarded }),
      value: (expression, scope) => this.#value(expression, scope),
      shown,
      condition: (expression, scope) => elaborateCondition(expression, scope, this.context),
      dimension: (expression) =>
        expression.kind === "number" ? literalDim(expression.text, fixed) : namedDim(expression, meanings),
    };
  }

  #value(expression: Expression, scope: Scope): ArrayValue | undefined {
    if (this.#depth >= DEEPEST) {
      this.context.problems.report("E0108", "the functions that are applied here nest too deeply", {
        span: expression.span,
        repairs: ["give the result of an inner function a name of its own"],
      });
      return undefined;
    }
    this.#depth++;
    const elaborate = elaborations[expression.kind] as (
      expression: Expression,
      scope: Scope,
      elaborator: Elaborator,
    ) => ArrayValue | undefined;
    const value = elaborate(expression, scope, this);
    this.#depth--;
    if (value) this.#shown(expression.span, value);
    if (value) this.context.note(value.body, expression.span, operandOf(expression), scope);
    return value && requireBits(leadingBits(value.body), { context: this.context, span: expression.span })
      ? value
      : undefined;
  }
}

/** What a function of one argument operates on. */
function operandOf(expression: Expression): Span | undefined {
  if (expression.kind !== "call") return undefined;
  const [only, ...others] = expression.arguments;
  return others.length === 0 ? only?.span : undefined;
}

function namedDim({ name }: NameExpression, meanings: ReadonlyMap<string, Meaning>): Dim | undefined {
  const meaning = meanings.get(name);
  return meaning?.kind === "dim" ? meaning.dim : undefined;
}

function named(expression: NameExpression, scope: Scope, context: Context): ArrayValue | undefined {
  const local = scope.locals.get(expression.name);
  if (local) return localValue(local, expression, context);
  const meaning = context.meanings.get(expression.name);
  if (meaning) return meaningOf(expression.name, meaning);
  return softNames.has(expression.name) ? scalarValue(call("pi")) : undefined;
}

function localValue(local: Local, { span, name }: NameExpression, { problems }: Context): ArrayValue | undefined {
  if (local.kind === "argument") return local.value && copied(local.value);
  if (local.variable.index) return scalarValue(local.variable.index);
  problems.report("E0306", `what \`${name}\` runs over cannot be told`, { span });
  return undefined;
}

/** An argument stands wherever its parameter does, each time over indices of its own. */
const copied = (value: ArrayValue): ArrayValue =>
  arrayOver(
    value.axes.map(({ dim }) => dim),
    (indices) => elementAt(value, indices),
    value.row,
  );

function meaningOf(name: string, meaning: Meaning): ArrayValue | undefined {
  if (meaning.kind === "dim") return scalarValue(extent(meaning.dim));
  if (meaning.kind === "constant") return scalarValue(meaning.value);
  return meaning.kind === "tensor" ? readAll(name, meaning.axes, meaning.row) : undefined;
}

function elaborateUnary(expression: UnaryExpression, scope: Scope, { context }: Elaborator): ArrayValue | undefined {
  if (expression.operator === "not") return refuseCondition(expression, context);
  const value = context.value(expression.operand, scope);
  return value && mapElements(value, negate);
}

function refuseCondition(expression: Expression, { problems }: Context): ArrayValue | undefined {
  if (!isCondition(expression)) throw new Error("internal: an operator without a meaning");
  problems.report("E0313", "a condition stands where a number is expected", {
    span: expression.span,
    repairs: ["write `if c then 1 else 0` for its indicator"],
  });
  return undefined;
}

function elaborateCall(
  expression: CallExpression,
  scope: Scope,
  { context, applications }: Elaborator,
): ArrayValue | undefined {
  const { name } = expression.callee;
  const form = dimensionForms.get(name);
  if (form) {
    const dims = expression.arguments.map((size) =>
      size.kind === "name" || size.kind === "number" ? context.dimension(size) : undefined,
    );
    return dims.every((dim) => dim !== undefined) ? form.make(dims) : undefined;
  }
  const given = expression.arguments.map((argument) => context.value(argument, scope));
  const meaning = context.meanings.get(name);
  if (meaning?.kind === "function") {
    return meaning.statement.parameters.length === given.length
      ? applications.apply(expression, meaning.statement, given, scope, context)
      : undefined;
  }
  const row = meaning || scope.locals.has(name) ? undefined : libraryFunctions.get(name);
  if (
    !row ||
    !given.every((value) => value !== undefined) ||
    given.length < row.arity[0] ||
    given.length > row.arity[1]
  )
    return undefined;
  return row.apply(given, { name, context, scope, span: expression.span });
}
