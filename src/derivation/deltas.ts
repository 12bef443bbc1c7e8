import { and, axis, equal, mapScalar, mul, one, read, select, zero } from "../equations/build.ts";
import type { Dim } from "../equations/dim.ts";
import { compareIndices } from "../equations/intern.ts";
import { freshName } from "../equations/names.ts";
import type { Condition, Index, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { transform } from "../equations/transform.ts";

/**
 * Kronecker deltas as tensors of their own. A sum takes a condition i = j as soon as it is built; a person writes δᵢⱼ
 * first, and takes the term i = j in the next line.
 */
export class Deltas {
  readonly #byDim = new Map<string, Equation>();
  readonly #taken: Set<string>;

  constructor(taken: Set<string>) {
    this.#taken = taken;
  }

  get equations(): readonly Equation[] {
    return [...this.#byDim.values()];
  }

  /** The expression with δᵢⱼ·x for `x where i = j, else 0`. */
  show(scalar: Scalar): Scalar {
    return transform(scalar, (term, visit) => {
      if (term.kind !== "select" || term.whenFalse !== zero) return mapScalar(term, visit);
      const conditions = term.condition.kind === "and" ? term.condition.conditions : [term.condition];
      const deltas = conditions.filter(isDelta).map(({ left, right }) => this.#read(left, right));
      if (deltas.length === 0) return mapScalar(term, visit);
      const others = and(...conditions.filter((condition) => !isDelta(condition)));
      return mul(...deltas, visit(select(others, term.whenTrue, zero)));
    });
  }

  #read(left: Index, right: Index): Scalar {
    return read(this.#equationOf(left.dim).name, [left, right].sort(compareIndices));
  }

  #equationOf(dim: Dim): Equation {
    const known = this.#byDim.get(dim.name);
    if (known) return known;
    const body = select(equal(axis(0, dim), axis(1, dim)), one, zero);
    const made: Equation = { name: freshName("δ", this.#taken), axes: [dim, dim], body, origin: { rule: "shared" } };
    this.#byDim.set(dim.name, made);
    return made;
  }
}

type Delta = Extract<Condition, { kind: "equal" }> & { left: Index; right: Index };

const isDelta = (condition: Condition): condition is Delta =>
  condition.kind === "equal" &&
  condition.left.kind === "index" &&
  condition.right.kind === "index" &&
  condition.left.dim.name === condition.right.dim.name;
