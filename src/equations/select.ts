import { not } from "./conditions.ts";
import { intern } from "./intern.ts";
import { zero } from "./leaves.ts";
import { guard } from "./ring.ts";
import type { Condition, Scalar, Select } from "./scalar.ts";

/** `whenTrue` where the condition holds, else `whenFalse`. */
export function select(condition: Condition, whenTrue: Scalar, whenFalse: Scalar): Scalar {
  if (condition.kind === "truth") return condition.value ? whenTrue : whenFalse;
  if (whenTrue === whenFalse) return whenTrue;
  if (whenFalse === zero) return guard(condition, whenTrue);
  if (whenTrue === zero) return guard(not(condition), whenFalse);
  if (condition.kind === "not") return select(condition.condition, whenFalse, whenTrue);
  const key = `select ${String(condition.id)} ${String(whenTrue.id)} ${String(whenFalse.id)}`;
  return intern<Select>(key, [condition, whenTrue, whenFalse], { kind: "select", condition, whenTrue, whenFalse });
}
