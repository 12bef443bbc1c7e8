import type { ElementwiseFunction } from "../equations/functions.ts";
import type { Term } from "../equations/intern.ts";
import type { Mul, Power, ReduceOperator, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { nothing, oneOf, timesCounts, totalCounts } from "../program/count.ts";
import type { Counts } from "../program/program.ts";
import { multiplySizes, shapeSize, wholeSize } from "../program/size.ts";
import { isNegative, negative, type Rational } from "../util/rational.ts";

/**
 * What a system costs as it is written: every operation is done wherever it stands, for each element and in each term
 * of a sum around it, however often it was done before. Functions and powers are computed as the emitted code does it.
 */
export function writtenCosts({ inputs, equations }: System): Counts {
  const params = new Set(inputs.filter(({ role }) => role === "param").map(({ name }) => name));
  const counting = new Counting(params);
  return totalCounts(equations.map((equation) => counting.equation(equation)));
}

const counts = (what: Partial<Record<keyof Counts, number>>): Counts =>
  totalCounts((Object.keys(what) as (keyof Counts)[]).map((key) => timesCounts(wholeSize(what[key] ?? 0), oneOf(key))));

const transcendental = oneOf("transcendentals");

/** What one call costs. Total: a function without a row does not compile. */
const functionCosts: { readonly [F in ElementwiseFunction]: Counts } = {
  exp: transcendental,
  log: transcendental,
  log1p: transcendental,
  expm1: transcendental,
  log1mexp: counts({ transcendentals: 4 }),
  cbrt: transcendental,
  abs: nothing,
  sign: nothing,
  step: nothing,
  sin: transcendental,
  cos: transcendental,
  tan: transcendental,
  asin: transcendental,
  acos: transcendental,
  atan: transcendental,
  sinh: transcendental,
  cosh: transcendental,
  tanh: transcendental,
  sech: counts({ transcendentals: 1, divisions: 1, multiplications: 2, additions: 1 }),
  logcosh: counts({ transcendentals: 4, multiplications: 4, additions: 2 }),
  sigmoid: counts({ transcendentals: 1, additions: 1, divisions: 1 }),
  softplus: counts({ transcendentals: 2, additions: 1 }),
  relu: nothing,
  erf: transcendental,
  erfc: transcendental,
  lgamma: transcendental,
  digamma: transcendental,
  trigamma: transcendental,
  floor: nothing,
  norm: transcendental,
  max: nothing,
  min: nothing,
  pow: transcendental,
  atan2: transcendental,
  hypot: transcendental,
  xlogy: counts({ transcendentals: 1, multiplications: 1 }),
  pi: nothing,
  infinity: nothing,
  nan: nothing,
};

/** What a reduction does with each element, beside computing it; and what it does once. */
const reductionCosts: { readonly [O in ReduceOperator]: { readonly each: Counts; readonly once: Counts } } = {
  sum: { each: oneOf("additions"), once: nothing },
  prod: { each: oneOf("multiplications"), once: nothing },
  max: { each: nothing, once: nothing },
  min: { each: nothing, once: nothing },
  argmax: { each: nothing, once: nothing },
  argmin: { each: nothing, once: nothing },
  // log Σ e^(x − m) + m
  logsumexp: {
    each: counts({ additions: 2, transcendentals: 1 }),
    once: counts({ additions: 1, transcendentals: 1 }),
  },
};

/** Whole powers up to here are products. */
const mostMultiplications = 32n;

type CountsOf = { readonly [K in Term["kind"]]: (term: Extract<Term, { kind: K }>) => Counts };

class Counting {
  private readonly known = new Map<Term, Counts>();
  private readonly params: ReadonlySet<string>;

  constructor(params: ReadonlySet<string>) {
    this.params = params;
  }

  equation({ axes, body }: Equation): Counts {
    return timesCounts(shapeSize(axes), this.of(body));
  }

  /** One evaluation of a term, all parts included. */
  private of(term: Term): Counts {
    const found = this.known.get(term);
    if (found) return found;
    const made = isBookkeeping(term) ? nothing : (this.rows[term.kind] as (term: Term) => Counts)(term);
    this.known.set(term, made);
    return made;
  }

  private all(terms: readonly Term[], ...own: readonly Counts[]): Counts {
    return totalCounts([...terms.map((term) => this.of(term)), ...own]);
  }

  private readonly rows: CountsOf = {
    constant: () => nothing,
    extent: () => nothing,
    index: () => nothing,
    truth: () => nothing,
    // A number that has been computed, or is passed as one, is no element of an array.
    read: ({ tensor, indices }) => (indices.length > 0 || this.params.has(tensor) ? oneOf("reads") : nothing),
    add: ({ terms }) => this.all(terms, counts({ additions: terms.length - 1 })),
    mul: (product) => this.product(product),
    power: (power) => this.power(power),
    call: ({ fn, args }) => this.all(args, functionCosts[fn]),
    select: ({ condition, whenTrue, whenFalse }) => this.all([condition, whenTrue, whenFalse]),
    reduce: ({ operator, indices, body }) => {
      const trips = multiplySizes(...indices.map(({ dim }) => shapeSize([dim])));
      const { each, once } = reductionCosts[operator];
      // The largest term is found first.
      const bodies = operator === "logsumexp" ? [body, body] : [body];
      return totalCounts([timesCounts(trips, this.all(bodies, each)), once]);
    },
    less: ({ left, right }) => this.all([left, right]),
    lessOrEqual: ({ left, right }) => this.all([left, right]),
    equal: ({ left, right }) => this.all([left, right]),
    not: ({ condition }) => this.of(condition),
    and: ({ conditions }) => this.all(conditions),
    or: ({ conditions }) => this.all(conditions),
  };

  /** Negative powers divide, all at once; step(x) chooses between the rest and 0. */
  private product({ factors }: Mul): Counts {
    const below = factors.filter((factor) => factor.kind === "power" && isNegative(factor.exponent));
    const above = factors.filter((factor) => !below.includes(factor) && !isSign(factor) && !isStep(factor));
    const multiplications = Math.max(0, above.length - 1) + Math.max(0, below.length - 1);
    return totalCounts([
      ...factors.map((factor) => (factor.kind === "power" ? this.positive(factor) : this.of(factor))),
      counts({ multiplications, divisions: below.length > 0 ? 1 : 0 }),
    ]);
  }

  private power(power: Power): Counts {
    return totalCounts([this.positive(power), isNegative(power.exponent) ? oneOf("divisions") : nothing]);
  }

  /** The power without the sign of its exponent. */
  private positive({ base, exponent }: Power): Counts {
    return this.all([base], positivePower(isNegative(exponent) ? negative(exponent) : exponent));
  }
}

/** Whole powers by repeated squaring, halves by the square root. */
function positivePower({ numerator, denominator }: Rational): Counts {
  if (numerator > mostMultiplications || denominator > 2n) return transcendental;
  const bits = (numerator / denominator).toString(2);
  const squarings = Math.max(0, bits.length - 1);
  const products = Math.max(0, bits.replaceAll("0", "").length - 1);
  const whole = counts({ multiplications: squarings + products });
  if (denominator === 1n) return whole;
  return totalCounts([whole, transcendental, counts({ multiplications: bits === "0" ? 0 : 1 })]);
}

const isSign = (factor: Scalar): boolean =>
  factor.kind === "constant" &&
  factor.value.denominator === 1n &&
  (factor.value.numerator === 1n || factor.value.numerator === -1n);

const isStep = (factor: Scalar): boolean => factor.kind === "call" && factor.fn === "step";

/** Arithmetic on indices and sizes is not counted. */
function isBookkeeping(term: Term): boolean {
  if (term.kind === "index" || term.kind === "extent") return true;
  if (term.kind === "constant") return term.value.denominator === 1n;
  if (term.kind === "add") return term.terms.every(isBookkeeping);
  return term.kind === "mul" && term.factors.every(isBookkeeping);
}
