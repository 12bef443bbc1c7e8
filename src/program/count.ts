import type {
  Counts,
  OfKind,
  Operator,
  Program,
  Share,
  Statement,
  StatementKind,
  Update,
  Value,
  ValueKind,
  Variable,
} from "./program.ts";
import { multiplySizes, totalSize, wholeSize, type Size } from "./size.ts";

/** A number for each of the things that are counted. */
const counted = (of: (what: keyof Counts) => Size): Counts => ({
  multiplications: of("multiplications"),
  additions: of("additions"),
  divisions: of("divisions"),
  transcendentals: of("transcendentals"),
  reads: of("reads"),
});

export const nothing: Counts = counted(() => []);
const unit = wholeSize(1);

/** One of these. */
export const oneOf = (what: keyof Counts): Counts => ({ ...nothing, [what]: unit });

export const totalCounts = (all: readonly Counts[]): Counts =>
  counted((what) => totalSize(all.map((counts) => counts[what])));

const plus = (...all: readonly Counts[]): Counts => totalCounts(all);

export const timesCounts = (size: Size, counts: Counts): Counts => counted((what) => multiplySizes(size, counts[what]));

const updateCosts: { readonly [U in Update]: Counts } = {
  set: nothing,
  add: oneOf("additions"),
  multiply: oneOf("multiplications"),
};

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
  if (operator === "add" || operator === "subtract") return oneOf("additions");
  if (operator === "multiply") return oneOf("multiplications");
  if (operator === "divide") return oneOf("divisions");
  return free.has(operator) ? nothing : oneOf("transcendentals");
}

/** Counts what statements do, and remembers which variables are indices and offsets: arithmetic on those is bookkeeping. */
class Counting {
  private readonly whole: Set<Variable>;

  constructor(whole: readonly Variable[]) {
    this.whole = new Set(whole);
  }

  all(body: readonly Statement[]): Counts {
    return totalCounts(
      body.map((statement) => (this.statements[statement.kind] as (statement: Statement) => Counts)(statement)),
    );
  }

  private readonly statements: { readonly [K in StatementKind]: (statement: OfKind<Statement, K>) => Counts } = {
    define: ({ variable, value }) => {
      if (this.isOffset(value)) this.whole.add(variable);
      return this.value(value);
    },
    declare: ({ value }) => (value ? this.value(value) : nothing),
    assign: ({ update, value }) => plus(updateCosts[update], this.value(value)),
    store: ({ update, value }) => plus(updateCosts[update], this.value(value)),
    loop: ({ index, to, body }) => {
      this.whole.add(index);
      return timesCounts(sizeOf(to), this.all(body));
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
    load: () => oneOf("reads"),
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

/** What each section of a program whose loops run over whole dimensions costs, both sides of every branch counted. */
export function countEquations({ body, slots }: Pick<Program, "body" | "slots">): Share[] {
  const counting = new Counting(slots.map(({ variable }) => variable));
  return body.map((statement) => {
    if (statement.kind !== "section") throw new Error(`internal: a ${statement.kind} belongs to no equation`);
    return { equation: statement.equation, counts: counting.all(statement.body) };
  });
}
