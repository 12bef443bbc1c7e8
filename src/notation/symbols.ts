import type { Equation, System } from "../equations/system.ts";
import type { Formula } from "./formula.ts";
import type { Surroundings } from "./notation.ts";

/** How the tensors of a system are shown: by name, a gradient as ∂loss/∂W₁, an adjoint as δ of what it belongs to. */
export function symbolsOf({ system, symbols }: Surroundings): ReadonlyMap<string, Formula> {
  const loss = lossOf(system);
  const own = system.equations.map((equation) => [equation.name, symbolOf(equation, loss)] as const);
  const inputs = system.inputs.map(({ name }) => [name, named(name)] as const);
  return new Map([...inputs, ...own, ...(symbols ?? [])]);
}

const named = (name: string): Formula => ({ kind: "symbol", name, of: name });

function symbolOf({ name, origin: { rule, of } }: Equation, loss: string | undefined): Formula {
  const partial = rule === "gradient" || (rule === "adjoint" && name.startsWith("d_"));
  if (!partial || loss === undefined) return named(name);
  return { kind: "partial", of: named(loss), by: named(rule === "gradient" ? (of ?? name) : name.slice(2)) };
}

/** The scalar that the gradients are of: the last one of the user's that nothing but adjoints reads. */
const lossOf = ({ equations }: System): string | undefined =>
  equations.filter(({ axes, origin }) => axes.length === 0 && origin.rule === "defined").at(-1)?.name;
