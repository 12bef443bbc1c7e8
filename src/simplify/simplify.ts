import { depth } from "../equations/depth.ts";
import { mapReads, bodyAt } from "../equations/reads.ts";
import { open } from "../equations/build.ts";
import type { Reduce } from "../equations/scalar.ts";
import { isDerivative, type Equation, type System } from "../equations/system.ts";
import { absorb } from "./absorb.ts";
import { joinContractions, splitContractions } from "./contract.ts";
import { deepestInlined, inlineOnce } from "./inline.ts";
import { gatherSums } from "./gather.ts";
import { layOut } from "./layout.ts";
import { Lifting, liftReductions } from "./lift.ts";
import { mirrorFunctions } from "./mirror.ts";
import { Names, rename, type Hint } from "./naming.ts";
import { settleOrigins } from "./origins.ts";
import { inDependencyOrder, prune } from "./prune.ts";
import { realize } from "./realize.ts";
import { rewrite, type Firing } from "./rewrite.ts";
import type { Step } from "./rule.ts";
import { algebraOfModel, stabilityRules } from "./rules.ts";
import { share } from "./share.ts";
import { stripScales } from "./strip.ts";
import { withTails } from "./tails.ts";
import { mergeTwins } from "./twins.ts";

/** A system on its way, what the user called its parts, and every firing so far. */
export interface Simplified {
  readonly system: System;
  readonly hints: readonly Hint[];
  readonly firings: readonly Firing[];
}

/**
 * `paper`: the gradient as a paper has it, f − y, right to the last digits of 1. `tails`: with all the digits of a
 * probability however near to 0 or 1 it is, for a few operations more.
 */
export const accuracies = ["paper", "tails"] as const;
/** One of `accuracies`. */
export type Accuracy = (typeof accuracies)[number];

const everything = (): readonly Step[] => [...stabilityRules, ...algebraOfModel()];

/**
 * The canonical form of a model: definitions in place, rules for stability applied, one equation for each contraction
 * and for whatever is used twice. However the user cut the formula into definitions, the form is the same.
 * `roots` are the equations asked for.
 */
export function canonicalize(system: System, roots: readonly string[]): Simplified {
  const firings: Firing[] = [];
  const lifting = new Lifting(new Names(system, []));
  const definitions = new Map<string, Equation>();
  for (const equation of system.equations) {
    const inlined = mapReads(equation.body, definitions, (read, definition) => bodyAt(definition, read));
    const settled = rewrite(inlined, stabilityRules, recorder(equation.name, firings));
    const root = !roots.includes(equation.name) || settled.kind !== "reduce";
    const body = liftReductions(settled, isContraction, lifting, { root });
    const deep = depth(body) > deepestInlined && !roots.includes(equation.name);
    definitions.set(equation.name, { ...equation, body: deep ? lifting.lift(body) : body });
  }
  const keep = new Set(roots);
  const asked = [...definitions.values()].filter(({ name }) => keep.has(name));
  const joined = prune({ ...system, equations: joinContractions([...lifting.made, ...asked], keep) }, roots);
  const { equations: sums, adjust } = absorb(joined.equations, keep);
  const steps = everything();
  const settled = settle(sums, steps, firings);
  const hints = [...definitions.values()].map((hint) => ({
    ...hint,
    body: rewrite(adjust(hint.body), steps, () => undefined),
  }));
  const absorbed = { ...system, equations: settled };
  const equations = share(settled, new Names(absorbed, hints));
  const activations = equations.filter(({ origin, body }) => origin.rule === "shared" && body.kind === "call");
  return { system: { ...system, equations }, hints: [...hints, ...activations], firings };
}

/** A sum of a product of which two factors or more depend on a summation index. */
function isContraction(reduction: Reduce): boolean {
  if (reduction.operator !== "sum") return false;
  const { indices, body } = open(reduction);
  const factors = body.kind === "mul" ? body.factors : [body];
  return factors.filter(({ free }) => free.some((index) => indices.includes(index))).length >= 2;
}

const recorder =
  (equation: string, firings: Firing[]) =>
  (firing: Omit<Firing, "equation">): void => {
    firings.push({ ...firing, equation });
  };

const settle = (equations: readonly Equation[], steps: readonly Step[], firings: Firing[]): Equation[] =>
  equations.map((equation) => {
    const body = rewrite(equation.body, steps, recorder(equation.name, firings));
    return body === equation.body ? equation : { ...equation, body };
  });

/**
 * Simplifies a differentiated system as a mathematician would: cancels, takes factors out of sums, chooses the order
 * of products, and computes once what is needed twice. `roots` are the equations asked for.
 */
export function simplify(
  { system, hints, firings }: Simplified,
  roots: readonly string[],
  accuracy: Accuracy = "paper",
): Simplified {
  const keep = new Set(roots);
  const recorded = [...firings];
  const names = new Names(system, hints);
  const values = new Set(system.equations.filter((equation) => !isDerivative(equation)).map(({ name }) => name));
  const steps = everything();
  let equations: readonly Equation[] = prune(system, roots).equations;
  for (let round = 0; round < mostRounds; round++) {
    const before = equations;
    const settled = settle(equations, steps, recorded);
    const inlined = inlineOnce(stripScales(settled, keep), keep);
    const ordered = splitContractions(joinContractions(inlined, keep), names);
    const shared = mergeTwins(share(accuracy === "paper" ? mirrorFunctions(ordered, values) : ordered, names), keep);
    equations = gatherSums(prune({ ...system, equations: shared }, roots).equations, keep);
    if (sameBodies(before, equations)) break;
  }
  const laidOut = layOut({ ...system, equations: inlineOnce(equations, keep) }, keep);
  const named = rename(laidOut, hints, keep);
  const ordered = settleOrigins({ ...system, equations: inDependencyOrder(named) });
  return { system: accuracy === "tails" ? withTails(ordered) : ordered, hints, firings: recorded };
}

const mostRounds = 8;

const sameBodies = (a: readonly Equation[], b: readonly Equation[]): boolean =>
  a.length === b.length && a.every(({ body }, at) => body === b[at]?.body);

/** The system with every function spelled so that it neither overflows nor cancels, ready to be lowered. */
export function stabilize(system: System, roots: readonly string[]): System {
  const keep = new Set(roots);
  const shared = share(realize(system.equations), new Names(system, []));
  const equations = inDependencyOrder(inlineOnce(shared, keep));
  return settleOrigins(prune({ ...system, equations }, roots));
}
