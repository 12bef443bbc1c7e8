import { read } from "../equations/build.ts";
import type { Read, Scalar } from "../equations/scalar.ts";
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

const variablesIn = (side: Scalar): Read[] => readsIn(side).filter(({ tensor }) => tensor.startsWith("?"));

/** The shape of what a metavariable stands for: the dimensions of the indices that it is said at. */
const shapeOf = ({ indices }: Read): string =>
  `[${indices.map((index) => (index.kind === "index" ? index.dim.name : "")).join()}]`;

/**
 * What is wrong with the two sides before any number is put in. An index that no reduction binds would make one side an
 * array where the other is a scalar, and a metavariable has one shape wherever it stands.
 */
function misfit(from: Scalar, into: Scalar): string | undefined {
  const shapes = new Map<string, string>();
  for (const variable of variablesIn(from)) {
    const known = shapes.get(variable.tensor) ?? shapeOf(variable);
    if (known !== shapeOf(variable)) return `says ${variable.tensor} in two shapes`;
    shapes.set(variable.tensor, known);
  }
  for (const variable of variablesIn(into)) {
    const known = shapes.get(variable.tensor);
    if (known === undefined) return `does not bind ${variable.tensor}`;
    if (known !== shapeOf(variable)) return `says ${variable.tensor} in two shapes`;
  }
  const open = [from, into].find(({ free }) => free.length > 0);
  return open && `has a side that is an array over ${open.free.map(({ dim }) => dim.name).join()}`;
}

/**
 * A rule is an equality on its `where`, oriented from `from` into `into`.
 * @throws Error where the right side has a metavariable that the left does not bind, or the sides differ in shape
 */
export function rule(name: string, { identity, from, into, whole = false, where = () => true }: RuleSides): Rule {
  const sides = { from: from(metavariables), into: into(metavariables) };
  const wrong = misfit(sides.from, sides.into);
  if (wrong !== undefined) throw new Error(`internal: rule ${name} ${wrong}`);
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
