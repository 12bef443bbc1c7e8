import type {
  Counts,
  OfKind,
  Operator,
  Program,
  Statement,
  StatementKind,
  Value,
  ValueKind,
  Variable,
} from "./program.ts";
import { multiplySizes, totalSize, wholeSize, type Size } from "./size.ts";

const nothing: Counts = { flops: [], divisions: [], transcendentals: [], reads: [] };
const unit = wholeSize(1);

const total = (all: readonly Counts[]): Counts => ({
  flops: totalSize(all.map(({ flops }) => flops)),
  divisions: totalSize(all.map(({ divisions }) => divisions)),
  transcendentals: totalSize(all.map(({ transcendentals }) => transcendentals)),
  reads: totalSize(all.map(({ reads }) => reads)),
});

const plus = (...all: readonly Counts[]): Counts => total(all);

const times = (size: Size, counts: Counts): Counts => ({
  flops: multiplySizes(size, counts.flops),
  divisions: multiplySizes(size, counts.divisions),
  transcendentals: multiplySizes(size, counts.transcendentals),
  reads: multiplySizes(size, counts.reads),
});

const flop: Counts = { ...nothing, flops: unit };
const free: ReadonlySet<Operator> = new Set<Operator>([
  "negate",
  "remainder",
  "less",
  "lessOrEqual",
  "equal",
  "not",
  "and",
  "or",
  "max",
  "min",
  "abs",
  "sign",
  "floor",
]);

function costOf(operator: Operator): Counts {
  if (operator === "add" || operator === "subtract" || operator === "multiply") return flop;
  if (operator === "divide") return { ...nothing, divisions: unit };
  return free.has(operator) ? nothing : { ...nothing, transcendentals: unit };
}

/** Counts what statements do, and remembers which variables are indices and offsets: arithmetic on those is bookkeeping. */
class Counting {
  private readonly whole: Set<Variable>;

  constructor(whole: readonly Variable[]) {
    this.whole = new Set(whole);
  }

  all(body: readonly Statement[]): Counts {
    return total(
      body.map((statement) => (this.statements[statement.kind] as (statement: Statement) => Counts)(statement)),
    );
  }

  private readonly statements: { readonly [K in StatementKind]: (statement: OfKind<Statement, K>) => Counts } = {
    define: ({ variable, value }) => {
      if (this.isOffset(value)) this.whole.add(variable);
      return this.value(value);
    },
    declare: ({ value }) => (value ? this.value(value) : nothing),
    assign: ({ update, value }) => plus(update === "set" ? nothing : flop, this.value(value)),
    store: ({ update, value }) => plus(update === "set" ? nothing : flop, this.value(value)),
    loop: ({ index, to, body }) => {
      this.whole.add(index);
      return times(sizeOf(to), this.all(body));
    },
    branch: ({ test, whenTrue, whenFalse }) => plus(this.value(test), this.all(whenTrue), this.all(whenFalse)),
    section: ({ body }) => this.all(body),
    part: ({ body }) => this.all(body),
  };

  private value(value: Value): Counts {
    return (this.values[value.kind] as (value: Value) => Counts)(value);
  }

  private readonly values: { readonly [K in ValueKind]: (value: OfKind<Value, K>) => Counts } = {
    number: () => nothing,
    extent: () => nothing,
    variable: () => nothing,
    datum: () => nothing,
    load: () => ({ ...nothing, reads: unit }),
    apply: (value) =>
      this.isOffset(value) ? nothing : plus(costOf(value.operator), ...value.args.map((arg) => this.value(arg))),
    choose: ({ test, whenTrue, whenFalse }) => plus(this.value(test), this.value(whenTrue), this.value(whenFalse)),
  };

  private isOffset(value: Value): boolean {
    if (value.kind === "extent") return true;
    if (value.kind === "number") return Number.isInteger(value.value);
    if (value.kind === "variable") return this.whole.has(value.variable);
    return value.kind === "apply" && offsets.has(value.operator) && value.args.every((arg) => this.isOffset(arg));
  }
}

const offsets: ReadonlySet<Operator> = new Set<Operator>(["add", "subtract", "multiply", "remainder"]);

/** The trips of a loop that starts at 0. */
function sizeOf(value: Value): Size {
  if (value.kind === "number") return wholeSize(value.value);
  return value.kind === "extent" ? [{ coefficient: 1, dims: [value.dim] }] : unit;
}

/** What a program whose loops run over whole dimensions costs, both sides of every branch counted. */
export const countProgram = ({ body, slots }: Pick<Program, "body" | "slots">): Counts =>
  new Counting(slots.map(({ variable }) => variable)).all(body);
