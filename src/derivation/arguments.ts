import { abstract } from "../equations/abstract.ts";
import { axis, mapScalar, negate, open, read, substitute } from "../equations/build.ts";
import { compareIndices } from "../equations/intern.ts";
import { freshName } from "../equations/names.ts";
import { mapReads, tensorsIn } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { transform } from "../equations/transform.ts";
import { everyPart } from "../equations/walk.ts";
import { isNegative } from "../util/rational.ts";

/** The argument of a function, as an equation that has no name yet, and the equation that applies the function. */
interface Argument {
  readonly equation: Equation;
  readonly user: string;
  /** Where each of its axes stands among the indices of its canonical form. */
  readonly places: readonly number[];
}

/**
 * What a function is applied to gets a name where it is a contraction, as in every paper: h₁ = σ(W₁ᵀx + b₁) becomes
 * z₁ = W₁ᵀx + b₁ and h₁ = σ(z₁). The chain rule then goes from one name to the next.
 */
export function nameArguments(system: System): System {
  const found = new Map<string, Argument>();
  const equations = system.equations.flatMap((equation) => {
    const before = found.size;
    const body = withoutArguments(equation.body, (argument) => lifted(argument, equation.name, found));
    return [...[...found.values()].slice(before).map((made) => made.equation), { ...equation, body }];
  });
  return renamed({ ...system, equations }, namesFor([...found.values()], system));
}

function withoutArguments(body: Scalar, lift: (argument: Scalar) => Scalar): Scalar {
  return transform(body, (term, visit) => {
    const inner = mapScalar(term, visit);
    const [argument, ...others] = inner.kind === "call" ? inner.args : [];
    if (!argument || others.length > 0 || !hasContraction(argument)) return inner;
    // e^(−z) is of z: a sign that all of the argument has stays where it is.
    return mapScalar(inner, (whole) => (isNegated(whole) ? negate(lift(negate(whole))) : lift(whole)));
  });
}

const isNegated = (scalar: Scalar): boolean =>
  (scalar.kind === "add" ? scalar.terms : [scalar]).every((term) => isNegative(weighted(term).weight));

/** Whether somewhere a product of two tensors is summed. */
export const hasContraction = (scalar: Scalar): boolean =>
  everyPart(scalar).some((part) => {
    if (part.kind !== "reduce" || part.operator !== "sum") return false;
    const { body } = open(part);
    return body.kind === "mul" && body.factors.filter((factor) => tensorsIn(factor).size > 0).length > 1;
  });

/**
 * A read of the equation that the argument is. Its axes stand in the order of the indices around its first occurrence;
 * another occurrence may have them in another order.
 */
function lifted(argument: Scalar, user: string, found: Map<string, Argument>): Scalar {
  const canonical = abstract(argument);
  const key = `${canonical.axes.map(({ name }) => name).join()}:${String(canonical.body.id)}`;
  const known = found.get(key);
  if (known)
    return read(
      known.equation.name,
      known.places.map((place) => canonical.indices[place]!),
    );
  const indices = [...argument.free].sort(compareIndices);
  const positions = new Map(indices.map((index, at) => [index, axis(at, index.dim)]));
  const name = `${mark}${String(found.size)}`;
  const axes = indices.map(({ dim }) => dim);
  const equation: Equation = { name, axes, body: substitute(argument, positions), origin: { rule: "shared" } };
  found.set(key, { user, equation, places: indices.map((index) => canonical.indices.indexOf(index)) });
  return read(name, indices);
}

/** Begins names that no user can write. */
const mark = "?argument";

/** z₃ for what h₃ is of; without numbers among the names z, or z₁, z₂, … where there are several. */
function namesFor(found: readonly Argument[], { inputs, equations }: System): Map<string, string> {
  const taken = new Set([...inputs, ...equations].map(({ name }) => name));
  const numbers = found.map(({ user }) => numberOf(user));
  const most = Math.max(0, ...numbers.filter((number) => number !== undefined));
  let next = most;
  return new Map(
    found.map(({ equation }, at) => {
      const number = numbers[at] ?? (most > 0 || found.length > 1 ? ++next : undefined);
      return [equation.name, freshName(number === undefined ? "z" : `z${String(number)}`, taken)];
    }),
  );
}

/** 12 of h12, h_12 and h₁₂; nothing where the number is not all that follows the letters. */
function numberOf(name: string): number | undefined {
  const digits = /^\p{L}+_?(\d+)$/u.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const renamed = (system: System, names: ReadonlyMap<string, string>): System => ({
  ...system,
  equations: system.equations.map((equation) => ({
    ...equation,
    name: names.get(equation.name) ?? equation.name,
    body: mapReads(equation.body, names, ({ indices }, name) => read(name, indices)),
  })),
});
