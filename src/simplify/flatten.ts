import type { System } from "../equations/system.ts";
import { Names } from "./naming.ts";
import { Lifting, liftReductions } from "./lift.ts";

/**
 * The form that is differentiated: every body is elementwise, or one reduction of an elementwise body. Reductions
 * inside a body become equations of their own.
 */
export function flatten(system: System): System {
  const lifting = new Lifting(new Names(system, []));
  const equations = system.equations.flatMap((equation) => {
    const before = lifting.made.length;
    const body = liftReductions(equation.body, () => true, lifting, { root: false });
    return [...lifting.made.slice(before), { ...equation, body }];
  });
  return { ...system, equations };
}
