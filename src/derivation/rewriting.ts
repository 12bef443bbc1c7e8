import { mapScalar, mul, read } from "../equations/build.ts";
import { printScalar } from "../equations/print.ts";
import type { Scalar } from "../equations/scalar.ts";
import { transform } from "../equations/transform.ts";
import { everyPart } from "../equations/walk.ts";
import { cost } from "../simplify/cost.ts";
import { rewrite } from "../simplify/rewrite.ts";
import { algebra } from "../simplify/rules.ts";
import { isNegative } from "../util/rational.ts";
import type { Definitions } from "./definitions.ts";
import type { Rule } from "./derivation.ts";
import { writtenSize } from "./size.ts";

/** An expression made over, and by what. */
export interface Rewritten {
  readonly body: Scalar;
  readonly rule: Rule;
}

/** Beyond this size definitions do not go in place: algebra on what they hide is no longer what a person does. */
const largestUnfolded = 400;

/**
 * The expression as algebra leaves it, told by names where that is shorter; nothing where it is at its shortest.
 * Definitions are in place meanwhile, so that what is known of σ(z) counts: f(1 − f) cancels.
 */
export function simplified(before: Scalar, definitions: Definitions): Rewritten | undefined {
  const firings: string[] = [];
  const settle = (scalar: Scalar): Scalar => rewrite(scalar, algebra, ({ rule }) => firings.push(rule));
  const plain = settle(before);
  const unfolded = definitions.unfold(before);
  const folded = writtenSize(unfolded) > largestUnfolded ? plain : definitions.fold(settle(unfolded));
  const best = isSimpler(folded, plain) ? folded : plain;
  if (!isSimpler(best, before)) return undefined;
  return { body: best, rule: ruleOf(before, best, firings) };
}

const isSimpler = (a: Scalar, b: Scalar): boolean =>
  cost(a) < cost(b) || (cost(a) === cost(b) && writtenSize(a) < writtenSize(b));

/** What a person calls the step: by what has happened to the denominators. */
function ruleOf(before: Scalar, after: Scalar, firings: readonly string[]): Rule {
  const left = denominators(after);
  const gone = [...denominators(before)].filter((base) => !left.has(base));
  const isJoined = firings.includes("common-denominator") && left.size > 0 && hasQuotients(before);
  if (isJoined) return { name: "common denominator", identity: "a/c + b/d = (ad + bc)/(cd)" };
  if (gone.length > 0) return { name: "cancellation", identity: `${shortText(gone)} cancels` };
  if (firings.includes("merge-sums")) return { name: "sums taken together", identity: "a·Σf + a·Σg = a·Σ(f + g)" };
  return { name: "algebra", identity: "terms and factors collected" };
}

function denominators(scalar: Scalar): Set<Scalar> {
  const bases = everyPart(scalar).flatMap((part) =>
    part.kind === "power" && isNegative(part.exponent) && part.base.kind !== "extent" ? [part.base] : [],
  );
  return new Set(bases);
}

/** Whether it adds two quotients. */
const hasQuotients = (scalar: Scalar): boolean =>
  everyPart(scalar).some(
    (part) => part.kind === "add" && part.terms.filter((term) => denominators(term).size > 0).length > 1,
  );

/** The product of what cancels, by names alone. */
function shortText(bases: readonly Scalar[]): string {
  if (bases.some((base) => everyPart(base).some(({ kind }) => kind === "reduce"))) return "the denominator";
  const plain = bases.map((base) =>
    transform(base, (term, visit) => (term.kind === "read" ? read(term.tensor) : mapScalar(term, visit))),
  );
  return printScalar(mul(...new Set(plain)));
}
