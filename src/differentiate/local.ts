import {
  add,
  always,
  and,
  call,
  constant,
  equal,
  minusOne,
  mul,
  one,
  open,
  power,
  reduce,
  select,
  zero,
} from "../equations/build.ts";
import type { BinaryFunction, UnaryFunction } from "../equations/functions.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Call, Condition, Mul, Power, Reduce, Scalar, Select } from "../equations/scalar.ts";
import { isNegative } from "../util/rational.ts";
import { pullback, reducePullbacks } from "./adjoint.ts";
import { binaryDerivatives, unaryDerivatives } from "./rules.ts";

/** One element of a tensor, by which is differentiated. */
export interface Variable {
  readonly tensor: string;
  readonly at: readonly Scalar[];
}

type Derivative = (part: Scalar) => Scalar;

/**
 * ∂body/∂tensor[at], as a person writes it down: a read at other indices is a Kronecker delta, and sums over one are
 * taken. `value` is what the body is called, so that a function differentiates into its own value: σ′ = h(1 − h).
 */
export function localDerivative(body: Scalar, by: Variable, value: Scalar): Scalar {
  const known = new Map<Scalar, Scalar>();
  const derivative: Derivative = (part) => {
    if (!tensorsIn(part).has(by.tensor)) return zero;
    const found = known.get(part);
    if (found) return found;
    const made = derivativeOf(part, by, derivative);
    known.set(part, made);
    return made;
  };
  const byValue = ofWhole[body.kind] as ((body: Scalar, value: Scalar, derivative: Derivative) => Scalar) | undefined;
  return byValue?.(body, value, derivative) ?? derivative(body);
}

function derivativeOf(part: Scalar, by: Variable, derivative: Derivative): Scalar {
  if (part.kind === "read") return part.tensor === by.tensor ? delta(part.indices, by.at) : zero;
  if (part.kind === "reduce") return ofReduction(part, derivative);
  if (part.kind === "call" && part.fn === "relu") {
    // By its argument, since here its value has no name: step(x), not step(relu(x)).
    return total(part.args.map((x) => times(call("step", x), x, derivative)));
  }
  return total(pullback(part, one).map(([inner, slope]) => times(slope, inner, derivative)));
}

/** slope · ∂inner; 0 where nothing changes, whatever the slope is. */
const times = (slope: Scalar, inner: Scalar, derivative: Derivative): Scalar =>
  add(...apart(derivative(inner)).map((term) => mul(slope, term)));

/** The terms, one by one where they hang on different conditions, such as δᵢₐ − δₖₐ. */
const apart = (change: Scalar): readonly Scalar[] =>
  change.kind === "add" && change.terms.some(isGuard) ? change.terms : [change];

const isGuard = (term: Scalar): term is Select => term.kind === "select" && term.whenFalse === zero;

/** The sum, with what hangs on the same condition together. */
function total(terms: readonly Scalar[]): Scalar {
  const guarded = new Map<Condition, Scalar[]>();
  const others: Scalar[] = [];
  for (const term of terms.flatMap(apart)) {
    if (isGuard(term)) guarded.set(term.condition, [...(guarded.get(term.condition) ?? []), term.whenTrue]);
    else others.push(term);
  }
  return add(...others, ...[...guarded].map(([condition, values]) => select(condition, add(...values), zero)));
}

/** 1 where all indices are equal, else 0. */
const delta = (indices: readonly Scalar[], at: readonly Scalar[]): Scalar =>
  select(and(always, ...indices.map((index, position) => equal(index, at[position] ?? index))), one, zero);

/** A reduction passes on a cotangent as it passes on a change: all of them are linear in it. */
function ofReduction(whole: Reduce, derivative: Derivative): Scalar {
  const opened = open(whole);
  const passed = reducePullbacks[whole.operator];
  return total(
    apart(derivative(opened.body)).map((term) => reduce("sum", opened.indices, passed(opened, whole, whole, term))),
  );
}

/** What differentiates into its own value. */
const ofWhole: {
  readonly [K in Scalar["kind"]]?: (
    body: Extract<Scalar, { kind: K }>,
    value: Scalar,
    derivative: Derivative,
  ) => Scalar | undefined;
} = {
  call: ofCall,
  power: ofRoot,
  mul: ofExponential,
};

function ofCall({ fn, args }: Call, value: Scalar, derivative: Derivative): Scalar | undefined {
  const [x, y] = args;
  if (!x) return undefined;
  if (!y) return times(unaryDerivatives[fn as UnaryFunction](x, value), x, derivative);
  const [byX, byY] = binaryDerivatives[fn as BinaryFunction];
  return total([times(byX(x, y, value), x, derivative), times(byY(x, y, value), y, derivative)]);
}

/** (√x)′ = x′/(2√x) and (1/x)′ = −x′·(1/x)² */
function ofRoot({ base, exponent }: Power, value: Scalar, derivative: Derivative): Scalar | undefined {
  if (exponent.denominator === 2n && exponent.numerator === 1n) {
    return times(mul(constant(exponent), power(value, -1)), base, derivative);
  }
  const isReciprocal = exponent.denominator === 1n && exponent.numerator === -1n;
  return isReciprocal ? times(mul(minusOne, power(value, 2)), base, derivative) : undefined;
}

/** (eˣ/s)′ = (eˣ/s)·(x′ − s′/s), the softmax of the textbooks. */
function ofExponential({ factors }: Mul, value: Scalar, derivative: Derivative): Scalar | undefined {
  const isExponential = (factor: Scalar): factor is Call => factor.kind === "call" && factor.fn === "exp";
  if (!factors.some(isExponential)) return undefined;
  const terms = factors.map((factor) => {
    const [exponent] = isExponential(factor) ? factor.args : [];
    if (exponent) return times(value, exponent, derivative);
    if (factor.kind === "power" && isNegative(factor.exponent)) {
      return times(mul(value, constant(factor.exponent), power(factor.base, -1)), factor.base, derivative);
    }
    return times(mul(...factors.filter((other) => other !== factor)), factor, derivative);
  });
  return total(terms);
}
