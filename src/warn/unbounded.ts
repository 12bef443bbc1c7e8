import { add, call, mul, negate, open, sum, two, zero } from "../equations/build.ts";
import { evaluate, type Point } from "../equations/evaluate.ts";
import { Knowledge } from "../equations/knowledge.ts";
import { randomInput, styles } from "../equations/random-inputs.ts";
import { isAtMost } from "../equations/range.ts";
import { mapReads, tensorsIn } from "../equations/reads.ts";
import type { Read, Scalar } from "../equations/scalar.ts";
import type { System } from "../equations/system.ts";
import { factorsOf } from "../equations/walk.ts";
import { workOf } from "../equations/work.ts";
import { seeded } from "../util/random.ts";
import { growthAlong, type Growth } from "./growth.ts";
import { triedSizes } from "./sizes.ts";

export interface Unbounded {
  readonly param: string;
  readonly because: string;
  /** The data that must not be negative for it to be certain. */
  readonly where: string | undefined;
}

/**
 * The parameters along which a scalar equation falls without end, where that is certain, or is so for data that are not
 * negative, as labels are: what it grows by is negative for the parameter or for its opposite, whatever they are, and it
 * does fall where it was tried.
 */
export function unboundedAlong(system: System, of: string, wrt: readonly string[]): Unbounded[] {
  const knowledge = new Knowledge(new Map(system.equations.map((equation) => [equation.name, equation])));
  const found = wrt.flatMap((param): Unbounded[] => {
    const growth = growthAlong(system, of, param);
    if (!growth || growth.degree === 0) return [];
    const told = [undefined, ...dataIn(growth.lead, system)].flatMap((where) => {
      const because = reason(where === undefined ? growth : notNegative(growth, where), { of, param, knowledge });
      return because === undefined ? [] : [{ param, because, where }];
    });
    const [first] = told;
    return first && [1, 2].every((seed) => fallsAt(system, of, param, seed)) ? [first] : [];
  });
  const certain = found.filter(({ where }) => where === undefined);
  return certain.length > 0 ? certain : found;
}

const dataIn = (lead: Scalar, { inputs }: System): string[] => {
  const tensors = tensorsIn(lead);
  return inputs.filter(({ name, role }) => role === "data" && tensors.has(name)).map(({ name }) => name);
};

/** The same where the elements of an input are not negative. */
const notNegative = ({ degree, lead }: Growth, data: string): Growth => ({
  degree,
  lead: mapReads(lead, new Map([[data, data]]), (read: Read) => call("abs", read)),
});

interface Along {
  readonly of: string;
  readonly param: string;
  readonly knowledge: Knowledge;
}

/** Why what an equation grows by is negative for the parameter or for its opposite. */
function reason({ degree, lead }: Growth, { of, param, knowledge }: Along): string | undefined {
  if (isAtMost(knowledge.range(lead), 0)) return `the highest power of \`${param}\` in \`${of}\` is never positive`;
  const both = withOpposite(lead, param);
  if (both === zero) {
    return degree === 1
      ? `\`${of}\` is linear in \`${param}\` where that is large`
      : `\`${of}\` grows as an odd power of \`${param}\``;
  }
  return isAtMost(knowledge.range(both), 0)
    ? `\`${of}\` falls as \`${param}\` grows, or as \`-${param}\` does`
    : undefined;
}

/** f(w) + f(−w), term by term, so that what is odd cancels inside of sums. */
function withOpposite(lead: Scalar, param: string): Scalar {
  if (!tensorsIn(lead).has(param)) return mul(two, lead);
  if (lead.kind === "add") return add(...lead.terms.map((term) => withOpposite(term, param)));
  if (lead.kind === "reduce" && lead.operator === "sum") {
    const { indices, body } = open(lead);
    return sum(indices, withOpposite(body, param));
  }
  const factors = factorsOf(lead);
  const moving = factors.filter((factor) => tensorsIn(factor).has(param));
  if (moving.length < factors.length) {
    const others = factors.filter((factor) => !moving.includes(factor));
    return mul(...others, withOpposite(mul(...moving), param));
  }
  return add(
    lead,
    mapReads(lead, new Map([[param, param]]), (read) => negate(read)),
  );
}

/** An evaluation of more additions than this takes seconds, and where sizes are fixed there may be any number. */
const mostWork = 1e8;

/** Whether the equation falls, and how far, as the parameter is multiplied by large numbers of one sign. */
function fallsAt(system: System, of: string, param: string, seed: number): boolean {
  const random = seeded(seed);
  const sizes = triedSizes(system);
  if (workOf(system, sizes) > mostWork) return false;
  const inputs = system.inputs.map((input) => [input.name, randomInput(input, sizes, styles[1]!, random)] as const);
  const valueAt = (scale: number): number => {
    const scaled = inputs.map(
      ([name, values]) => [name, name === param ? values.map((x) => x * scale) : values] as const,
    );
    const point: Point = { sizes, inputs: new Map(scaled) };
    return evaluate(system, point).get(of)?.[0] ?? NaN;
  };
  return [1, -1].some((sign) => valueAt(sign * 1e8) < -1e4 && valueAt(sign * 1e8) < 100 * valueAt(sign * 1e4));
}
