import type {
  Buffer,
  OfKind,
  Program,
  Statement,
  StatementKind,
  Update,
  Value,
  ValueKind,
  Variable,
} from "./program.ts";
import { printSize } from "./size.ts";

/** The stable text of a program, one statement a line; variables of the same name are told apart by number. */
export function printProgram(program: Program): string {
  const names = new VariableNames();
  const slots = program.slots.map(
    ({ variable, offset, length }) =>
      `slot ${names.of(variable)} at ${printSize(offset)}, ${printSize(length)} elements`,
  );
  const body = program.body.flatMap((statement) => lines(statement, names));
  const result = program.result ? [`return ${print(program.result, names)}`] : [];
  return [...slots, ...body, ...result].join("\n");
}

class VariableNames {
  private readonly names = new Map<Variable, string>();
  private readonly counts = new Map<string, number>();

  of(variable: Variable): string {
    const known = this.names.get(variable);
    if (known !== undefined) return known;
    const count = (this.counts.get(variable.hint) ?? 0) + 1;
    this.counts.set(variable.hint, count);
    const name = count === 1 ? variable.hint : `${variable.hint}#${count}`;
    this.names.set(variable, name);
    return name;
  }
}

const bufferName = (buffer: Buffer): string => ("name" in buffer ? `${buffer.kind}.${buffer.name}` : buffer.kind);

type PrintValue = { readonly [K in ValueKind]: (value: OfKind<Value, K>, names: VariableNames) => string };

const values: PrintValue = {
  number: ({ value }) => String(value),
  extent: ({ dim }) => `|${dim}|`,
  variable: ({ variable }, names) => names.of(variable),
  datum: ({ name }) => `data.${name}`,
  load: ({ buffer, at }, names) => `${bufferName(buffer)}[${print(at, names)}]`,
  apply: ({ operator, args }, names) => `${operator}(${args.map((arg) => print(arg, names)).join(", ")})`,
  choose: ({ test, whenTrue, whenFalse }, names) =>
    `if ${print(test, names)} then ${print(whenTrue, names)} else ${print(whenFalse, names)}`,
};

const print = (value: Value, names: VariableNames): string =>
  (values[value.kind] as (value: Value, names: VariableNames) => string)(value, names);

const updates: { readonly [U in Update]: string } = { set: "=", add: "+=", multiply: "*=" };
const indented = (body: readonly Statement[], names: VariableNames): string[] =>
  body.flatMap((statement) => lines(statement, names)).map((line) => `  ${line}`);

type PrintStatement = {
  readonly [K in StatementKind]: (statement: OfKind<Statement, K>, names: VariableNames) => string[];
};

const statements: PrintStatement = {
  define: ({ variable, value }, names) => [`${names.of(variable)} := ${print(value, names)}`],
  declare: ({ variable, value }, names) => [
    value ? `var ${names.of(variable)} := ${print(value, names)}` : `var ${names.of(variable)}`,
  ],
  assign: ({ variable, update, value }, names) => [`${names.of(variable)} ${updates[update]} ${print(value, names)}`],
  store: ({ buffer, at, update, value }, names) => [
    `${bufferName(buffer)}[${print(at, names)}] ${updates[update]} ${print(value, names)}`,
  ],
  loop: ({ index, from, to, step, body }, names) => [
    `for ${names.of(index)} from ${print(from, names)} to ${print(to, names)} by ${step}`,
    ...indented(body, names),
  ],
  branch: ({ test, whenTrue, whenFalse }, names) => [
    `if ${print(test, names)}`,
    ...indented(whenTrue, names),
    "else",
    ...indented(whenFalse, names),
  ],
  part: ({ body, returns }, names) => [returns ? `${names.of(returns)} := part` : "part", ...indented(body, names)],
  section: ({ comment, body }, names) => [`-- ${comment}`, ...body.flatMap((statement) => lines(statement, names))],
};

const lines = (statement: Statement, names: VariableNames): string[] =>
  (statements[statement.kind] as (statement: Statement, names: VariableNames) => string[])(statement, names);
