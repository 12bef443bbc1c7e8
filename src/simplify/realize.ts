import { abstract } from "../equations/abstract.ts";
import {
  add,
  call,
  constant,
  divide,
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
import { weighted } from "../equations/ring.ts";
import type { Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { everyPart } from "../equations/walk.ts";
import { transform } from "../equations/transform.ts";
import { isInteger, isNegative } from "../util/rational.ts";

/**
 * Spells the functions that would overflow by ones that do not. logsumexp is shifted by its largest term, softmax
 * divides by the same sum, softplus is max(x, 0) + log1p(e^−|x|), and σ shares that exponential where both occur.
 */
export function realize(equations: readonly Equation[]): Equation[] {
  const softplusArguments = new Set(
    equations.flatMap(({ body }) =>
      everyPart(body).flatMap((part) =>
        part.kind === "call" && part.fn === "softplus" ? part.args.map(unsignedKey) : [],
      ),
    ),
  );
  return equations.map((equation) => ({ ...equation, body: realizeIn(equation.body, softplusArguments) }));
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
  if (term.kind === "reduce" && term.operator === "logsumexp") {
    const { largest, total } = shifted(term);
    return add(largest, call("log", total));
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

/** max f, and Σ e^(f − max f) */
function shifted(reduction: Reduce): { largest: Scalar; total: Scalar } {
  const { indices, body } = open(reduction);
  const ranged = open(reduction);
  const largest = ranged.indices.reduceRight((inner, index) => reduce("max", [index], inner), ranged.body);
  return { largest, total: sum(indices, call("exp", sub(body, largest))) };
}

/** e^(x − k·logsumexp f) = e^(x − k·max f) / (Σ e^(f − max f))^k */
function shiftedExponential(x: Scalar): Scalar | undefined {
  const terms = x.kind === "add" ? x.terms : [x];
  for (const term of terms) {
    const { weight, rest } = weighted(term);
    if (rest.kind !== "reduce" || rest.operator !== "logsumexp" || !isNegative(weight) || !isInteger(weight)) continue;
    const { largest, total } = shifted(rest);
    const others = terms.filter((other) => other !== term);
    return mul(call("exp", add(...others, mul(constant(weight), largest))), power(total, weight));
  }
  return undefined;
}
