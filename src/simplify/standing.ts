import { abstract } from "../equations/abstract.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { everyPart } from "../equations/walk.ts";

/**
 * The sums that stand in a system, by what they say whatever their indices are called. Where a sum is computed for
 * another equation anyway, one more use of it costs no more than to read it.
 */
export class Standing {
  readonly #equations: readonly Equation[];
  #places: Map<Scalar, number> | undefined;

  constructor(equations: readonly Equation[]) {
    this.#equations = equations;
  }

  /** Whether the sum stands somewhere besides the places that are about to go, of which each counts once. */
  has(part: Scalar, going: readonly Scalar[] = []): boolean {
    if (part.kind !== "reduce") return false;
    this.#places ??= count(this.#equations);
    const { body } = abstract(part);
    return (this.#places.get(body) ?? 0) > going.filter((gone) => abstract(gone).body === body).length;
  }
}

function count(equations: readonly Equation[]): Map<Scalar, number> {
  const places = new Map<Scalar, number>();
  for (const part of equations.flatMap(({ body }) => everyPart(body))) {
    if (part.kind !== "reduce" || part.operator !== "sum") continue;
    const { body } = abstract(part);
    places.set(body, (places.get(body) ?? 0) + 1);
  }
  return places;
}
