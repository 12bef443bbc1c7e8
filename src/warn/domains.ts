import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import { type Operated, operationsOf, type Operation } from "../equations/places.ts";
import type { Knowledge } from "../equations/knowledge.ts";
import { isAtLeast, isAtMost, isNonNegative, isPositive, type Range } from "../equations/range.ts";
import type { Scalar } from "../equations/scalar.ts";

/** Why an operation may not be defined, as the end of a sentence: "which may be 0". */
export interface Doubt extends Operated {
  readonly code: DiagnosticCode;
  readonly does: string;
  readonly may: string;
  /** What to write instead of the operand. */
  readonly repairs: (operand: string) => string[];
  /** Whether a positive operand would do. */
  readonly wantsPositive: boolean;
}

interface Domain {
  readonly code: DiagnosticCode;
  readonly does: string;
  /** What may be wrong with an operand in this range; nothing where it is sure to be right. */
  readonly may: (range: Range, operand: Scalar, knowledge: Knowledge) => string | undefined;
  readonly repairs: (operand: string, range: Range, quotient: "/" | "./") => string[];
}

const atom = /^[\p{L}\p{N}_.]+(\[[^[\]]*\]|\([^()]*\))?$/u;
const bracketed = (text: string): string => (atom.test(text) ? text : `(${text})`);

const negative = (range: Range): string | undefined => (isNonNegative(range) ? undefined : "negative");

const logarithm: Domain = {
  code: "W0605",
  does: "takes the logarithm of",
  may: (range, operand, knowledge) =>
    !isNonNegative(range) ? "negative" : !isPositive(range) && isOftenZero(operand, knowledge) ? "0" : undefined,
  repairs: (x, range) => [
    isNonNegative(range)
      ? `keep it away from 0: \`log(${x} + 1e-12)\``
      : `keep it away from 0: \`log(max(${x}, 1e-12))\``,
    ...(isNonNegative(range) ? [] : [guard(`${x} > 0`, `log(${x})`)]),
  ],
};

const guard = (condition: string, then: string): string => `or guard it: \`if ${condition} then ${then} else 0\``;

/** Where each operation is defined. An operation without a row is defined everywhere. */
const domains: { readonly [O in Operation]?: Domain } = {
  quotient: {
    code: "W0604",
    does: "divides by",
    may: (range) => (range.nonZero ? undefined : "0"),
    repairs: (x, range, sign) =>
      isNonNegative(range)
        ? [`keep it away from 0: \`max(${x}, 1e-12)\``]
        : [`guard it: \`if ${x} != 0 then … ${sign} ${bracketed(x)} else 0\``],
  },
  root: {
    code: "W0606",
    does: "takes a root of",
    may: negative,
    repairs: (x) => [`keep it from being negative: \`max(${x}, 0)\``, guard(`${x} > 0`, "…")],
  },
  log: logarithm,
  xlogy: logarithm,
  log1p: {
    code: "W0605",
    does: "takes the logarithm of 1 plus",
    may: (range) => (isAtLeast(range, -1) ? undefined : "less than −1"),
    repairs: (x) => [guard(`${x} > -1`, `log1p(${x})`).replace(/^or /, "")],
  },
  pow: {
    code: "W0606",
    does: "takes a power of",
    may: negative,
    repairs: (x) => [`keep it from being negative: \`max(${x}, 0)\``],
  },
  asin: inverseOf("asin"),
  acos: inverseOf("acos"),
};

function inverseOf(fn: string): Domain {
  return {
    code: "W0607",
    does: `takes the ${fn === "asin" ? "arcsine" : "arccosine"} of`,
    may: (range) => (isAtLeast(range, -1) && isAtMost(range, 1) ? undefined : "outside of −1 … 1"),
    repairs: (x) => [`keep it inside: \`${fn}(max(-1, min(${x}, 1)))\``],
  };
}

/** Whether it is 0 not only at single points, as relu(x) is for every negative x. */
function isOftenZero(scalar: Scalar, knowledge: Knowledge): boolean {
  const defined = knowledge.definition(scalar);
  if (knowledge.range(scalar).nonZero) return false;
  if (defined.kind === "call") return defined.fn === "relu" || defined.fn === "step" || defined.fn === "floor";
  if (defined.kind === "select")
    return [defined.whenTrue, defined.whenFalse].some((side) => isZeroOrOften(side, knowledge));
  if (defined.kind === "mul") return defined.factors.some((factor) => isOftenZero(factor, knowledge));
  if (defined.kind === "add") return defined.terms.every((term) => isOftenZero(term, knowledge));
  if (defined.kind === "power") return isOftenZero(defined.base, knowledge);
  return false;
}

const isZeroOrOften = (side: Scalar, knowledge: Knowledge): boolean =>
  (side.kind === "constant" && side.value.numerator === 0n) || isOftenZero(side, knowledge);

/** What may go wrong in one part of an expression. */
export function doubtsAbout(part: Scalar, knowledge: Knowledge): Doubt[] {
  return operationsOf(part).flatMap(({ operation, operand }) => {
    const domain = domains[operation];
    const range = knowledge.range(operand);
    const may = domain?.may(range, operand, knowledge);
    if (!domain || may === undefined || isWholePower(part)) return [];
    const { code, does, repairs } = domain;
    const doubt = { operation, operand, code, does, may, wantsPositive: code !== "W0607" };
    const isArray = (text: string): boolean => operand.free.length > 0 && !text.includes("[");
    return [{ ...doubt, repairs: (text: string) => repairs(text, range, isArray(text) ? "./" : "/") }];
  });
}

/** xⁿ with a whole number, such as a size. */
const isWholePower = (part: Scalar): boolean =>
  part.kind === "call" && part.fn === "pow" && (part.args[1]?.kind === "extent" || part.args[1]?.kind === "index");
