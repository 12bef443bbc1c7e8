import * as make from "../program/build.ts";
import type { Operator, Program, Statement, Value, Variable } from "../program/program.ts";
import { addSizes, wholeSize } from "../program/size.ts";
import { variablesIn, variablesOf } from "../program/variables.ts";
import { weightOf } from "../program/weight.ts";
import { outlineOf, partsOf, type Level, type Part } from "./outline.ts";
import { withValues } from "./replace.ts";

/**
 * V8 never optimises a function of more than 61,440 bytes of bytecode. A program that comes near is cut into parts that
 * run one after the other, each a function of its own; the numbers that a part computes for another lie in a stretch of
 * the workspace meanwhile. Loops over tiles stay where they are, and what they do is cut.
 */
export function split<P extends Whole>(program: P): P {
  if (weightOf(program.body) <= mostTogether) return program;
  return { ...program, ...new Splitting(program).program() };
}

/** A program up to here is one function. */
export const mostTogether = 30_000;

type Whole = Pick<Program, "body" | "slots" | "workLength" | "result">;

class Splitting {
  private readonly given: Whole;
  private readonly outline: Level;
  /** For each variable that its part leaves to others, the part it is computed in. */
  private readonly escaping: ReadonlyMap<Variable, Part>;
  private readonly isEarly: ReadonlySet<Variable>;
  private readonly scalars: Variable = { hint: "scalars" };
  /** Where in that stretch of the workspace a variable lies. */
  private readonly places = new Map<Variable, number>();

  constructor(given: Whole) {
    this.given = given;
    this.outline = outlineOf(given.body);
    this.isEarly = bookkeeping(this.outline, given);
    for (const part of partsOf(this.outline)) part.body = part.body.map((piece) => this.withoutEarly(piece, part));
    this.escaping = escapes(this.outline, given.result);
  }

  program(): Whole {
    const { given } = this;
    for (const [variable, part] of this.escaping) {
      if (variable !== this.returnedBy(part)) this.places.set(variable, this.places.size);
    }
    const length = wholeSize(this.places.size);
    const slot = { variable: this.scalars, offset: given.workLength, length };
    return {
      body: this.level(this.outline),
      slots: this.places.size > 0 ? [...given.slots, slot] : given.slots,
      workLength: addSizes(given.workLength, length),
      result: given.result,
    };
  }

  /** Takes what is computed early out of a part, to the head of its level. */
  private withoutEarly(piece: Statement, part: Part): Statement {
    if (piece.kind !== "section") return piece;
    const isHere = (statement: Statement): boolean =>
      statement.kind !== "define" || !this.isEarly.has(statement.variable);
    part.level.early.push(...piece.body.filter((statement) => !isHere(statement)));
    return make.section(piece.equation, piece.comment, piece.body.filter(isHere));
  }

  /**
   * Only the result is returned from where it is computed; a number that a function passes on to another is boxed, and
   * nothing is to be allocated.
   */
  private returnedBy(part: Part): Variable | undefined {
    const { result } = this.given;
    return result?.kind === "variable" && this.escaping.get(result.variable) === part ? result.variable : undefined;
  }

  private level({ entries, early }: Level): Statement[] {
    const first = entries.findIndex(({ kind }) => kind === "part");
    return entries.flatMap((entry, position) => {
      const before = position === first ? early : [];
      if (entry.kind === "part") return [...before, make.part(this.completed(entry), this.returnedBy(entry))];
      if (entry.kind === "plain") return [...before, this.withLoads(entry.statement)];
      return [...before, { ...entry.loop, body: this.level(entry.level) }];
    });
  }

  /** A statement between parts with what parts have left in the workspace. */
  private withLoads(statement: Statement): Statement {
    return withValues(statement, (value) =>
      value.kind === "variable" && this.places.has(value.variable)
        ? make.load({ kind: "work" }, this.placeOf(value.variable))
        : value,
    );
  }

  /** A part with what it takes out of the workspace first, and what it leaves there last. */
  private completed(part: Part): Statement[] {
    const { used, defined } = variablesIn(part.body);
    const taken = [...used].filter((variable) => this.places.has(variable) && !defined.has(variable));
    const left = [...this.places.keys()].filter((variable) => this.escaping.get(variable) === part);
    return [
      ...taken.map((variable) => make.define(variable, make.load({ kind: "work" }, this.placeOf(variable)))),
      ...part.body,
      ...left.map((variable) => make.store({ kind: "work" }, this.placeOf(variable), make.get(variable))),
    ];
  }

  private placeOf(variable: Variable): Value {
    const place = this.places.get(variable) ?? 0;
    const start = make.get(this.scalars);
    return place === 0 ? start : make.apply("add", start, make.number(place));
  }
}

/** The statements between parts, at every level. */
const plainIn = ({ entries }: Level): Statement[] =>
  entries.flatMap((entry) =>
    entry.kind === "plain" ? [entry.statement] : entry.kind === "loop" ? plainIn(entry.level) : [],
  );

/** The variables that one part defines and something else, or the result, uses. */
function escapes(outline: Level, result: Value | undefined): ReadonlyMap<Variable, Part> {
  const parts = partsOf(outline);
  const home = new Map<Variable, Part>();
  for (const part of parts) for (const variable of variablesIn(part.body).defined) home.set(variable, part);
  const wanted = new Set(result && variablesOf(result));
  for (const variable of variablesIn(plainIn(outline)).used) wanted.add(variable);
  for (const part of parts) {
    for (const variable of variablesIn(part.body).used) if (home.get(variable) !== part) wanted.add(variable);
  }
  return new Map([...home].filter(([variable]) => wanted.has(variable)));
}

const plain: ReadonlySet<Operator> = new Set<Operator>(["add", "subtract", "multiply", "negate", "remainder", "min"]);

/** What is whole arithmetic on sizes and offsets alone, and wanted by several parts: it is done before all of them. */
function bookkeeping(outline: Level, { slots, result }: Whole): ReadonlySet<Variable> {
  const settled = new Map<Variable, Value | undefined>(slots.map(({ variable }) => [variable, undefined]));
  settleLevel(outline, settled);
  const early = new Set<Variable>();
  const want = (variable: Variable): void => {
    const value = settled.get(variable);
    if (!value || early.has(variable)) return;
    early.add(variable);
    variablesOf(value).forEach(want);
  };
  for (const variable of escapes(outline, result).keys()) want(variable);
  return early;
}

/** Notes the settled variables of a level, in the order in which they are defined; those between parts stay there. */
function settleLevel({ entries }: Level, settled: Map<Variable, Value | undefined>): void {
  for (const entry of entries) {
    if (entry.kind === "loop") {
      settled.set(entry.loop.index, undefined);
      settleLevel(entry.level, settled);
    } else if (entry.kind === "plain") settle([entry.statement], settled, false);
    else for (const piece of entry.body) if (piece.kind === "section") settle(piece.body, settled, true);
  }
}

function settle(body: readonly Statement[], settled: Map<Variable, Value | undefined>, isMovable: boolean): void {
  for (const statement of body) {
    if (statement.kind !== "define" || !isSettled(statement.value, settled)) continue;
    settled.set(statement.variable, isMovable ? statement.value : undefined);
  }
}

function isSettled(value: Value, settled: ReadonlyMap<Variable, unknown>): boolean {
  if (value.kind === "variable") return settled.has(value.variable);
  if (value.kind === "apply") return plain.has(value.operator) && value.args.every((arg) => isSettled(arg, settled));
  return value.kind === "number" || value.kind === "extent";
}
