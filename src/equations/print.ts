import { conditionText, scalarText } from "./print-scalar.ts";
import { namedIn, namesIn, withIndices } from "./print-names.ts";
import type { Dim } from "./dim.ts";
import { select } from "./select.ts";
import { axis, one, zero } from "./leaves.ts";
import type { Condition, Scalar } from "./scalar.ts";
import type { Equation, System } from "./system.ts";

/**
 * The stable text of the equations language: index notation as in the derivations of the papers,
 * `z1[i,j] = b1[j] + Σk W1[j,k]·x[i,k]    i∈n, j∈m1`. It depends on structure alone, and is bounded in length: what
 * would go on beyond that is folded into `…`.
 */
const room = 4000;

/** One expression. Its free indices are named in their order: i, j, k, l, p, … */
export const printScalar = (scalar: Scalar): string => scalarText(scalar, namesIn(scalar), room);

/** One condition. */
export const printCondition = (condition: Condition): string =>
  conditionText(condition, namesIn(select(condition, one, zero)), room);

/** What an equation is to its surroundings: names that no index may have, and symbols for its tensors. */
interface Surroundings {
  readonly taken: ReadonlySet<string>;
  readonly symbols: ReadonlyMap<string, string>;
}

const alone: Surroundings = { taken: new Set(), symbols: new Map() };

/** One equation by itself: name, axes, body and the ranges of the axes. */
export const printEquation = (equation: Equation): string => equationText(equation, alone);

/** How the equations of a system print: gradients as ∂W, the adjoint of the sum inside an activation h as δ_h. */
export function equationPrinter({ dims, inputs, equations }: System): (equation: Equation) => string {
  const taken = new Set([...dims, ...inputs, ...equations].map(({ name }) => name));
  const symbols = new Map(equations.map((equation) => [equation.name, symbolOf(equation)]));
  return (equation) => equationText(equation, { taken, symbols });
}

/** What an equation is called: ∂W for a gradient, δ_h for an adjoint. */
export function symbolOf({ name, origin }: Equation): string {
  if (origin.rule !== "adjoint" && origin.rule !== "gradient") return name;
  return name.replace(/^delta_/, "δ_").replace(/^d_/, "∂");
}

function equationText({ name, axes, body, origin }: Equation, { taken, symbols }: Surroundings): string {
  const named = namedIn(body).add(name);
  const plain = { indices: new Map(), symbols, isTaken: (other: string) => named.has(other) || taken.has(other) };
  const indices = axes.map((dim, position) => axis(position, dim));
  const names = withIndices(plain, indices, origin.axisNames ?? []);
  const letters = indices.map((index) => names.indices.get(index) ?? "?");
  const symbol = symbols.get(name) ?? name;
  const left = letters.length === 0 ? symbol : `${symbol}[${letters.join()}]`;
  const ranges = axes.map((dim, position) => `${letters[position] ?? "?"}∈${dim.name}`).join(", ");
  return `${left} = ${scalarText(body, names, room)}${ranges === "" ? "" : `    ${ranges}`}`;
}

/** The whole system: what is declared, then its equations, a line each. */
export function printSystem(system: System): string {
  const { dims, inputs, equations } = system;
  const tensor = (name: string, axes: readonly Dim[]): string =>
    axes.length === 0 ? name : `${name}[${axes.map((dim) => dim.name).join()}]`;
  const declared = [
    ["dim", ...dims.map(({ name, size }) => (size === undefined ? name : `${name} = ${size}`))],
    ...(["param", "data"] as const).map((role) => [
      role,
      ...inputs.filter((input) => input.role === role).map(({ name, axes }) => tensor(name, axes)),
    ]),
  ];
  const lines = declared
    .filter((line) => line.length > 1)
    .map(([keyword = "", ...items]) => `${keyword} ${items.join(", ")}`);
  return [...lines, ...equations.map(equationPrinter(system)), ""].join("\n");
}
