import { read } from "../equations/build.ts";
import type { Scalar } from "../equations/scalar.ts";
import { readsIn } from "../equations/walk.ts";
import { fingerprint } from "./fingerprint.ts";
import { instantiate, matchPart, matchWhole, type Bindings } from "./match.ts";

/**
 * Metavariables: `a`, `b`, `x`, `y` stand for any scalar, `f` and `g` for any scalar that may depend on the indices
 * of the reduction around them. They are reads of names that no user can write.
 */
export const metavariables = {
  a: read("?a"),
  b: read("?b"),
  x: read("?x"),
  y: read("?y"),
  f: (...indices: readonly Scalar[]) => read("?f", indices),
  g: (...indices: readonly Scalar[]) => read("?g", indices),
} as const;

export type Metavariables = typeof metavariables;

/** What a metavariable without indices was bound to. */
export type Bound = (name: "a" | "b" | "x" | "y") => Scalar;

/** One step of rewriting: pattern rules, and the normal form of fractions. */
export interface Step {
  readonly name: string;
  /** The equality in mathematics, as a reader would write it. */
  readonly identity: string;
  /** The other side, where this expression is an instance of the one side. */
  readonly apply: (scalar: Scalar) => Scalar | undefined;
}

export interface Rule extends Step {
  readonly from: Scalar;
  readonly into: Scalar;
  readonly where: (bound: Bound) => boolean;
}

export interface RuleSides {
  readonly identity: string;
  readonly from: (variables: Metavariables) => Scalar;
  readonly into: (variables: Metavariables) => Scalar;
  /** The left side, a product, is all of a product, and its one metavariable what is left beside its functions. */
  readonly whole?: boolean;
  /** Must be *proved* of the bound metavariables; what is not known is false. */
  readonly where?: (bound: Bound) => boolean;
}

const variablesIn = (side: Scalar): Set<string> =>
  new Set(
    readsIn(side)
      .map(({ tensor }) => tensor)
      .filter((tensor) => tensor.startsWith("?")),
  );

/**
 * A rule is an equality on its `where`, oriented from `from` into `into`.
 * @throws Error where the right side has a metavariable that the left does not bind
 */
export function rule(name: string, { identity, from, into, whole = false, where = () => true }: RuleSides): Rule {
  const sides = { from: from(metavariables), into: into(metavariables) };
  const boundByLeft = variablesIn(sides.from);
  for (const variable of variablesIn(sides.into)) {
    if (!boundByLeft.has(variable)) throw new Error(`internal: rule ${name} does not bind ${variable}`);
  }
  const needed = fingerprint(sides.from);
  const apply = (scalar: Scalar): Scalar | undefined => {
    if (scalar.kind !== sides.from.kind || (fingerprint(scalar) & needed) !== needed) return undefined;
    for (const { bindings, withRest } of (whole ? matchWhole : matchPart)(sides.from, scalar)) {
      if (where(lookUp(bindings))) return withRest(instantiate(sides.into, bindings));
    }
    return undefined;
  };
  return { name, identity, ...sides, where, apply };
}

const lookUp =
  (bindings: Bindings): Bound =>
  (name) => {
    const bound = bindings.get(`?${name}`);
    if (!bound) throw new Error(`internal: a rule asks for ?${name}, which it does not bind`);
    return bound.body;
  };
