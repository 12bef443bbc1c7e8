import { sizeOf, type Point } from "../../src/equations/evaluate.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import type {
  Buffer,
  OfKind,
  Operator,
  Program,
  Statement,
  StatementKind,
  Update,
  Value,
  ValueKind,
  Variable,
} from "../../src/program/program.ts";
import type { Size } from "../../src/program/size.ts";
import { Operations } from "../oracles/operations.ts";

/** What running a program left behind. */
export interface Executed {
  readonly operations: Operations;
  readonly result: number;
  /** The gradients by their parameters, and the caller's array as `out`. */
  readonly arrays: ReadonlyMap<string, readonly number[]>;
}

/** Runs a program, one statement after the other, and counts the operations on elements as they happen. */
export function execute(program: Program, at: Point): Executed {
  const tiles = program.tiles.map(({ name, dim, most }) => [name, Math.min(sizeOf(dim, at.sizes), most)] as const);
  const run = new Run(
    { ...at, sizes: { ...(at.sizes as Readonly<Record<string, number>>), ...Object.fromEntries(tiles) } },
    new Operations(),
  );
  for (const { variable, offset } of program.slots) run.define(variable, { number: run.size(offset), whole: true });
  run.all(program.body);
  const result = program.result ? run.value(program.result).number : NaN;
  return { operations: run.operations, result, arrays: run.written };
}

/** A number, and whether it is made of indices, sizes and offsets alone: those are not counted. */
interface Found {
  readonly number: number;
  readonly whole: boolean;
}

class Run {
  readonly operations: Operations;
  readonly written = new Map<string, number[]>();
  private readonly variables = new Map<Variable, Found>();
  private readonly work: number[] = [];
  private readonly at: Point;

  constructor(at: Point, operations: Operations) {
    this.at = at;
    this.operations = operations;
  }

  define(variable: Variable, value: Found): void {
    this.variables.set(variable, value);
  }

  size(size: Size): number {
    return size.reduce(
      (total, { coefficient, dims }) => total + dims.reduce((product, dim) => product * this.extent(dim), coefficient),
      0,
    );
  }

  all(body: readonly Statement[]): void {
    for (const statement of body) this.statement(statement);
  }

  private statement(statement: Statement): void {
    (this.statements[statement.kind] as (statement: Statement) => void)(statement);
  }

  private readonly statements: { readonly [K in StatementKind]: (statement: OfKind<Statement, K>) => void } = {
    define: ({ variable, value }) => this.define(variable, this.value(value)),
    declare: ({ variable, value }) => {
      if (value) this.define(variable, element(this.value(value).number));
    },
    assign: ({ variable, update, value }) => {
      const before = this.variables.get(variable)?.number ?? NaN;
      this.define(variable, element(this.updated(update, before, this.value(value).number)));
    },
    store: ({ buffer, at, update, value }) => {
      const [array, offset] = [this.array(buffer), this.value(at).number];
      array[offset] = this.updated(update, array[offset] ?? NaN, this.value(value).number);
    },
    loop: ({ index, from, to, step, body }) => {
      const end = this.value(to).number;
      for (let i = this.value(from).number; i < end; i += step) {
        this.define(index, { number: i, whole: true });
        this.all(body);
      }
    },
    branch: ({ test, whenTrue, whenFalse }) => {
      const isTrue = this.value(test).number !== 0;
      this.counted(isTrue ? whenFalse : whenTrue);
      this.all(isTrue ? whenTrue : whenFalse);
    },
    section: ({ body }) => this.all(body),
    part: ({ body }) => this.all(body),
  };

  /** Both sides of a branch are counted; what the other side does is forgotten. */
  private counted(body: readonly Statement[]): void {
    const other = new Run(this.at, this.operations);
    for (const [variable, found] of this.variables) other.define(variable, found);
    other.work.push(...this.work);
    for (const [name, array] of this.written) other.written.set(name, [...array]);
    other.all(body);
  }

  private updated(update: Update, before: number, value: number): number {
    if (update === "set") return value;
    return update === "add" ? this.operations.add(before, value) : this.operations.multiply(before, value);
  }

  value(value: Value): Found {
    return (this.values[value.kind] as (value: Value) => Found)(value);
  }

  private readonly values: { readonly [K in ValueKind]: (value: OfKind<Value, K>) => Found } = {
    number: ({ value }) => ({ number: value, whole: Number.isInteger(value) }),
    extent: ({ dim }) => ({ number: this.extent(dim), whole: true }),
    variable: ({ variable }) => this.variables.get(variable) ?? element(NaN),
    datum: ({ name }) => element(this.at.inputs.get(name)?.[0] ?? NaN),
    load: ({ buffer, at }) => element(this.operations.read(this.array(buffer), this.value(at).number)),
    choose: ({ test, whenTrue, whenFalse }) => {
      const isTrue = this.value(test).number !== 0;
      const [first, second] = [this.value(whenTrue), this.value(whenFalse)];
      return element((isTrue ? first : second).number);
    },
    apply: ({ operator, args }) => {
      const found = args.map((arg) => this.value(arg));
      const numbers = found.map(({ number }) => number);
      const whole = bookkeeping.has(operator) && found.every((arg) => arg.whole);
      return { number: this.apply(operator, numbers, whole ? new Operations() : this.operations), whole };
    },
  };

  private apply(operator: Operator, args: readonly number[], operations: Operations): number {
    const [x = NaN, y = NaN] = args;
    if (operator === "add") return operations.add(x, y);
    if (operator === "subtract") return operations.add(x, -y);
    if (operator === "multiply") return operations.multiply(x, y);
    if (operator === "divide") return operations.divide(x, y);
    const free = freeOperators[operator];
    if (free) return Number(free(x, y));
    if (operator === "sqrt") return operations.call(Math.sqrt, x);
    return operations.call(functionValues[operator as keyof typeof functionValues], x, y);
  }

  private array(buffer: Buffer): number[] {
    if (buffer.kind === "work") return this.work;
    const name = "name" in buffer ? buffer.name : buffer.kind;
    if (buffer.kind === "param" || buffer.kind === "data") return [...(this.at.inputs.get(name) ?? [])];
    const array = this.written.get(name) ?? [];
    this.written.set(name, array);
    return array;
  }

  private extent(dim: string): number {
    const { sizes } = this.at;
    return (sizes as Readonly<Record<string, number>>)[dim] ?? NaN;
  }
}

const element = (number: number): Found => ({ number, whole: false });

const bookkeeping: ReadonlySet<Operator> = new Set<Operator>(["add", "subtract", "multiply", "remainder"]);

const freeOperators: { readonly [O in Operator]?: (x: number, y: number) => number | boolean } = {
  negate: (x) => -x,
  remainder: (x, y) => x % y,
  less: (x, y) => x < y,
  lessOrEqual: (x, y) => x <= y,
  equal: (x, y) => x === y,
  not: (x) => x === 0,
  and: (x, y) => x !== 0 && y !== 0,
  or: (x, y) => x !== 0 || y !== 0,
  max: Math.max,
  min: Math.min,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
};
