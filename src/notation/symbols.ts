import type { Equation, System } from "../equations/system.ts";
import { partial, symbol } from "./build.ts";
import type { Formula } from "./formula.ts";
import type { Surroundings } from "./notation.ts";

/**
 * How the tensors of a system are shown: by name, gradients and adjoints as ∂loss/∂W₁. An adjoint that is so only up to
 * a number, as that of the sum inside an activation, is δ with what it belongs to below.
 */
export function symbolsOf({ system, symbols }: Surroundings): ReadonlyMap<string, Formula> {
  const loss = lossOf(system);
  const own = system.equations.map((equation) => [equation.name, symbolOf(equation, loss)] as const);
  const inputs = system.inputs.map(({ name }) => [name, named(name)] as const);
  return new Map([...inputs, ...own, ...(symbols ?? [])]);
}

const named = (name: string): Formula => symbol(name, name);

function symbolOf({ name, origin: { rule, of, scaled } }: Equation, loss: string | undefined): Formula {
  if (rule !== "gradient" && rule !== "adjoint") return named(name);
  const exact = loss !== undefined && of !== undefined && !scaled && !name.startsWith("delta_");
  return exact ? partial(named(loss), named(of)) : symbol(name.replace(/^d_/, "delta_"), name);
}

/** The scalar that the gradients are of: the last one of the user's that nothing but adjoints reads. */
const lossOf = ({ equations }: System): string | undefined =>
  equations.filter(({ axes, origin }) => axes.length === 0 && origin.rule === "defined").at(-1)?.name;
