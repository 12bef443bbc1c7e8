import { abstract } from "../equations/abstract.ts";
import { read } from "../equations/build.ts";
import type { ElementwiseFunction } from "../equations/functions.ts";
import { freshName } from "../equations/names.ts";
import { mapReads } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, Origin, System } from "../equations/system.ts";
import { isNegative } from "../util/rational.ts";

/** What the user called a body. */
export type Hint = Pick<Equation, "name" | "axes" | "body">;

/** Activations are h, as in both papers. */
const letters: { readonly [F in ElementwiseFunction]?: string } = {
  sigmoid: "h",
  tanh: "h",
  relu: "h",
  softplus: "h",
  exp: "e",
  log: "l",
};

/** Names for new equations: the user's where the user defined the same thing, else a letter that is free. */
export class Names {
  readonly #taken: Set<string>;
  readonly #hints = new Map<Scalar, string>();

  constructor({ inputs, equations }: System, hints: readonly Hint[]) {
    const used = new Set([...inputs, ...equations].map(({ name }) => name));
    this.#taken = new Set([...used, ...hints.map(({ name }) => name)]);
    for (const { name, body } of hints) {
      const key = abstract(body).body;
      if (!this.#hints.has(key) && !used.has(name)) this.#hints.set(key, name);
    }
  }

  for(body: Scalar, letter = letterFor(body)): string {
    const hinted = this.#hints.get(body);
    this.#hints.delete(body);
    return hinted ?? freshName(letter, this.#taken);
  }
}

function letterFor(body: Scalar): string {
  if (body.kind === "call") return letters[body.fn] ?? "t";
  return body.kind === "reduce" ? "s" : "t";
}

/**
 * The equations under the names that a person would give: what the user defined by the user's name, the adjoint of
 * the sum inside an activation h as δ of h, and the others numbered without gaps.
 */
export function rename(system: System, hints: readonly Hint[], keep: ReadonlySet<string>): Equation[] {
  const { equations } = system;
  const fixed = [...system.inputs.map(({ name }) => name), ...keep];
  const wanted = new Map([
    ...equations
      .filter(({ name }) => !keep.has(name))
      .map((equation) => [equation.name, wish(equation, hints, system)] as const),
  ]);
  const taken = new Set(fixed);
  const names = new Map<string, string>();
  for (const [name, preferred] of wanted) names.set(name, freshName(preferred, taken));
  return equations.map((equation) => ({
    ...equation,
    name: names.get(equation.name) ?? equation.name,
    body: mapReads(equation.body, names, ({ indices }, name) => read(name, indices)),
    origin: renamedOrigin(equation.origin, names, fixed),
  }));
}

/** An adjoint of an equation that is gone belongs to none: another may have its name by now. */
function renamedOrigin(origin: Origin, names: ReadonlyMap<string, string>, fixed: readonly string[]): Origin {
  const { of, ...others } = origin;
  if (of === undefined || fixed.includes(of)) return origin;
  const name = names.get(of);
  return name === undefined ? others : { ...others, of: name };
}

/** The name without the number that made it fresh. */
const stem = (name: string): string => name.replace(/_\d+$/, "");

function wish({ name, origin, body }: Equation, hints: readonly Hint[], system: System): string {
  if (hints.some((hint) => hint.name === name)) return name;
  const alias = hints.find((hint) =>
    hint.body.kind === "read" ? hint.body.tensor === name : abstract(hint.body).body === abstract(body).body,
  );
  if (alias && origin.rule !== "adjoint") return alias.name;
  if (origin.rule !== "adjoint" || origin.of === undefined) return isResidual(body, system) ? "r" : stem(name);
  const { of } = origin;
  const activation = hints.find(
    (hint) => hint.body.kind === "call" && hint.body.args.some((x) => x.kind === "read" && x.tensor === of),
  );
  if (activation) return `delta_${activation.name}`;
  const primal = system.equations.find((equation) => equation.name === of);
  return `d_${primal ? wish(primal, hints, system) : stem(of)}`;
}

/** A sum less data, as in f − y. */
function isResidual(body: Scalar, { inputs }: System): boolean {
  const data = new Set(inputs.filter(({ role }) => role === "data").map(({ name }) => name));
  return (
    body.kind === "add" &&
    body.terms.some((term) => {
      const { weight, rest } = weighted(term);
      return isNegative(weight) && rest.kind === "read" && data.has(rest.tensor);
    })
  );
}
