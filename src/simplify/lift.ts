import { abstract, type Abstraction } from "../equations/abstract.ts";
import { constant, mapScalar, mul, one, read } from "../equations/build.ts";
import { weighted } from "../equations/ring.ts";
import type { Index, Reduce, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { transform } from "../equations/transform.ts";
import type { Names } from "./naming.ts";

/** Makes equations of parts of bodies. A part that is equal to another, or to a whole body, up to its indices is made once. */
export class Lifting {
  readonly made: Equation[] = [];
  readonly #reads = new Map<Scalar, (indices: readonly Index[]) => Scalar>();
  readonly #names: Names;

  constructor(names: Names, existing: readonly Equation[] = []) {
    this.#names = names;
    for (const { name, axes, body } of existing) {
      const whole = abstract(body);
      if (whole.indices.length === axes.length && !this.#reads.has(whole.body)) {
        this.#reads.set(whole.body, (indices) => {
          const byPosition = new Map(whole.indices.map((axis, at) => [axis.number, indices[at]]));
          return read(
            name,
            axes.map((_, position) => byPosition.get(position)).filter((index) => index !== undefined),
          );
        });
      }
    }
  }

  /** The part as a read of an equation that says just this, where there is one. */
  find(part: Scalar): Scalar | undefined {
    const { body, indices, sign } = unsigned(part);
    const found = this.#reads.get(body)?.(indices);
    return found && mul(sign, found);
  }

  /** The part as a read of its own equation, named after the letter unless the names know better. */
  lift(part: Scalar, letter?: string): Scalar {
    const known = this.find(part);
    if (known) return known;
    const { axes, body, indices, sign } = unsigned(part);
    const name = this.#names.for(body, letter);
    this.#reads.set(body, (at) => read(name, at));
    this.made.push({ name, axes, body, origin: { rule: "shared" } });
    return mul(sign, read(name, indices));
  }
}

/** The part over axes. The sign of a sum depends on what its indices are called, and stays outside. */
function unsigned(part: Scalar): Abstraction & { readonly sign: Scalar } {
  const whole = abstract(part);
  const { weight, rest } = weighted(whole.body);
  const isTurned = part.kind === "reduce" && rest.kind === "reduce";
  return isTurned ? { ...whole, body: rest, sign: constant(weight) } : { ...whole, sign: one };
}

/** Lifts every reduction in the scalar that `which` picks, from the inside out; the root itself only if `root`. */
export function liftReductions(
  scalar: Scalar,
  which: (reduce: Reduce) => boolean,
  lifting: Lifting,
  { root }: { readonly root: boolean },
): Scalar {
  return transform(scalar, (term, visit) => {
    const inner = mapScalar(term, visit);
    // With its parts lifted a sum may turn out to be a product, −Σf or c·Σf, with the reduction inside.
    if (term.kind === "reduce" && inner.kind !== "reduce") return visit(inner);
    const picked = inner.kind === "reduce" && (root || term !== scalar) && which(inner);
    return picked ? lifting.lift(inner, inner.operator === "sum" ? "z" : undefined) : inner;
  });
}
