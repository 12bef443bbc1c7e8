import { abstract } from "../equations/abstract.ts";
import { mapScalar, mul, negate, read } from "../equations/build.ts";
import { bodyAt, mapReads, tensorsIn } from "../equations/reads.ts";
import type { Index, Mul, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { transform } from "../equations/transform.ts";
import { hasContraction } from "./arguments.ts";
import { longestWritten, writtenSize } from "./size.ts";

/** A definition that is told by its body up to indices. */
interface Known {
  readonly name: string;
  /** For each axis the place of its index among those of the body. */
  readonly places: readonly number[];
}

/**
 * The user's definitions, both ways: in place of their names where algebra has to know what they are, 0 < σ(z) < 1, and
 * the names again in place of what they stand for, f(1 − f), where people read it.
 */
export class Definitions {
  readonly #inPlace = new Map<string, Equation>();
  readonly #byBody = new Map<Scalar, Known>();
  /** The numbers of factors of those that are products. */
  readonly #products = new Set<number>();

  constructor(equations: readonly Equation[]) {
    for (const equation of equations) {
      if (hasContraction(equation.body) || tensorsIn(equation.body).size === 0) continue;
      const body = mapReads(equation.body, this.#inPlace, (found, definition) => bodyAt(definition, found));
      if (writtenSize(body) <= longestWritten) this.#inPlace.set(equation.name, { ...equation, body });
      this.#know(equation.name, equation, equation.body);
      if (body !== equation.body) this.#know(equation.name, equation, body);
    }
  }

  #know(name: string, { axes }: Equation, written: Scalar): void {
    const { body, indices } = abstract(written);
    const places = axes.map((_, position) => indices.findIndex(({ number }) => number === position));
    if (places.includes(-1) || this.#byBody.has(body) || body.kind === "read") return;
    this.#byBody.set(body, { name, places });
    if (body.kind === "mul") this.#products.add(body.factors.length);
  }

  /** Whether its definition goes in place of its name. */
  goesInPlace(name: string): boolean {
    return this.#inPlace.has(name);
  }

  /** The expression with definitions in place of their names, where they are not long. */
  unfold(scalar: Scalar): Scalar {
    return mapReads(scalar, this.#inPlace, (found, definition) => bodyAt(definition, found));
  }

  /** The expression with names in place of what they are defined as. */
  fold(scalar: Scalar): Scalar {
    return transform(scalar, (term, visit) => {
      const whole = this.#nameOf(term) ?? this.#productOf(term);
      if (whole) return whole === term ? whole : visit(whole);
      return mapScalar(term, visit);
    });
  }

  #nameOf(term: Scalar): Scalar | undefined {
    const found = this.#reading(term);
    if (found || term.kind !== "add") return found;
    const opposite = this.#reading(negate(term));
    return opposite && negate(opposite);
  }

  #reading(term: Scalar): Scalar | undefined {
    const { body, indices } = abstract(term);
    const known = this.#byBody.get(body);
    const at = known?.places.map((place) => indices[place]).filter((index): index is Index => index !== undefined);
    return known && at && read(known.name, at);
  }

  /** A product that contains all factors of a definition. */
  #productOf(term: Scalar): Scalar | undefined {
    if (term.kind !== "mul" || term.factors.length > mostFactors) return undefined;
    for (const count of this.#products) {
      for (const chosen of choices(term.factors, count)) {
        const found = this.#reading(mul(...chosen));
        if (found) return mul(found, ...without(term, chosen));
      }
    }
    return undefined;
  }
}

/** Products of more factors are not searched for definitions. */
const mostFactors = 8;

const without = ({ factors }: Mul, chosen: readonly Scalar[]): Scalar[] =>
  factors.filter((factor) => !chosen.includes(factor));

/** Every way to choose so many of the items. */
function choices<T>(items: readonly T[], count: number): T[][] {
  if (count === 0) return [[]];
  return items.flatMap((item, at) => choices(items.slice(at + 1), count - 1).map((rest) => [item, ...rest]));
}
