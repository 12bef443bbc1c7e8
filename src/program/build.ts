import type { Buffer, Operator, Range, Statement, Update, Value, Variable } from "./program.ts";
import type { Dim } from "./size.ts";

/** The constructors of the program language. */
export const number = (value: number): Value => ({ kind: "number", value });
export const extentOf = (dim: string): Value => ({ kind: "extent", dim });
export const get = (variable: Variable): Value => ({ kind: "variable", variable });
export const datum = (name: string): Value => ({ kind: "datum", name });
export const load = (buffer: Buffer, at: Value): Value => ({ kind: "load", buffer, at });
export const apply = (operator: Operator, ...args: readonly Value[]): Value => ({ kind: "apply", operator, args });
export const choose = (test: Value, whenTrue: Value, whenFalse: Value): Value => ({
  kind: "choose",
  test,
  whenTrue,
  whenFalse,
});

export const define = (variable: Variable, value: Value): Statement => ({ kind: "define", variable, value });
export const declare = (variable: Variable, value?: Value): Statement => ({ kind: "declare", variable, value });
export const assign = (variable: Variable, value: Value, update: Update = "set"): Statement => ({
  kind: "assign",
  variable,
  update,
  value,
});
export const store = (buffer: Buffer, at: Value, value: Value, update: Update = "set"): Statement => ({
  kind: "store",
  buffer,
  at,
  update,
  value,
});
export const loop = (index: Variable, over: Dim, range: Range, body: readonly Statement[]): Statement => ({
  kind: "loop",
  index,
  over,
  ...range,
  body,
});
export const branch = (
  test: Value,
  whenTrue: readonly Statement[],
  whenFalse: readonly Statement[] = [],
): Statement => ({ kind: "branch", test, whenTrue, whenFalse });
export const part = (body: readonly Statement[], returns?: Variable): Statement => ({ kind: "part", body, returns });
export const section = (equation: string, comment: string, body: readonly Statement[]): Statement => ({
  kind: "section",
  equation,
  comment,
  body,
});
