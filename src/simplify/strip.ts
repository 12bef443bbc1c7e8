import { constant, mul, one } from "../equations/build.ts";
import { mapReads } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { isSizeOrNumber } from "./inline.ts";

/**
 * Numbers and sizes leave the adjoints: δ = 2/n·(V ⊙ D) becomes V ⊙ D, and 2/n multiplies what is made of it,
 * one gradient at a time instead of one sample at a time.
 */
export function stripScales(equations: readonly Equation[], keep: ReadonlySet<string>): Equation[] {
  const scales = new Map<string, Scalar>();
  return equations.map((equation) => {
    const body = mapReads(equation.body, scales, (read, scale) => mul(scale, read));
    const { scale, rest } = scaleOf(body, equation.axes.length > 0 ? isSizeOrNumber : () => false);
    const stripped = equation.origin.rule === "adjoint" && !keep.has(equation.name);
    if (!stripped || scale === one) return body === equation.body ? equation : { ...equation, body };
    scales.set(equation.name, scale);
    return { ...equation, body: rest, origin: { ...equation.origin, scaled: true } };
  });
}

/** The number, and the factors that may leave, which multiply the whole of a body, and what they multiply. */
function scaleOf(body: Scalar, leaves: (factor: Scalar) => boolean): { scale: Scalar; rest: Scalar } {
  const { weight, rest } = weighted(body);
  const factors = rest.kind === "mul" ? rest.factors : [rest];
  const scales = factors.filter(leaves);
  return {
    scale: mul(constant(weight), ...scales),
    rest: mul(...factors.filter((factor) => !scales.includes(factor))),
  };
}
