import type { Equation, System } from "../equations/system.ts";
import { readsIn } from "../equations/walk.ts";

/** The system without the equations that none of the roots needs. */
export function prune(system: System, roots: readonly string[]): System {
  const needed = new Set(roots);
  for (const { name, body } of [...system.equations].reverse()) {
    if (needed.has(name)) for (const { tensor } of readsIn(body)) needed.add(tensor);
  }
  return { ...system, equations: system.equations.filter(({ name }) => needed.has(name)) };
}

/** The equations with each after those that it reads, otherwise in the order given. */
export function inDependencyOrder(equations: readonly Equation[]): Equation[] {
  const byName = new Map(equations.map((equation) => [equation.name, equation]));
  const order: Equation[] = [];
  const seen = new Set<string>();
  const visit = (equation: Equation): void => {
    if (seen.has(equation.name)) return;
    seen.add(equation.name);
    for (const { tensor } of readsIn(equation.body)) {
      const needed = byName.get(tensor);
      if (needed) visit(needed);
    }
    order.push(equation);
  };
  equations.forEach(visit);
  return order;
}
