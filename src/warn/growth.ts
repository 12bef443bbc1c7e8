import { add, call, mul, one, open, power, reduce, select, sub, sum, zero } from "../equations/build.ts";
import { depth } from "../equations/depth.ts";
import type { ElementwiseFunction } from "../equations/functions.ts";
import { bodyAt, tensorsIn } from "../equations/reads.ts";
import type { Call, Index, Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import type { Term } from "../equations/intern.ts";
import { isNegative, toNumber } from "../util/rational.ts";

/** How an expression grows as a parameter is multiplied by t → ∞: as lead·t^degree, and lower powers. */
export interface Growth {
  readonly degree: number;
  /** The factor of t^degree, as an expression in the parameter. */
  readonly lead: Scalar;
}

/** Expressions of factors deeper than this are not followed: a parameter far below the loss. */
const deepest = 60;

type GrowthOf = {
  readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, growths: Growths) => Growth | undefined;
};

const still = (scalar: Scalar): Growth => ({ degree: 0, lead: scalar });

/** Nothing where an expression does not grow like a power, or that is not seen. */
const growthOf: GrowthOf = {
  constant: still,
  extent: still,
  index: still,
  read: (read, growths) => growths.ofRead(read),
  add: ({ terms }, growths) => sumOf(eachOf(terms, growths)),
  mul: ({ factors }, growths) => productOf(eachOf(factors, growths)),
  power: ({ base, exponent }, growths) => {
    const grown = growths.of(base);
    if (!grown || (grown.degree > 0 && isNegative(exponent))) return undefined;
    return { degree: grown.degree * toNumber(exponent), lead: power(grown.lead, exponent) };
  },
  call: (scalar, growths) => growthOfCall(scalar, growths),
  select: ({ condition, whenTrue, whenFalse }, growths) => {
    const [a, b] = [growths.of(whenTrue), growths.of(whenFalse)];
    if (!a || !b || !growths.isStill(condition)) return undefined;
    const degree = Math.max(a.degree, b.degree);
    const side = (growth: Growth): Scalar => (growth.degree === degree ? growth.lead : zero);
    return { degree, lead: select(condition, side(a), side(b)) };
  },
  reduce: (scalar, growths) => growthOfReduction(scalar, growths),
};

/** The growth of each, up to one that has none. */
function eachOf(parts: readonly Scalar[], growths: Growths): (Growth | undefined)[] {
  const all: (Growth | undefined)[] = [];
  for (const part of parts) {
    const growth = growths.of(part);
    all.push(growth);
    if (!growth) break;
  }
  return all;
}

function sumOf(growths: readonly (Growth | undefined)[]): Growth | undefined {
  if (!growths.every((growth) => growth !== undefined)) return undefined;
  const degree = Math.max(...growths.map((growth) => growth.degree));
  const lead = add(...growths.filter((growth) => growth.degree === degree).map((growth) => growth.lead));
  return lead === zero ? undefined : { degree, lead };
}

function productOf(growths: readonly (Growth | undefined)[]): Growth | undefined {
  if (!growths.every((growth) => growth !== undefined)) return undefined;
  const degree = growths.reduce((total, growth) => total + growth.degree, 0);
  return { degree, lead: mul(...growths.map(({ lead }) => lead)) };
}

/** Functions that grow like their argument, or a power of it, and what becomes of its factor. */
const growing: { readonly [F in ElementwiseFunction]?: (degree: number, lead: Scalar) => Growth } = {
  abs: (degree, lead) => ({ degree, lead: call("abs", lead) }),
  logcosh: (degree, lead) => ({ degree, lead: call("abs", lead) }),
  relu: (degree, lead) => ({ degree, lead: call("relu", lead) }),
  softplus: (degree, lead) => ({ degree, lead: call("relu", lead) }),
  norm: (degree, lead) => ({ degree: degree / 2, lead: call("norm", lead) }),
  sigmoid: (_, lead) => ({ degree: 0, lead: call("step", lead) }),
  tanh: (_, lead) => ({ degree: 0, lead: call("sign", lead) }),
  erf: (_, lead) => ({ degree: 0, lead: call("sign", lead) }),
  erfc: (_, lead) => ({ degree: 0, lead: sub(one, call("sign", lead)) }),
};

function growthOfCall({ fn, args }: Call, growths: Growths): Growth | undefined {
  const grown = args.map((arg) => growths.of(arg));
  if (!grown.every((growth) => growth !== undefined)) return undefined;
  const [first, second] = grown;
  if (grown.every(({ degree }) => degree === 0)) {
    const leads = grown.map(({ lead }) => lead);
    return still(call(fn, ...leads));
  }
  if (!first || second)
    return first && second && (fn === "max" || fn === "min") ? extreme(fn, first, second) : undefined;
  return growing[fn]?.(first.degree, first.lead);
}

/** What grows less is as good as 0 beside what grows more. */
function extreme(fn: "max" | "min", a: Growth, b: Growth): Growth {
  const degree = Math.max(a.degree, b.degree);
  const [x, y] = [a, b].map((growth) => (growth.degree === degree ? growth.lead : zero));
  return { degree, lead: fn === "max" ? call("max", x!, y!) : call("min", x!, y!) };
}

function growthOfReduction(reduction: Reduce, growths: Growths): Growth | undefined {
  const { operator } = reduction;
  const { indices, body } = open(reduction);
  const grown = growths.of(body);
  if (!grown) return undefined;
  if (operator === "sum") return { degree: grown.degree, lead: sum(indices, grown.lead) };
  if (grown.degree === 0) return still(reduce(operator, indices, grown.lead));
  if (operator === "max" || operator === "logsumexp")
    return { degree: grown.degree, lead: over("max", indices, grown.lead) };
  return operator === "min" ? { degree: grown.degree, lead: over("min", indices, grown.lead) } : undefined;
}

const over = (operator: "max" | "min", indices: readonly Index[], body: Scalar): Scalar =>
  indices.reduceRight((inner, index) => reduce(operator, [index], inner), body);

/** How the expressions of a system grow with one parameter. */
class Growths {
  readonly #equations: ReadonlyMap<string, Equation>;
  readonly #param: string;
  readonly #known = new Map<Scalar, Growth | undefined>();
  readonly #moving: ReadonlySet<string>;

  constructor({ equations }: System, param: string) {
    this.#equations = new Map(equations.map((equation) => [equation.name, equation]));
    this.#param = param;
    const moving = new Set([param]);
    for (const { name, body } of equations)
      if ([...tensorsIn(body)].some((tensor) => moving.has(tensor))) moving.add(name);
    this.#moving = moving;
  }

  of(scalar: Scalar): Growth | undefined {
    if (this.isStill(scalar)) return still(scalar);
    if (this.#known.has(scalar)) return this.#known.get(scalar);
    const grown = (growthOf[scalar.kind] as (scalar: Scalar, growths: Growths) => Growth | undefined)(scalar, this);
    const growth = grown && grown.degree >= 0 && depth(grown.lead) <= deepest ? grown : undefined;
    this.#known.set(scalar, growth);
    return growth;
  }

  ofRead(read: Extract<Scalar, { kind: "read" }>): Growth | undefined {
    if (read.tensor === this.#param) return { degree: 1, lead: read };
    const equation = this.#equations.get(read.tensor);
    return equation && this.of(bodyAt(equation, read));
  }

  /** Whether the parameter has no part in it. */
  isStill(term: Term): boolean {
    for (const tensor of tensorsIn(term)) if (this.#moving.has(tensor)) return false;
    return true;
  }
}

/** How a scalar equation grows with a parameter. */
export function growthAlong(system: System, of: string, param: string): Growth | undefined {
  const equation = system.equations.find(({ name }) => name === of);
  return equation && new Growths(system, param).of(equation.body);
}
