import { openIndex, read } from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Point } from "../../src/equations/evaluate.ts";
import type { Index, Scalar } from "../../src/equations/scalar.ts";
import type { Input, System } from "../../src/equations/system.ts";
import { readsIn } from "../../src/equations/walk.ts";
import { cost } from "../../src/simplify/cost.ts";
import { instantiate, type Bindings } from "../../src/simplify/match.ts";
import type { Rule } from "../../src/simplify/rule.ts";
import { difference } from "../oracles/compare.ts";
import { pushforward } from "../oracles/duals.ts";
import { randomPoint } from "../oracles/random.ts";
import type { Random } from "../../src/util/random.ts";

/** Something that a rule owes and does not keep: see `owed`. */
export interface Debt {
  readonly what: "value" | "derivative" | "cost" | "vacuous";
  readonly detail: string;
}

export type Sides = Pick<Rule, "from" | "into" | "where">;

const range: Dim = { name: "r", size: undefined };

/** Metavariables that have an index of a reduction around them. */
const indexed: ReadonlySet<string> = new Set(["?f", "?g"]);

const variablesOf = ({ from, into }: Pick<Rule, "from" | "into">): string[] =>
  [...new Set([...readsIn(from), ...readsIn(into)].map(({ tensor }) => tensor))].filter((name) => name.startsWith("?"));

/** Every metavariable stands for the scalar, which is an array over the index of the reduction for ?f and ?g. */
export function bindingsBy(rule: Sides, scalar: (name: string, indices: readonly Index[]) => Scalar): Bindings {
  const index = openIndex(range);
  return new Map(
    variablesOf(rule).map((variable) => {
      const indices = indexed.has(variable) ? [index] : [];
      return [variable, { body: scalar(variable.slice(1), indices), indices }] as const;
    }),
  );
}

/** The two sides over inputs that have the names of the metavariables, as a system. */
function asSystem(rule: Sides): System {
  const bindings = bindingsBy(rule, (name, indices) => read(name, indices));
  const inputs = variablesOf(rule).map((variable): Input => ({
    name: variable.slice(1),
    role: "param",
    axes: indexed.has(variable) ? [range] : [],
  }));
  const side = (name: string, template: Scalar) => ({
    name,
    axes: [],
    body: instantiate(template, bindings),
    origin: { rule: "defined" as const },
  });
  return { dims: [range], inputs, equations: [side("from", rule.from), side("into", rule.into)] };
}

/** Of both signs and of several magnitudes. */
const anyNumber = (random: Random): number => (random() < 0.5 ? -1 : 1) * 10 ** (3 * random() - 2);
const positiveNumber = (random: Random): number => 10 ** (3 * random() - 2);

const points = 80;
const tolerance = { relative: 1e-8, absolute: 1e-9 };

/**
 * What a rule fails to keep: both sides are equal, in value and in the derivative by every metavariable, wherever the
 * left one is defined and the condition can hold; and the right side is never dearer. A rule without a condition must
 * hold for numbers of either sign; one with a condition is tried where its metavariables are positive, as that is what
 * conditions prove.
 */
export function owed(rule: Sides): Debt[] {
  const system = asSystem(rule);
  const value = holdsForAnything(rule) ? anyNumber : positiveNumber;
  const trials = Array.from({ length: points }, (_, seed) => {
    const at = randomPoint(system, seed, { leastSize: 1, mostSize: 4, value });
    return system.inputs.map(({ name }) => compared(system, at, name));
  }).flat();
  const debts = trials.flatMap((trial) => trial ?? []);
  const defined = trials.filter((trial) => trial !== undefined).length;
  if (defined < points / 8) debts.push({ what: "vacuous", detail: `defined at ${defined} points` });
  return [...debts, ...dearer(system)];
}

/** What is wrong at one point, moved along one metavariable; nothing to say where the left side is not defined. */
function compared(system: System, at: Point, moving: string): Debt[] | undefined {
  const direction = new Map([[moving, (at.inputs.get(moving) ?? new Float64Array()).map((_, i) => 1 / (i + 1))]]);
  const duals = pushforward(system, at, direction);
  const [from, into] = [duals.get("from"), duals.get("into")];
  if (!from || !into || ![...from.values, ...from.tangents].every(Number.isFinite)) return undefined;
  const where = `at ${[...at.inputs].map(([input, values]) => `${input} = ${values.join()}`).join("; ")}`;
  const value = difference(into.values, from.values, tolerance);
  const derivative = difference(into.tangents, from.tangents, tolerance);
  return [
    ...(value === undefined ? [] : [{ what: "value" as const, detail: `${value} ${where}` }]),
    ...(derivative === undefined
      ? []
      : [{ what: "derivative" as const, detail: `by ${moving}: ${derivative} ${where}` }]),
  ];
}

function dearer({ equations }: System): Debt[] {
  const [from = 0, into = 0] = equations.map(({ body }) => cost(body));
  return into > from ? [{ what: "cost", detail: `${into}, but the left side ${from}` }] : [];
}

/** Whether the condition holds of inputs about which nothing is known. */
function holdsForAnything({ where }: Sides): boolean {
  return where((name) => read(name));
}
