import { axis, openIndex, read } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import { substitute } from "../equations/reduce.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import type { CallExpression, FunctionStatement } from "../syntax/syntax.ts";
import type { Context, Frame, Local, Scope } from "./context.ts";
import { type ArrayValue, arrayOver, isSized, shapeText } from "./value.ts";

/** Applications to different arguments in one file. Functions that each apply another twice double them with every step. */
const most = 5000;

/**
 * A user's function applies by substitution, and what comes out becomes an equation of the function's name, over the
 * indices of the binders around it and then its own axes: `f(x[i])` under `i in n` becomes `f[i, p]`. So each
 * application is one read, however large the body, and the same application twice is the same read.
 */
export class Applications {
  readonly #made = new Map<string, Made>();
  #count = 0;
  /** There are too many, which was reported: what is left is not looked at. */
  #full = false;

  apply(
    call: CallExpression,
    fn: FunctionStatement,
    given: readonly (ArrayValue | undefined)[],
    scope: Scope,
    context: Context,
  ): ArrayValue | undefined {
    if (this.#full || isApplying(fn, scope)) return undefined;
    const frame: Frame = { statement: fn, arguments: given, caller: scope.frame };
    const inside: Scope = { locals: new Map(bindings(fn, given)), guarded: scope.guarded, frame };
    if (!given.every((value) => value !== undefined)) {
      // An argument in error: the body is read for its own problems alone.
      context.value(fn.value, inside);
      return undefined;
    }
    const outer = outerIndices(given);
    const canonical = given.map((value) => abstracted(value, outer));
    const key = [fn.name.name, scope.guarded, ...canonical.map(keyOf)].join(" ");
    if (this.#isFull(key, call, context)) return undefined;
    let made = this.#made.get(key);
    if (!made) {
      made = { canonical, result: resultOf(call, fn, context.value(fn.value, inside), outer, inside, context) };
      this.#made.set(key, made);
    }
    const { result } = made;
    if (result?.equation !== undefined && !scope.frame) context.builder.appliedOutermost(fn.name.name, result.equation);
    return result && instantiate(result, outer);
  }

  /** Lets go of what was applied so far, though not of how much that was. */
  forget(): void {
    this.#count += this.#made.size;
    this.#made.clear();
  }

  /** Whether there is no room for one more, which is reported where it comes to that. */
  #isFull(key: string, { span, callee }: CallExpression, { problems }: Context): boolean {
    if (this.#made.has(key) || this.#count + this.#made.size < most) return this.#full;
    this.#full = true;
    problems.report("E0213", `functions are applied to more than ${most} different arguments`, {
      span,
      notes: [`the first too many is an application of \`${callee.name}\``],
      repairs: ["let fewer functions apply others more than once"],
    });
    return true;
  }
}

/** Whether it leads back to itself, which was reported. */
function isApplying(fn: FunctionStatement, { frame }: Scope): boolean {
  for (let at = frame; at; at = at.caller) if (at.statement === fn) return true;
  return false;
}

interface Made {
  /** Kept, so that the interned arguments that the key names stay alive. */
  readonly canonical: readonly Abstracted[];
  readonly result: Abstracted | undefined;
}

/** An array value that stands on its own: outer indices first, then its own axes, all by position. */
interface Abstracted {
  readonly outer: number;
  readonly axes: readonly Dim[];
  readonly body: Scalar;
  readonly row: boolean;
  readonly equation?: string;
}

function* bindings(
  fn: FunctionStatement,
  given: readonly (ArrayValue | undefined)[],
): Generator<readonly [string, Local]> {
  for (const [at, { name }] of fn.parameters.entries()) yield [name, { kind: "argument", value: given[at] }];
}

/** The indices of binders around the arguments that occur in them, outermost first: open indices are numbered as they are made. */
function outerIndices(values: readonly ArrayValue[]): readonly Index[] {
  const found = values.flatMap(({ axes, body }) => body.free.filter((index) => !axes.includes(index)));
  return [...new Set(found)].sort((a, b) => a.number - b.number);
}

function abstracted({ axes, body, row }: ArrayValue, outer: readonly Index[]): Abstracted {
  const all = [...outer, ...axes];
  const byPosition = new Map(all.map((index, at) => [index, axis(at, index.dim)]));
  return { outer: outer.length, axes: all.map(({ dim }) => dim), body: substitute(body, byPosition), row };
}

const keyOf = ({ outer, axes, body, row }: Abstracted): string =>
  `${outer}:${axes.map(({ name }) => name).join()}:${body.id}:${String(row)}`;

/** The inverse of `abstracted`, at other outer indices. */
function instantiate({ outer: count, axes, body, row }: Abstracted, outer: readonly Index[]): ArrayValue {
  const own = axes.slice(count).map(openIndex);
  const all = [...outer, ...own];
  return {
    axes: own,
    body: substitute(body, new Map(axes.map((dim, at) => [axis(at, dim), all[at] ?? axis(at, dim)]))),
    row,
  };
}

function resultOf(
  call: CallExpression,
  fn: FunctionStatement,
  value: ArrayValue | undefined,
  outer: readonly Index[],
  scope: Scope,
  context: Context,
): Abstracted | undefined {
  if (!value) return undefined;
  if (scope.guarded) return abstracted(value, outer);
  if (!isSized(value)) {
    const message = `the size of \`${fn.name.name}(…)\`, ${shapeText(value)}, cannot be told`;
    context.problems.report("E0312", message, { span: call.span });
    return undefined;
  }
  const used = outer.filter((index) => value.body.free.includes(index));
  const { axes, body } = abstracted(value, used);
  const name = context.builder.applied(fn.name.name, axes, body, { rule: "defined", span: fn.span });
  const own = value.axes.map(({ dim }) => dim);
  const lifted = arrayOver(own, (indices) => read(name, [...used, ...indices]), value.row);
  return { ...abstracted(lifted, outer), equation: name };
}
