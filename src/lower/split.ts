import * as make from "../program/build.ts";
import type { OfKind, Operator, Program, Statement, Value, Variable } from "../program/program.ts";
import { addSizes, wholeSize } from "../program/size.ts";
import { variablesIn, variablesOf } from "../program/variables.ts";
import { weightOf } from "../program/weight.ts";

/**
 * V8 never optimises a function of more than 61,440 bytes of bytecode. A program that comes near is cut into parts that
 * run one after the other, each a function of its own; the numbers that a part computes for another lie in a stretch of
 * the workspace meanwhile.
 */
export function split<P extends Whole>(program: P): P {
  if (weightOf(program.body) <= mostTogether) return program;
  return { ...program, ...new Splitting(program).program() };
}

/** A program up to here is one function. */
export const mostTogether = 25_000;
/** What a part holds, unless one statement alone is more. */
const mostInPart = 14_000;

type Whole = Pick<Program, "body" | "slots" | "workLength" | "result">;
type Section = OfKind<Statement, "section">;

class Splitting {
  private readonly given: Whole;
  private readonly parts: readonly (readonly Statement[])[];
  /** For each variable that its part leaves to others, the part it is computed in. */
  private readonly escaping: ReadonlyMap<Variable, number>;
  private readonly early: Statement[] = [];
  private readonly scalars: Variable = { hint: "scalars" };
  /** Where in that stretch of the workspace a variable lies. */
  private readonly places = new Map<Variable, number>();

  constructor(given: Whole) {
    this.given = given;
    const whole = grouped(given.body.flatMap(pieces));
    const isEarly = bookkeeping(whole, given);
    this.parts = whole.map((part) => part.map((piece) => this.withoutEarly(piece, isEarly)));
    this.escaping = escapes(this.parts, given.result);
  }

  program(): Whole {
    const { given } = this;
    const returned = this.parts.map((_, number) => this.returnedBy(number));
    for (const [variable, number] of this.escaping) {
      if (variable !== returned[number]) this.places.set(variable, this.places.size);
    }
    const body = this.parts.map((part, number) => make.part(this.completed(part, number), returned[number]));
    const length = wholeSize(this.places.size);
    const slot = { variable: this.scalars, offset: given.workLength, length };
    return {
      body: [...this.early, ...body],
      slots: this.places.size > 0 ? [...given.slots, slot] : given.slots,
      workLength: addSizes(given.workLength, length),
      result: given.result,
    };
  }

  private withoutEarly(piece: Statement, isEarly: ReadonlySet<Variable>): Statement {
    if (piece.kind !== "section") return piece;
    const isHere = (statement: Statement): boolean => statement.kind !== "define" || !isEarly.has(statement.variable);
    this.early.push(...piece.body.filter((statement) => !isHere(statement)));
    return make.section(piece.equation, piece.comment, piece.body.filter(isHere));
  }

  /**
   * Only the result is returned from where it is computed; a number that a function passes on to another is boxed, and
   * nothing is to be allocated.
   */
  private returnedBy(number: number): Variable | undefined {
    const { result } = this.given;
    return result?.kind === "variable" && this.escaping.get(result.variable) === number ? result.variable : undefined;
  }

  /** A part with what it takes out of the workspace first, and what it leaves there last. */
  private completed(part: readonly Statement[], number: number): Statement[] {
    const { used, defined } = variablesIn(part);
    const taken = [...used].filter((variable) => this.places.has(variable) && !defined.has(variable));
    const left = [...this.places.keys()].filter((variable) => this.escaping.get(variable) === number);
    return [
      ...taken.map((variable) => make.define(variable, make.load({ kind: "work" }, this.placeOf(variable)))),
      ...part,
      ...left.map((variable) => make.store({ kind: "work" }, this.placeOf(variable), make.get(variable))),
    ];
  }

  private placeOf(variable: Variable): Value {
    const place = this.places.get(variable) ?? 0;
    const start = make.get(this.scalars);
    return place === 0 ? start : make.apply("add", start, make.number(place));
  }
}

/** A section, or, where it is too long, stretches of its statements. */
function pieces(statement: Statement): Statement[] {
  if (statement.kind !== "section" || weightOf(statement.body) <= mostInPart) return [statement];
  return stretches(statement).map((body, number) =>
    make.section(statement.equation, number === 0 ? statement.comment : "continued from the part before", body),
  );
}

/** Cuts between statements, but never while a variable still changes. */
function stretches({ body }: Section): Statement[][] {
  const lastChange = new Map<Variable, number>();
  body.forEach((statement, position) => {
    for (const variable of variablesIn([statement]).assigned) lastChange.set(variable, position);
  });
  const made: Statement[][] = [];
  let current: Statement[] = [];
  let [weight, changingUntil] = [0, -1];
  body.forEach((statement, position) => {
    const own = weightOf([statement]);
    if (weight + own > mostInPart && changingUntil < position && current.length > 0) {
      made.push(current);
      [current, weight] = [[], 0];
    }
    current.push(statement);
    weight += own;
    if (statement.kind === "declare") {
      changingUntil = Math.max(changingUntil, lastChange.get(statement.variable) ?? -1);
    }
  });
  return [...made, current];
}

/** As many pieces together as a part holds. */
function grouped(all: readonly Statement[]): Statement[][] {
  const groups: Statement[][] = [];
  let weight = Infinity;
  for (const piece of all) {
    const own = weightOf([piece]);
    if (weight + own > mostInPart) {
      groups.push([]);
      weight = 0;
    }
    groups.at(-1)?.push(piece);
    weight += own;
  }
  return groups;
}

/** The variables that one part defines and another, or the result, uses. */
function escapes(parts: readonly (readonly Statement[])[], result: Value | undefined): ReadonlyMap<Variable, number> {
  const seen = parts.map((part) => variablesIn(part));
  const home = new Map<Variable, number>();
  seen.forEach(({ defined }, number) => {
    for (const variable of defined) home.set(variable, number);
  });
  const wanted = new Set(result && variablesOf(result));
  seen.forEach(({ used }, number) => {
    for (const variable of used) if (home.get(variable) !== number) wanted.add(variable);
  });
  return new Map([...home].filter(([variable]) => wanted.has(variable)));
}

const plain: ReadonlySet<Operator> = new Set<Operator>(["add", "subtract", "multiply", "negate", "remainder"]);

/** What is whole arithmetic on sizes and offsets alone, and wanted by several parts: it is done before all of them. */
function bookkeeping(parts: readonly (readonly Statement[])[], { slots, result }: Whole): ReadonlySet<Variable> {
  const settled = new Map<Variable, Value | undefined>(slots.map(({ variable }) => [variable, undefined]));
  for (const statement of parts.flat().flatMap((piece) => (piece.kind === "section" ? piece.body : []))) {
    if (statement.kind === "define" && isSettled(statement.value, settled)) {
      settled.set(statement.variable, statement.value);
    }
  }
  const early = new Set<Variable>();
  const want = (variable: Variable): void => {
    const value = settled.get(variable);
    if (!value || early.has(variable)) return;
    early.add(variable);
    variablesOf(value).forEach(want);
  };
  for (const variable of escapes(parts, result).keys()) want(variable);
  return early;
}

function isSettled(value: Value, settled: ReadonlyMap<Variable, unknown>): boolean {
  if (value.kind === "variable") return settled.has(value.variable);
  if (value.kind === "apply") return plain.has(value.operator) && value.args.every((arg) => isSettled(arg, settled));
  return value.kind === "number" || value.kind === "extent";
}
