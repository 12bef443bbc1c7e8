import type { Compare, Condition, Scalar } from "../equations/scalar.ts";
import { withSign } from "./compose.ts";
import type { Formula, RelationFormula } from "./formula.ts";
import type { Frame, Page } from "./page.ts";

type Written = {
  readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, frame: Frame, page: Page) => Formula;
};

const side = (scalar: Scalar, frame: Frame, page: Page): Formula => withSign(page.term(scalar, frame, page));

const relation =
  (operator: RelationFormula["operator"]) =>
  ({ left, right }: Compare, frame: Frame, page: Page): Formula => ({
    kind: "relation",
    operator,
    left: side(left, frame, page),
    right: side(right, frame, page),
  });

const writing: Written = {
  truth: ({ value }) => ({
    kind: "relation",
    operator: value ? "equal" : "notEqual",
    left: { kind: "number", value: { numerator: 0n, denominator: 1n } },
    right: { kind: "number", value: { numerator: 0n, denominator: 1n } },
  }),
  less: relation("less"),
  lessOrEqual: relation("lessOrEqual"),
  equal: relation("equal"),
  not: ({ condition }, frame, page) =>
    condition.kind === "equal"
      ? relation("notEqual")(condition, frame, page)
      : { kind: "not", of: writeCondition(condition, frame, page) },
  and: ({ conditions }, frame, page) => ({
    kind: "connective",
    operator: "and",
    parts: conditions.map((condition) => writeCondition(condition, frame, page)),
  }),
  or: ({ conditions }, frame, page) => ({
    kind: "connective",
    operator: "or",
    parts: conditions.map((condition) => writeCondition(condition, frame, page)),
  }),
};

/** A condition on the elements of arrays that lie as the frame says. */
export function writeCondition(condition: Condition, frame: Frame, page: Page): Formula {
  const formula = (writing[condition.kind] as (condition: Condition, frame: Frame, page: Page) => Formula)(
    condition,
    frame,
    page,
  );
  return page.marked.has(condition) ? { kind: "mark", of: formula } : formula;
}
