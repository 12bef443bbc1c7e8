import { evaluate, type Point } from "../equations/evaluate.ts";
import { Knowledge } from "../equations/knowledge.ts";
import { randomInput, styles } from "../equations/random-inputs.ts";
import { anything, between, isAtMost, nonNegative, plus, raised, times, type Range } from "../equations/range.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { tensorsIn } from "../equations/reads.ts";
import { seeded } from "../util/random.ts";
import { isInteger, isNegative, toNumber } from "../util/rational.ts";

/** How an expression grows as a parameter is multiplied by t: as lead·t^degree, and lower powers. */
interface Growth {
  readonly degree: number;
  /** What the factor of t^degree is, for t > 0. */
  readonly lead: Range;
  /** Whether it is one for t < 0 as well, so that an odd power falls on one side. */
  readonly polynomial: boolean;
}

type GrowthOf = {
  readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, growths: Growths) => Growth | undefined;
};

/** Nothing where an expression does not grow like a power. */
const growthOf: GrowthOf = {
  constant: (scalar, growths) => growths.still(scalar),
  extent: (scalar, growths) => growths.still(scalar),
  index: (scalar, growths) => growths.still(scalar),
  read: ({ tensor }, growths) => growths.ofTensor(tensor),
  add: ({ terms }, growths) => sumOf(eachOf(terms, growths)),
  mul: ({ factors }, growths) => productOf(eachOf(factors, growths)),
  power: (scalar, growths) => {
    const base = growths.of(scalar.base);
    if (!base) return undefined;
    if (base.degree === 0) return growths.still(scalar);
    if (!isInteger(scalar.exponent) || isNegative(scalar.exponent)) return undefined;
    const exponent = toNumber(scalar.exponent);
    return { ...base, degree: base.degree * exponent, lead: raised(base.lead, exponent) };
  },
  call: (scalar, growths) => {
    if (scalar.args.every((arg) => growths.isStill(arg))) return growths.still(scalar);
    const halves = { abs: 1, norm: 1 / 2 }[scalar.fn as string];
    const argument = scalar.args[0] && growths.of(scalar.args[0]);
    if (halves === undefined || !argument) return undefined;
    return { degree: argument.degree * halves, lead: nonNegative, polynomial: false };
  },
  select: (scalar, growths) => (growths.isStill(scalar) ? growths.still(scalar) : undefined),
  reduce: (scalar, growths) => {
    if (growths.isStill(scalar)) return growths.still(scalar);
    const body = growths.of(scalar.body);
    return scalar.operator === "sum" && body ? { ...body, lead: times(body.lead, between(1, Infinity)) } : undefined;
  },
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

function sumOf(terms: readonly (Growth | undefined)[]): Growth | undefined {
  if (!terms.every((term) => term !== undefined)) return undefined;
  const degree = Math.max(...terms.map((term) => term.degree));
  const highest = terms.filter((term) => term.degree === degree);
  return {
    degree,
    lead: highest.map(({ lead }) => lead).reduce(plus),
    polynomial: highest.every(({ polynomial }) => polynomial),
  };
}

function productOf(factors: readonly (Growth | undefined)[]): Growth | undefined {
  if (!factors.every((factor) => factor !== undefined)) return undefined;
  return {
    degree: factors.reduce((total, factor) => total + factor.degree, 0),
    lead: factors.map(({ lead }) => lead).reduce(times),
    polynomial: factors.every(({ polynomial }) => polynomial),
  };
}

/** What is known of a system, whichever parameter grows. */
interface Known {
  readonly equations: ReadonlyMap<string, Equation>;
  readonly knowledge: Knowledge;
}

function knownOf(system: System): Known {
  const equations = new Map(system.equations.map((equation) => [equation.name, equation]));
  return { equations, knowledge: new Knowledge(equations) };
}

/** How the expressions of a system grow with one parameter. */
class Growths {
  readonly #equations: ReadonlyMap<string, Equation>;
  readonly #knowledge: Knowledge;
  readonly #param: string;
  readonly #known = new Map<Scalar, Growth | undefined>();
  readonly #still = new Map<Scalar, boolean>();
  readonly #moving: ReadonlySet<string>;

  constructor({ equations, knowledge }: Known, param: string) {
    this.#equations = equations;
    this.#knowledge = knowledge;
    this.#param = param;
    const moving = new Set([param]);
    for (const { name, body } of equations.values()) if (touches(body, moving)) moving.add(name);
    this.#moving = moving;
  }

  of(scalar: Scalar): Growth | undefined {
    if (this.#known.has(scalar)) return this.#known.get(scalar);
    const growth = (growthOf[scalar.kind] as (scalar: Scalar, growths: Growths) => Growth | undefined)(scalar, this);
    this.#known.set(scalar, growth);
    return growth;
  }

  ofTensor(name: string): Growth | undefined {
    if (name === this.#param) return { degree: 1, lead: anything, polynomial: true };
    const equation = this.#equations.get(name);
    return equation ? this.of(equation.body) : { degree: 0, lead: anything, polynomial: true };
  }

  /** Whether the parameter has no part in it. */
  isStill(scalar: Scalar): boolean {
    const known = this.#still.get(scalar);
    if (known !== undefined) return known;
    const still = !touches(scalar, this.#moving);
    this.#still.set(scalar, still);
    return still;
  }

  still(scalar: Scalar): Growth {
    return { degree: 0, lead: this.#knowledge.range(scalar), polynomial: true };
  }
}

function touches(scalar: Scalar, moving: ReadonlySet<string>): boolean {
  for (const tensor of tensorsIn(scalar)) if (moving.has(tensor)) return true;
  return false;
}

export interface Unbounded {
  readonly param: string;
  readonly because: string;
}

/**
 * The parameters along which a scalar equation falls without end, where that is certain: it is a polynomial of odd
 * degree in the parameter, or one with a highest power that is never positive, and it does fall where it was tried.
 */
export function unboundedAlong(system: System, of: string, wrt: readonly string[]): Unbounded[] {
  const known = knownOf(system);
  return wrt.flatMap((param) => {
    const growth = new Growths(known, param).ofTensor(of);
    if (!growth || growth.degree === 0) return [];
    const isOdd = growth.polynomial && growth.degree % 2 === 1;
    if (!isOdd && !isAtMost(growth.lead, 0)) return [];
    if (![1, 2].every((seed) => fallsAt(system, of, param, seed))) return [];
    const because =
      growth.degree === 1 && growth.polynomial
        ? `\`${of}\` is linear in \`${param}\``
        : isOdd
          ? `\`${of}\` grows as an odd power of \`${param}\``
          : `the highest power of \`${param}\` in \`${of}\` is never positive`;
    return [{ param, because }];
  });
}

/** Whether the equation falls, and how far, as the parameter is multiplied by large numbers of one sign. */
function fallsAt(system: System, of: string, param: string, seed: number): boolean {
  const random = seeded(seed);
  const sizes = new Map(system.dims.map(({ name, size }) => [name, size ?? 2]));
  const inputs = system.inputs.map((input) => [input.name, randomInput(input, sizes, styles[2]!, random)] as const);
  const valueAt = (scale: number): number => {
    const scaled = inputs.map(
      ([name, values]) => [name, name === param ? values.map((x) => x * scale) : values] as const,
    );
    const point: Point = { sizes, inputs: new Map(scaled) };
    return evaluate(system, point).get(of)?.[0] ?? NaN;
  };
  return [1, -1].some((sign) => valueAt(sign * 1e8) < -1e4 && valueAt(sign * 1e8) < 100 * valueAt(sign * 1e4));
}
