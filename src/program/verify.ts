import { arithmetic, intrinsics, logic } from "./program.ts";
import type { OfKind, Operator, Program, Statement, StatementKind, Value, ValueKind, Variable } from "./program.ts";

/**
 * Finds what is wrong with a program: a variable that is used where it is not defined, defined twice or changed
 * although it is constant, an operator with the wrong number of operands, a loop that does not advance, or
 * a store into what is only read. A program that lowering makes has none of these.
 */
export function verifyProgram(program: Program): string[] {
  const verification = new Verification();
  for (const { variable } of program.slots) verification.introduce(variable, "constant");
  verification.statements(program.body);
  if (program.result) verification.value(program.result);
  return verification.faults;
}

const two: ReadonlySet<Operator> = new Set<Operator>([
  ...arithmetic.filter((operator) => operator !== "negate"),
  ...logic.filter((operator) => operator !== "not"),
  ...intrinsics.filter((operator) => ["max", "min", "pow", "atan2", "hypot"].includes(operator)),
]);

class Verification {
  readonly faults: string[] = [];
  private ever = new Set<Variable>();
  private visible = new Map<Variable, "constant" | "changing">();

  introduce(variable: Variable, kind: "constant" | "changing"): void {
    if (this.ever.has(variable)) this.faults.push(`${variable.hint} is defined twice`);
    this.ever.add(variable);
    this.visible.set(variable, kind);
  }

  /** What is defined inside is not visible after. */
  private block(body: readonly Statement[], index?: Variable): void {
    const outer = this.visible;
    this.visible = new Map(outer);
    if (index) this.introduce(index, "constant");
    this.statements(body);
    this.visible = outer;
  }

  /** What a part defines, another may define again: they are functions of their own. */
  private part(body: readonly Statement[], returns: Variable | undefined): void {
    const outer = this.visible;
    const before = this.ever;
    this.ever = new Set(before);
    this.visible = new Map([...outer].filter(([, kind]) => kind === "constant"));
    this.statements(body);
    if (returns && !this.visible.has(returns)) this.faults.push(`${returns.hint} is returned where it is not defined`);
    this.visible = outer;
    this.ever = before;
    if (returns) this.introduce(returns, "constant");
  }

  statements(body: readonly Statement[]): void {
    for (const statement of body) (this.byStatement[statement.kind] as (statement: Statement) => void)(statement);
  }

  value(value: Value): void {
    (this.byValue[value.kind] as (value: Value) => void)(value);
  }

  private readonly byValue: { readonly [K in ValueKind]: (value: OfKind<Value, K>) => void } = {
    number: () => undefined,
    extent: () => undefined,
    datum: () => undefined,
    variable: ({ variable }) => {
      if (!this.visible.has(variable)) this.faults.push(`${variable.hint} is used where it is not defined`);
    },
    load: ({ at }) => {
      this.value(at);
    },
    apply: ({ operator, args }) => {
      if (args.length !== (two.has(operator) ? 2 : 1)) this.faults.push(`${operator} has ${args.length} operands`);
      for (const arg of args) this.value(arg);
    },
    choose: ({ test, whenTrue, whenFalse }) => {
      for (const part of [test, whenTrue, whenFalse]) this.value(part);
    },
  };

  private readonly byStatement: { readonly [K in StatementKind]: (statement: OfKind<Statement, K>) => void } = {
    define: ({ variable, value }) => {
      this.value(value);
      this.introduce(variable, "constant");
    },
    declare: ({ variable, value }) => {
      if (value) this.value(value);
      this.introduce(variable, "changing");
    },
    assign: ({ variable, value }) => {
      this.value(value);
      if (this.visible.get(variable) !== "changing") this.faults.push(`${variable.hint} cannot be assigned here`);
    },
    store: ({ buffer, at, value }) => {
      if (buffer.kind === "param" || buffer.kind === "data")
        this.faults.push(`a store into the ${buffer.kind} ${buffer.name}`);
      this.value(at);
      this.value(value);
    },
    loop: ({ index, from, to, step, body }) => {
      if (!(step > 0)) this.faults.push(`the loop over ${index.hint} does not advance`);
      this.value(from);
      this.value(to);
      this.block(body, index);
    },
    branch: ({ test, whenTrue, whenFalse }) => {
      this.value(test);
      this.block(whenTrue);
      this.block(whenFalse);
    },
    section: ({ body }) => {
      this.statements(body);
    },
    part: ({ body, returns }) => {
      this.part(body, returns);
    },
  };
}
