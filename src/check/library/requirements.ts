import { applicationNotes } from "../context.ts";
import { reportArguments } from "../misfit.ts";
import { type ArrayValue, fits, isSized, sameShape, shapeText } from "../value.ts";
import type { Application } from "./row.ts";

/** Each says whether a requirement holds, and reports where it does not. */

/** The array is of a shape that the function is for. */
export function requireShape(
  holds: boolean,
  wanted: string,
  value: ArrayValue,
  { name, context, scope, span }: Application,
): boolean {
  if (holds) return true;
  context.problems.report("E0309", `\`${name}\` is for ${wanted}, and this is ${shapeText(value)}`, {
    span,
    notes: applicationNotes(scope, shapeText),
  });
  return false;
}

/** Every size is known, which that of `vector(1)` on its own is not. */
export function requireSized(value: ArrayValue, { name, context, span }: Application): boolean {
  if (isSized(value)) return true;
  context.problems.report("E0312", `\`${name}\` needs an array of known size`, {
    span,
    repairs: ["write `ones(n)` or `ones(m, n)` instead"],
  });
  return false;
}

/** The arguments are of one shape, scalars aside. */
export const requireFit = (left: ArrayValue, right: ArrayValue, application: Application): boolean =>
  requireAgreement(fits(left, right), left, right, application);

/** The arguments are of one shape. */
export const requireSame = (left: ArrayValue, right: ArrayValue, application: Application): boolean =>
  requireAgreement(sameShape(left, right), left, right, application);

function requireAgreement(holds: boolean, left: ArrayValue, right: ArrayValue, application: Application): boolean {
  if (!holds) reportArguments(application.name, left, right, application);
  return holds;
}
