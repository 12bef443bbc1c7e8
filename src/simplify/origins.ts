import type { Dim } from "../equations/dim.ts";
import type { Equation, System } from "../equations/system.ts";

/** Where the equation that an adjoint belonged to is gone, or has other axes by now, the adjoint belongs to none. */
export function settleOrigins(system: System): System {
  const axesOf = new Map(system.inputs.map(({ name, axes }) => [name, axes]));
  const equations = system.equations.map((equation) => {
    axesOf.set(equation.name, equation.axes);
    return settled(equation, axesOf);
  });
  return { ...system, equations };
}

function settled(equation: Equation, axesOf: ReadonlyMap<string, readonly Dim[]>): Equation {
  const { of, ...others } = equation.origin;
  if (of === undefined || others.rule !== "adjoint") return equation;
  return sameAxes(axesOf.get(of), equation.axes) ? equation : { ...equation, origin: others };
}

const sameAxes = (a: readonly Dim[] | undefined, b: readonly Dim[]): boolean =>
  a?.length === b.length && b.every(({ name }, position) => a[position]?.name === name);
