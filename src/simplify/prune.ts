import type { Equation, System } from "../equations/system.ts";
import { tensorsIn } from "../equations/reads.ts";

/** The system without the equations that none of the roots needs. */
export function prune(system: System, roots: readonly string[]): System {
  const needed = new Set(roots);
  for (const { name, body } of [...system.equations].reverse()) {
    if (needed.has(name)) for (const tensor of tensorsIn(body)) needed.add(tensor);
  }
  return { ...system, equations: system.equations.filter(({ name }) => needed.has(name)) };
}

/** The equations with each after those that it reads, otherwise in the order given. */
export function inDependencyOrder(equations: readonly Equation[]): Equation[] {
  const byName = new Map(equations.map((equation) => [equation.name, equation]));
  const order: Equation[] = [];
  const seen = new Set<string>();
  // Without recursion: a chain of equations may be longer than the stack is deep.
  const waiting = [...equations].reverse();
  for (let next = waiting.at(-1); next; next = waiting.at(-1)) {
    const needed = seen.has(next.name) ? [] : unseen(next, byName, seen);
    if (needed.length > 0) waiting.push(...needed);
    else {
      waiting.pop();
      if (!seen.has(next.name)) order.push(next);
      seen.add(next.name);
    }
  }
  return order;
}

const unseen = ({ body }: Equation, byName: ReadonlyMap<string, Equation>, seen: ReadonlySet<string>): Equation[] =>
  [...tensorsIn(body)].filter((tensor) => !seen.has(tensor)).flatMap((tensor) => byName.get(tensor) ?? []);
