import * as make from "../program/build.ts";
import type { OfKind, Statement, Variable } from "../program/program.ts";
import { variablesIn } from "../program/variables.ts";
import { weightOf } from "../program/weight.ts";

/** What a part holds, unless one statement alone is more. */
const mostInPart = 14_000;

/** A program, or what it does for each tile, as parts and what stays between them. */
export interface Level {
  readonly entries: readonly Entry[];
  /** What is computed before the first part. */
  readonly early: Statement[];
}

export interface Part {
  readonly kind: "part";
  readonly level: Level;
  body: readonly Statement[];
}

export type Entry =
  | Part
  | { readonly kind: "plain"; readonly statement: Statement }
  | { readonly kind: "loop"; readonly loop: OfKind<Statement, "loop">; readonly level: Level };

type Section = OfKind<Statement, "section">;

/** Every part, in the order in which they run. */
export const partsOf = ({ entries }: Level): Part[] =>
  entries.flatMap((entry) => (entry.kind === "part" ? [entry] : entry.kind === "loop" ? partsOf(entry.level) : []));

/** As much together as a part holds; loops over tiles, and what changes a variable outside, between the parts. */
export function outlineOf(body: readonly Statement[]): Level {
  const entries: Entry[] = [];
  const level: Level = { entries, early: [] };
  let weight = Infinity;
  const add = (entry: Entry): void => {
    entries.push(entry);
    weight = Infinity;
  };
  const join = (piece: Statement): void => {
    const own = weightOf([piece]);
    const last = entries.at(-1);
    if (last?.kind === "part" && weight + own <= mostInPart) {
      last.body = [...last.body, piece];
      weight += own;
    } else {
      add({ kind: "part", level, body: [piece] });
      weight = own;
    }
  };
  for (const statement of body) {
    if (statement.kind === "section") {
      const { section, outside } = inward(statement);
      pieces(section).forEach(join);
      for (const changing of outside) add({ kind: "plain", statement: changing });
    } else if (isOverTiles(statement)) add({ kind: "loop", loop: statement, level: outlineOf(statement.body) });
    else add({ kind: "plain", statement });
  }
  return level;
}

const isOverTiles = (statement: Statement): statement is OfKind<Statement, "loop"> =>
  statement.kind === "loop" && statement.body.some(({ kind }) => kind === "section");

/** A section that changes nothing outside, and the changes, which use what it leaves. */
function inward(section: Section): { readonly section: Section; readonly outside: readonly Statement[] } {
  const { defined } = variablesIn(section.body);
  const outside: Statement[] = [];
  const body = section.body.map((statement): Statement => {
    if (statement.kind !== "assign" || defined.has(statement.variable)) return statement;
    const value: Variable = { hint: `${statement.variable.hint}Part` };
    outside.push(make.assign(statement.variable, make.get(value), statement.update));
    return make.define(value, statement.value);
  });
  return { section: { ...section, body }, outside };
}

/** A section, or, where it is too long, stretches of its statements. */
function pieces(section: Section): Statement[] {
  if (weightOf(section.body) <= mostInPart) return [section];
  return stretches(section).map((body, number) =>
    make.section(section.equation, number === 0 ? section.comment : "continued from the part before", body),
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
