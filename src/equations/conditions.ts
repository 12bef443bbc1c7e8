import { order } from "../util/rational.ts";
import { compare } from "./compare.ts";
import { intern } from "./intern.ts";
import type { Both, Compare, Condition, Either, Not, Scalar, Truth } from "./scalar.ts";

const truth = (value: boolean): Truth => intern<Truth>(`truth ${String(value)}`, [], { kind: "truth", value });

export const always = truth(true);
export const never = truth(false);

function comparison(kind: Compare["kind"], left: Scalar, right: Scalar): Condition {
  if (left === right) return truth(kind !== "less");
  if (left.kind === "constant" && right.kind === "constant") {
    const sign = order(left.value, right.value);
    return truth(kind === "equal" ? sign === 0 : kind === "less" ? sign < 0 : sign <= 0);
  }
  const key = `${kind} ${String(left.id)} ${String(right.id)}`;
  return intern<Compare>(key, [left, right], { kind, left, right });
}

/** left < right. NaN compares false, as in TypeScript. */
export const less = (left: Scalar, right: Scalar): Condition => comparison("less", left, right);
/** left ≤ right */
export const lessOrEqual = (left: Scalar, right: Scalar): Condition => comparison("lessOrEqual", left, right);
/** left = right */
export const equal = (left: Scalar, right: Scalar): Condition =>
  compare(left, right) <= 0 ? comparison("equal", left, right) : comparison("equal", right, left);

/** ¬condition */
export function not(condition: Condition): Condition {
  if (condition.kind === "truth") return truth(!condition.value);
  if (condition.kind === "not") return condition.condition;
  return intern<Not>(`not ${String(condition.id)}`, [condition], { kind: "not", condition });
}

function junction(kind: "and" | "or", given: readonly Condition[]): Condition {
  const absorbing = kind === "or";
  const flat = given.flatMap((condition) => (condition.kind === kind ? condition.conditions : [condition]));
  if (flat.some((condition) => condition === truth(absorbing))) return truth(absorbing);
  const conditions = [...new Set(flat)].filter((condition) => condition.kind !== "truth").sort(compare);
  if (conditions.length <= 1) return conditions[0] ?? truth(!absorbing);
  const key = `${kind} ${conditions.map(({ id }) => id).join()}`;
  return intern<Both | Either>(key, conditions, { kind, conditions });
}

/** All of the conditions hold; true where there are none. */
export const and = (...conditions: readonly Condition[]): Condition => junction("and", conditions);
/** Some of the conditions hold; false where there are none. */
export const or = (...conditions: readonly Condition[]): Condition => junction("or", conditions);
