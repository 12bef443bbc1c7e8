import { abstract } from "../equations/abstract.ts";
import {
  add,
  and,
  call,
  constant,
  divide,
  equal,
  lessOrEqual,
  mapScalar,
  mul,
  negate,
  one,
  open,
  power,
  reduce,
  select,
  sub,
  sum,
  zero,
} from "../equations/build.ts";
import { isLogSum, logSumsAmong } from "../equations/log-sum.ts";
import { bodyAt, mapReads } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Index, Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { everyPart } from "../equations/walk.ts";
import { transform } from "../equations/transform.ts";
import { isInteger, isNegative } from "../util/rational.ts";

/**
 * Spells the functions that would overflow by ones that do not. logsumexp is shifted by its largest term, softmax
 * divides by the same sum, softplus is max(x, 0) + log1p(e^−|x|), and σ shares that exponential where both occur.
 */
export function realize(given: readonly Equation[]): Equation[] {
  const equations = withLogSums(given);
  const softplusArguments = new Set(
    equations.flatMap(({ body }) =>
      everyPart(body).flatMap((part) =>
        part.kind === "call" && part.fn === "softplus" ? part.args.map(unsignedKey) : [],
      ),
    ),
  );
  return equations.map((equation) => ({ ...equation, body: realizeIn(equation.body, softplusArguments) }));
}

/** The equations with every logsumexp in place of its reads, so that what is subtracted from it meets its largest term first. */
function withLogSums(equations: readonly Equation[]): Equation[] {
  const logSums = logSumsAmong(equations);
  return equations.map((equation) => ({
    ...equation,
    body: mapReads(equation.body, logSums, (read, definition) => bodyAt(definition, read)),
  }));
}

/** What identifies x and −x up to indices. */
function unsignedKey(x: Scalar): Scalar {
  const positive = isNegative(weighted(x).weight) ? negate(x) : x;
  return abstract(positive).body;
}

function realizeIn(scalar: Scalar, softplusArguments: ReadonlySet<Scalar>): Scalar {
  return transform(scalar, (term, visit) => {
    const exponent = term.kind === "call" && term.fn === "exp" ? term.args[0] : undefined;
    const softmax = exponent && shiftedExponential(exponent);
    return spell(softmax ? visit(softmax) : mapScalar(term, visit), softplusArguments);
  });
}

function spell(term: Scalar, softplusArguments: ReadonlySet<Scalar>): Scalar {
  if (isLogSum(term)) {
    const { largest, others } = shifted(term);
    return add(largest, call("log1p", others));
  }
  if (term.kind !== "call" || !term.args[0]) return term;
  const [x] = term.args;
  if (term.fn === "softplus") return add(call("relu", x), call("log1p", decay(x)));
  if (term.fn === "sigmoid" && softplusArguments.has(unsignedKey(x))) {
    return divide(select(lessOrEqual(zero, x), one, decay(x)), add(one, decay(x)));
  }
  return term;
}

/** e^−|x| */
const decay = (x: Scalar): Scalar => {
  const positive = isNegative(weighted(x).weight) ? negate(x) : x;
  return call("exp", negate(call("abs", positive)));
};

/**
 * max f, and Σ e^(f − max f) without the first term that is the largest. That one is 1, beside which the others would lose
 * their digits: log Σ eᶠ = max f + log1p(others).
 */
function shifted(reduction: Reduce): { largest: Scalar; others: Scalar } {
  const { indices, body } = open(reduction);
  const largest = largestOver(indices, body);
  const isFirst = indices.map((index, at) =>
    equal(index, reduce("argmax", [index], largestOver(indices.slice(at + 1), body))),
  );
  return { largest, others: sum(indices, select(and(...isFirst), zero, call("exp", sub(body, largest)))) };
}

const largestOver = (indices: readonly Index[], body: Scalar): Scalar =>
  indices.reduceRight((inner, index) => reduce("max", [index], inner), body);

/** e^(x − k·logsumexp f) = e^(x − k·max f) / (Σ e^(f − max f))ᵏ */
function shiftedExponential(x: Scalar): Scalar | undefined {
  const terms = x.kind === "add" ? x.terms : [x];
  for (const term of terms) {
    const { weight, rest } = weighted(term);
    if (!isLogSum(rest) || !isNegative(weight) || !isInteger(weight)) continue;
    const { largest, others } = shifted(rest);
    const beside = terms.filter((other) => other !== term);
    return mul(call("exp", add(...beside, mul(constant(weight), largest))), power(add(one, others), weight));
  }
  return undefined;
}
