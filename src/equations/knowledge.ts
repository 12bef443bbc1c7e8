import { toNumber } from "../util/rational.ts";
import { constant, mul, negate, open, power, sub } from "./build.ts";
import type { ElementwiseFunction } from "./functions.ts";
import {
  anything,
  between,
  both,
  either,
  exactly,
  inverse,
  isAtLeast,
  isEmpty,
  isNonNegative,
  isPositive,
  magnitude,
  nonNegative,
  nonZero,
  plus,
  positive,
  raised,
  range,
  rising,
  times,
  stepping,
  within,
  type Range,
} from "./range.ts";
import { bodyAt } from "./reads.ts";
import { substitute } from "./reduce.ts";
import { weighted } from "./ring.ts";
import type { Add, Condition, Mul, Reduce, Scalar } from "./scalar.ts";
import type { Equation } from "./system.ts";

/** What is said of some expressions, beside what they are. */
type Facts = ReadonlyMap<Scalar, Range>;

type Infer = {
  readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, knowledge: Knowledge) => Range;
};

const inferences: Infer = {
  constant: ({ value }) => exactly(toNumber(value)),
  extent: () => between(1, Infinity), // as in facts.ts
  index: ({ dim }) => between(0, dim.size === undefined ? Infinity : dim.size - 1),
  read: ({ tensor }, knowledge) => knowledge.ofEquation(tensor),
  add: (sum, knowledge) => sumRange(sum, knowledge),
  mul: (product, knowledge) => productRange(product, knowledge),
  power: ({ base, exponent }, knowledge) => raised(knowledge.range(base), toNumber(exponent)),
  call: ({ fn, args }, knowledge) =>
    functionRange(
      fn,
      args.map((arg) => knowledge.range(arg)),
    ),
  select: ({ condition, whenTrue, whenFalse }, knowledge) => {
    const [taken, other] = [knowledge.assume(condition, true), knowledge.assume(condition, false)];
    if (taken === impossible) return other.range(whenFalse);
    if (other === impossible) return taken.range(whenTrue);
    return either(taken.range(whenTrue), other.range(whenFalse));
  },
  reduce: (reduction, knowledge) => reductions[reduction.operator](knowledge.range(reduction.body), reduction),
};

/** x ranges over an interval: so does f(x). What has no row may be any number. */
const unary: { readonly [F in ElementwiseFunction]?: (x: Range) => Range } = {
  exp: (x) => both(rising(x, Math.exp), positive),
  log: (x) => rising(both(x, nonNegative), Math.log),
  log1p: (x) => rising(both(x, between(-1, Infinity)), Math.log1p),
  expm1: (x) => both(rising(x, Math.expm1), within(-1, Infinity)),
  log1mexp: () => within(-Infinity, 0),
  cbrt: (x) => ({ ...rising(x, Math.cbrt), nonZero: x.nonZero }),
  abs: magnitude,
  sign: (x) => ({ ...stepping(x, Math.sign), nonZero: x.nonZero }),
  step: (x) => (isPositive(x) ? exactly(1) : between(0, 1)),
  sin: () => between(-1, 1),
  cos: () => between(-1, 1),
  asin: () => between(-Math.PI / 2, Math.PI / 2),
  acos: () => between(0, Math.PI),
  atan: (x) => rising(x, Math.atan),
  sinh: (x) => rising(x, Math.sinh),
  cosh: () => between(1, Infinity),
  tanh: (x) => both(rising(x, Math.tanh), within(-1, 1)),
  sech: () => range({ at: 0, open: true }, { at: 1, open: false }),
  logcosh: () => nonNegative,
  sigmoid: (x) =>
    both(
      rising(x, (at) => 1 / (1 + Math.exp(-at))),
      within(0, 1),
    ),
  softplus: (x) =>
    both(
      rising(x, (at) => Math.max(at, 0) + Math.log1p(Math.exp(-Math.abs(at)))),
      positive,
    ),
  relu: (x) => greater(x, exactly(0)),
  erf: () => within(-1, 1),
  erfc: () => within(0, 2),
  trigamma: (x) => (isPositive(x) ? positive : anything),
  floor: (x) => stepping(x, Math.floor),
  norm: (x) => raised(x, 1 / 2),
};

/** The larger of two numbers. */
function greater(x: Range, y: Range): Range {
  const low = x.low.at > y.low.at || (x.low.at === y.low.at && x.low.open) ? x.low : y.low;
  return range(low, either(x, y).high);
}

const binary: { readonly [F in ElementwiseFunction]?: (x: Range, y: Range) => Range } = {
  max: greater,
  min: (x, y) =>
    range(either(x, y).low, x.high.at < y.high.at || (x.high.at === y.high.at && x.high.open) ? x.high : y.high),
  pow: (x) => (isPositive(x) ? positive : isNonNegative(x) ? nonNegative : anything),
  atan2: () => between(-Math.PI, Math.PI),
  hypot: (x, y) => (x.nonZero || y.nonZero ? positive : nonNegative),
};

function functionRange(fn: ElementwiseFunction, [x, y]: readonly Range[]): Range {
  if (fn === "pi") return exactly(Math.PI);
  if (!x) return anything;
  return (y ? binary[fn]?.(x, y) : unary[fn]?.(x)) ?? anything;
}

/** A dimension has one element at least, and as many as it is fixed at. */
function repeated(body: Range, { indices }: Reduce): Range {
  const sizes = indices.map(({ dim }) => dim.size);
  const most = sizes.reduce<number>((product, size) => product * (size ?? Infinity), 1);
  return times(body, between(Number.isFinite(most) ? Math.max(most, 1) : 1, most));
}

const reductions: { readonly [O in Reduce["operator"]]: (body: Range, reduction: Reduce) => Range } = {
  sum: repeated,
  prod: (body) => {
    if (!isNonNegative(body)) return body.nonZero ? nonZero : anything;
    if (body.high.at <= 1) return range({ at: 0, open: body.nonZero }, body.high, body.nonZero);
    return isAtLeast(body, 1) ? between(1, Infinity) : isPositive(body) ? positive : nonNegative;
  },
  max: (body) => body,
  min: (body) => body,
  argmax: () => nonNegative,
  argmin: () => nonNegative,
  logsumexp: ({ low }) => range(low, { at: Infinity, open: true }),
};

/** A sum; of xᵢ − max x and xᵢ − logsumexp x it is known that it is not positive. */
function sumRange({ terms }: Add, knowledge: Knowledge): Range {
  for (const term of terms) {
    const { weight, rest } = weighted(term);
    const extreme = knowledge.definition(rest);
    const bounds = extreme.kind === "reduce" ? extremes[extreme.operator] : undefined;
    if (extreme.kind !== "reduce" || !bounds) continue;
    const scale = exactly(toNumber(weight));
    const element = terms.find((other) => isElement(mul(power(constant(weight), -1), other), extreme));
    if (!element) continue;
    const others = terms.filter((other) => other !== term && other !== element);
    return others.map((other) => knowledge.range(other)).reduce(plus, times(scale, bounds));
  }
  return terms.map((term) => knowledge.range(term)).reduce(plus);
}

/** What a reduction less an element is. */
const extremes: { readonly [O in Reduce["operator"]]?: Range } = {
  max: nonNegative,
  logsumexp: nonNegative,
  min: between(-Infinity, 0),
};

/** Whether −x is an element of what is reduced. */
function isElement(minus: Scalar, extreme: Reduce): boolean {
  const { indices, body } = open(extreme);
  const [index, ...others] = indices;
  if (!index || others.length > 0) return false;
  const element = negate(minus);
  return element.free.some((place) => substitute(body, new Map([[index, place]])) === element);
}

/** A product; of x/Σx with nothing negative in the sum it is known that it is a share of 1. */
function productRange({ factors }: Mul, knowledge: Knowledge): Range {
  for (const factor of factors) {
    if (factor.kind !== "power" || toNumber(factor.exponent) !== -1) continue;
    for (const other of factors) {
      const share = other !== factor && shareOf(other, factor.base, knowledge);
      if (!share) continue;
      const rest = factors.filter((one) => one !== factor && one !== other).map((one) => knowledge.range(one));
      return rest.reduce(times, share);
    }
  }
  return factors.map((factor) => knowledge.range(factor)).reduce(times);
}

/** The range of term/whole where the whole is a sum of which this is a term, and none is negative. */
function shareOf(term: Scalar, whole: Scalar, knowledge: Knowledge): Range | undefined {
  const total = knowledge.definition(whole);
  if (total.kind !== "reduce" || total.operator !== "sum" || !isNonNegative(knowledge.range(total.body)))
    return undefined;
  const { indices, body } = open(total);
  const [index, ...others] = indices;
  if (!index || others.length > 0) return undefined;
  const isTerm = term.free.some((place) => substitute(body, new Map([[index, place]])) === term);
  if (!isTerm) return undefined;
  return isPositive(knowledge.range(total.body)) && index.dim.size !== 1 ? within(0, 1) : between(0, 1);
}

/** Branches within branches are twice as many at each level: after so many of them nothing more is concluded from a condition. */
const mostBranches = 2000;

/** What is known of expressions: by what they are, and by the conditions of the branches in which they stand. */
export class Knowledge {
  readonly #equations: ReadonlyMap<string, Equation>;
  readonly #facts: Facts;
  readonly #root: Knowledge | undefined;
  readonly #known = new Map<Scalar, Range>();
  readonly #assumed = new Map<Condition, readonly [Knowledge, Knowledge]>();
  /** How many branches were entered from here, where nothing is assumed yet. */
  #branches = 0;

  constructor(equations: ReadonlyMap<string, Equation>, facts: Facts = new Map(), root?: Knowledge) {
    this.#equations = equations;
    this.#facts = facts;
    this.#root = root;
  }

  /** The range that an expression is sure to lie in, wherever it is defined. */
  range(scalar: Scalar): Range {
    const found = this.#known.get(scalar);
    if (found) return found;
    const inferred = (inferences[scalar.kind] as (scalar: Scalar, knowledge: Knowledge) => Range)(scalar, this);
    const fact = this.#facts.get(scalar);
    const known = fact ? both(inferred, fact) : inferred;
    this.#known.set(scalar, known);
    return known;
  }

  /** What an equation is anywhere; an input may be anything. */
  ofEquation(name: string): Range {
    const equation = this.#equations.get(name);
    return equation ? (this.#root ?? this).range(equation.body) : anything;
  }

  /** The body of the scalar equation that an expression reads, else the expression. */
  definition(scalar: Scalar): Scalar {
    if (scalar.kind !== "read") return scalar;
    const equation = this.#equations.get(scalar.tensor);
    if (!equation || !scalar.indices.every((index) => index.kind === "index")) return scalar;
    return bodyAt(equation, scalar);
  }

  /** What is known besides where a condition holds, or does not. */
  assume(condition: Condition, holds: boolean): Knowledge {
    const pair = this.#assumed.get(condition) ?? [this.#with(condition, true), this.#with(condition, false)];
    this.#assumed.set(condition, pair);
    return pair[holds ? 0 : 1];
  }

  #with(condition: Condition, holds: boolean): Knowledge {
    const root = this.#root ?? this;
    if (root.#branches >= mostBranches) return this;
    const told = factsOf(condition, holds, this);
    if (told.size === 0) return this;
    root.#branches++;
    const facts = new Map(this.#facts);
    for (const [scalar, fact] of told) {
      const known = both(this.range(scalar), fact);
      if (isEmpty(known)) return impossible;
      facts.set(scalar, known);
    }
    return new Knowledge(this.#equations, facts, root);
  }

  get facts(): Facts {
    return this.#facts;
  }
}

/** What is known where no numbers can be, such as in the branch of −x² > 0: nothing, and nothing comes of it. */
export const impossible = new Knowledge(new Map());

type Tell = (scalar: Scalar, fact: Range) => void;

type Visit = (condition: Condition, holds: boolean) => void;

type Told = {
  readonly [K in Condition["kind"]]: (
    condition: Extract<Condition, { kind: K }>,
    holds: boolean,
    known: { readonly tell: Tell; readonly knowledge: Knowledge; readonly visit: Visit },
  ) => void;
};

const told: Told = {
  truth: () => undefined,
  less: ({ left, right }, holds, { tell, knowledge }) =>
    holds ? compared(left, right, true, tell, knowledge) : compared(right, left, false, tell, knowledge),
  lessOrEqual: ({ left, right }, holds, { tell, knowledge }) =>
    holds ? compared(left, right, false, tell, knowledge) : compared(right, left, true, tell, knowledge),
  equal: ({ left, right }, holds, { tell, knowledge }) => {
    if (!holds) {
      tell(sub(left, right), nonZero);
      tell(sub(right, left), nonZero);
      return;
    }
    tell(left, knowledge.range(right));
    tell(right, knowledge.range(left));
  },
  not: ({ condition }, holds, { visit }) => visit(condition, !holds),
  and: ({ conditions }, holds, { visit }) => {
    if (holds) for (const condition of conditions) visit(condition, true);
  },
  or: ({ conditions }, holds, { visit }) => {
    if (!holds) for (const condition of conditions) visit(condition, false);
  },
};

/** What left < right says, or left ≤ right. */
function compared(left: Scalar, right: Scalar, strict: boolean, tell: Tell, knowledge: Knowledge): void {
  const open = (end: Range["low"]): Range["low"] => ({ at: end.at, open: strict || end.open });
  tell(left, range({ at: -Infinity, open: true }, open(knowledge.range(right).high)));
  tell(right, range(open(knowledge.range(left).low), { at: Infinity, open: true }));
  tell(sub(right, left), strict ? positive : nonNegative);
  tell(sub(left, right), times(exactly(-1), strict ? positive : nonNegative));
}

/** What a condition says of the expressions in it, and of what these are made of. */
function factsOf(condition: Condition, holds: boolean, knowledge: Knowledge): Facts {
  const facts = new Map<Scalar, Range>();
  const tell: Tell = (scalar, fact) => {
    if (scalar.kind === "constant") return;
    facts.set(scalar, both(facts.get(scalar) ?? anything, fact));
    for (const inner of innerFact(scalar, fact, knowledge)) tell(...inner);
  };
  const visit: Visit = (one, truth) => {
    (told[one.kind] as Told["and"])(one as never, truth, { tell, knowledge, visit });
  };
  visit(condition, holds);
  return facts;
}

type Inner = readonly (readonly [Scalar, Range])[];

/** What the range of 2·x + 1, of x·eʸ, |x| or x² says of x. */
const innerFacts: {
  readonly [K in Scalar["kind"]]?: (scalar: Extract<Scalar, { kind: K }>, fact: Range, knowledge: Knowledge) => Inner;
} = {
  add: (scalar, fact) => {
    const [only, ...others] = scalar.terms.filter(({ kind }) => kind !== "constant");
    if (!only || others.length > 0) return [];
    const shift = sub(only, scalar);
    return shift.kind === "constant" ? [[only, plus(fact, exactly(toNumber(shift.value)))]] : [];
  },
  mul: (scalar, fact, knowledge) => {
    const { weight, rest } = weighted(scalar);
    if (rest !== scalar) return [[rest, times(fact, inverse(exactly(toNumber(weight))))]];
    const sides = both(signOf(fact), fact.nonZero ? nonZero : anything);
    const unsure = scalar.factors.filter((factor) => !isPositive(knowledge.range(factor)));
    const [only] = unsure;
    if (only && unsure.length === 1) return [[only, sides]];
    return fact.nonZero ? unsure.map((factor) => [factor, nonZero]) : [];
  },
  power: ({ base }, fact) => (fact.nonZero ? [[base, nonZero]] : []),
  call: ({ fn, args: [x] }, fact) => (x && fact.nonZero && (fn === "abs" || fn === "norm") ? [[x, nonZero]] : []),
};

/** Which side of 0 a number is on. */
const signOf = ({ low, high }: Range): Range =>
  low.at >= 0 ? nonNegative : high.at <= 0 ? between(-Infinity, 0) : anything;

const innerFact = (scalar: Scalar, fact: Range, knowledge: Knowledge): Inner =>
  (innerFacts[scalar.kind] as ((scalar: Scalar, fact: Range, knowledge: Knowledge) => Inner) | undefined)?.(
    scalar,
    fact,
    knowledge,
  ) ?? [];
