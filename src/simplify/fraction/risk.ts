import type { UnaryFunction } from "../../equations/functions.ts";
import type { Scalar } from "../../equations/scalar.ts";
import { partsOutsideReductions } from "../../equations/walk.ts";
import { isNegative } from "../../util/rational.ts";
import { isFamily } from "./exponentials.ts";

/** What may happen to a number: nothing; digits may be lost in a divisor; or it may be ∞/∞ where mathematics has a number. */
type Risk = 0 | 1 | 2;

export function riskOf(scalar: Scalar): Risk {
  if (mayOverflow(scalar)) return 2;
  return partsOutsideReductions(scalar).some((part) => part.kind === "power" && dividesBySum(part)) ? 1 : 0;
}

/** Whether a sum of exponentials or functions that are rational in them is below a line. */
const dividesBySum = (factor: Scalar): boolean =>
  isQuotient(factor) && factor.base.kind === "add" && factor.base.terms.some((term) => contains(term, isFamily));

const isQuotient = (factor: Scalar): factor is Scalar & { kind: "power" } =>
  factor.kind === "power" && isNegative(factor.exponent);

/** Whether there is such an atom in an expression, and not only in a function of it. */
function contains(scalar: Scalar, isSuch: (atom: Scalar) => boolean): boolean {
  if (scalar.kind === "add") return scalar.terms.some((term) => contains(term, isSuch));
  if (scalar.kind === "mul") return scalar.factors.some((factor) => contains(factor, isSuch));
  return scalar.kind === "power" ? contains(scalar.base, isSuch) : isSuch(scalar);
}

/** Functions that grow beyond all numbers where their arguments are still small. */
const steep: ReadonlySet<string> = new Set<UnaryFunction>(["exp", "expm1", "cosh", "sinh"]);
const isSteep = (atom: Scalar): boolean => atom.kind === "call" && steep.has(atom.fn);

/** Whether a product may be ∞/∞: eˣ/(2 + eˣ) at 800. */
function mayOverflow(scalar: Scalar): boolean {
  if (scalar.kind !== "mul") return false;
  const steepFactors = scalar.factors.filter((factor) => contains(factor, isSteep));
  const below = steepFactors.filter(isQuotient);
  return below.length > 0 && below.length < steepFactors.length;
}
