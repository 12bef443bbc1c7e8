import { operationsOf, type Place, type Places } from "../equations/places.ts";
import type { Term } from "../equations/intern.ts";
import type { Scalar } from "../equations/scalar.ts";
import { children, isScalar } from "../equations/walk.ts";

/**
 * Notes where operations are written. An expression is noted after the expressions in it: what is new in it was written
 * by itself, be it an operator or a function of the library that is made of others.
 */
export class Notes {
  readonly #places: Places;
  readonly #seen = { guarded: new Set<Term>(), plain: new Set<Term>() };

  constructor(places: Places) {
    this.#places = places;
  }

  note(body: Scalar, place: Place): void {
    this.#visit(body, place);
  }

  #visit(term: Term, place: Place): void {
    const seen = place.guarded ? this.#seen.guarded : this.#seen.plain;
    if (seen.has(term)) return;
    seen.add(term);
    if (isScalar(term)) for (const operated of operationsOf(term)) this.#places.note(operated, place);
    if (term.kind !== "select") {
      for (const part of children(term)) this.#visit(part, place);
      return;
    }
    this.#visit(term.condition, place);
    for (const side of [term.whenTrue, term.whenFalse]) this.#visit(side, { ...place, guarded: true });
  }
}
