import type { Compare, Condition } from "../equations/scalar.ts";
import { connective, mark, not, number, relation as compared } from "./build.ts";
import type { Formula, RelationFormula } from "./formula.ts";
import type { Frame, Page } from "./page.ts";

type Written = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, frame: Frame, page: Page) => Formula;
};

const relation =
  (operator: RelationFormula["operator"]) =>
  ({ kind, left, right }: Compare, frame: Frame, page: Page): Formula => {
    const sides = [page.term(left, frame, page), page.term(right, frame, page)] as const;
    const [first, second] = kind === "equal" && left.kind === "constant" ? sides.toReversed() : sides;
    return compared(first, operator, second);
  };

const writing: Written = {
  truth: ({ value }) => compared(number(0), value ? "equal" : "notEqual", number(0)),
  less: relation("less"),
  lessOrEqual: relation("lessOrEqual"),
  equal: relation("equal"),
  not: ({ condition }, frame, page) =>
    isRelation(condition)
      ? opposites[condition.kind](condition, frame, page)
      : not(writeCondition(condition, frame, page)),
  and: ({ conditions }, frame, page) => connective("and", each(conditions, frame, page)),
  or: ({ conditions }, frame, page) => connective("or", each(conditions, frame, page)),
};

const isRelation = (condition: Condition): condition is Compare => condition.kind in opposites;

/** What holds where a relation does not. */
const opposites: { readonly [K in Compare["kind"]]: ReturnType<typeof relation> } = {
  less: ({ left, right }, frame, page) =>
    compared(page.term(right, frame, page), "lessOrEqual", page.term(left, frame, page)),
  lessOrEqual: ({ left, right }, frame, page) =>
    compared(page.term(right, frame, page), "less", page.term(left, frame, page)),
  equal: relation("notEqual"),
};

const each = (conditions: readonly Condition[], frame: Frame, page: Page): readonly Formula[] =>
  conditions.map((condition) => writeCondition(condition, frame, page));

/** A condition on the elements of arrays that lie as the frame says. */
export function writeCondition(condition: Condition, frame: Frame, page: Page): Formula {
  const formula = (writing[condition.kind] as (condition: Condition, frame: Frame, page: Page) => Formula)(
    condition,
    frame,
    page,
  );
  return page.marked.has(condition) ? mark(formula) : formula;
}
