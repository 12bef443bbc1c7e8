import type { Reduce, Scalar } from "./scalar.ts";
import type { Equation } from "./system.ts";

export const isLogSum = (scalar: Scalar): scalar is Reduce =>
  scalar.kind === "reduce" && scalar.operator === "logsumexp";

/** The equations that are a logsumexp and nothing else, by name. */
export const logSumsAmong = (equations: readonly Equation[]): ReadonlyMap<string, Equation> =>
  new Map(equations.filter(({ body }) => isLogSum(body)).map((equation) => [equation.name, equation] as const));
