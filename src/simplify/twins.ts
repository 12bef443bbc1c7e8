import { read } from "../equations/build.ts";
import { mapReads } from "../equations/reads.ts";
import type { Equation } from "../equations/system.ts";
import { inDependencyOrder } from "./prune.ts";

/** Of equations that say the same, the first: the others are read no more. */
export function mergeTwins(equations: readonly Equation[], keep: ReadonlySet<string>): Equation[] {
  const first = new Map<string, string>();
  const twins = new Map<string, string>();
  return inDependencyOrder(equations).flatMap((equation) => {
    const body = mapReads(equation.body, twins, ({ indices }, twin) => read(twin, indices));
    const key = `${equation.axes.map(({ name }) => name).join()}:${String(body.id)}`;
    const twin = first.get(key);
    if (twin === undefined) first.set(key, equation.name);
    else if (!keep.has(equation.name)) {
      twins.set(equation.name, twin);
      return [];
    }
    return [{ ...equation, body }];
  });
}
