import type fc from "fast-check";
import { add, axis, call, constant, extent, mul, openIndex, read, sum } from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Point } from "../../src/equations/evaluate.ts";
import { printSystem } from "../../src/equations/print.ts";
import type { Index, Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input, System } from "../../src/equations/system.ts";
import { expression, type Scope } from "./expressions.ts";
import { randomPoint } from "./random.ts";
import { fromTape, type Tape } from "./tape.ts";

/** A random system whose last equation is the scalar `loss`, and a point to evaluate it at. */
export interface Program {
  readonly system: System;
  readonly at: Point;
  readonly params: readonly string[];
  /** What fast-check prints of a counterexample. */
  readonly toString: () => string;
}

export interface ProgramOptions {
  /** Reads at computed indices, such as `x[2 − i]` (default true). */
  readonly computedIndices?: boolean;
  /** The sizes of the dimensions that are not fixed (default 0 to 4). */
  readonly leastSize?: number;
  readonly mostSize?: number;
  /** How many of the open dimensions have a fixed size after all, the last ones first (default 0). */
  readonly fixed?: 0 | 1 | 2;
  /** How many equations before the loss, at most (default 4). */
  readonly equations?: number;
}

type Dims = readonly [Dim, ...Dim[]];

/** The declared dimensions, and literal sizes, as in `W[3, k]`. */
const dimsOf = (tape: Tape, options: ProgramOptions): { declared: Dims; all: Dims } => {
  const { fixed = 0 } = options;
  const size = (isFixed: boolean): number | undefined => (isFixed ? sizeOf(tape, options) : undefined);
  const declared: Dims = [
    { name: "n", size: size(fixed > 1) },
    { name: "m", size: size(fixed > 0) },
  ];
  return { declared, all: [...declared, { name: "3", size: 3 }, { name: "2", size: 2 }] };
};

const axesOf = (tape: Tape, mostRank: number, dims: Dims): Dim[] =>
  Array.from({ length: tape.below(mostRank + 1) }, () => tape.pick(dims));

/** Random well-shaped systems of rank up to 3, with everything that a body may hold. */
export const programs = (options: ProgramOptions = {}): fc.Arbitrary<Program> =>
  fromTape((tape) => program(tape, options));

function program(tape: Tape, options: ProgramOptions): Program {
  const { declared, all } = dimsOf(tape, options);
  const inputs: Input[] = [
    { name: "W", role: "param", axes: axesOf(tape, 3, all) },
    { name: "b", role: "param", axes: axesOf(tape, 2, all) },
    { name: "x", role: "data", axes: axesOf(tape, 2, all) },
    { name: "c", role: tape.pick(["data", "param"]), axes: axesOf(tape, 1, all) },
  ];
  const equations: Equation[] = [];
  const howMany = 1 + tape.below(options.equations ?? 4);
  for (let count = 0; count < howMany; count++) {
    const axes = axesOf(tape, 3, all);
    const body = bodyOf(tape, axes, { inputs, equations, computedIndices: options.computedIndices ?? true });
    equations.push({ name: `e${count}`, axes, body, origin: { rule: "defined" } });
  }
  equations.push({ name: "loss", axes: [], body: lossOf(tape, equations), origin: { rule: "defined" } });
  const system: System = { dims: declared, inputs, equations };
  const open = declared.filter(({ size }) => size === undefined);
  const sizes = Object.fromEntries(open.map(({ name }) => [name, sizeOf(tape, options)]));
  const at = randomPoint(system, tape.below(9999), { sizes });
  const params = inputs.filter(({ role }) => role === "param").map(({ name }) => name);
  return { system, at, params, toString: () => described(system, at) };
}

/** A small size; 0 is among them, but not often, since it makes most of a system vanish. */
function sizeOf(tape: Tape, { leastSize = 0, mostSize = 4 }: ProgramOptions): number {
  const [first = leastSize, ...others] = [2, 3, 1, 4, 2, 3, 1, 4, 0].filter(
    (size) => size >= leastSize && size <= mostSize,
  );
  return tape.pick([first, ...others]);
}

function bodyOf(
  tape: Tape,
  axes: readonly Dim[],
  known: Pick<Scope, "inputs" | "equations" | "computedIndices">,
): Scalar {
  const indices = axes.map((dim, position) => axis(position, dim));
  return expression({ ...known, tape, indices, pool: [] }, 4);
}

/** Σ of every equation, each with a weight or squared, so that all of them count. */
function lossOf(tape: Tape, equations: readonly Equation[]): Scalar {
  const terms = equations.map(({ name, axes }) => {
    const indices: Index[] = axes.map(openIndex);
    const element = read(name, indices);
    const term = tape.pick([element, mul(element, element), call("tanh", element)]);
    return mul(constant(1 + tape.below(3)), sum(indices, term));
  });
  return tape.chance(20) ? mul(add(...terms), extent({ name: "3", size: 3 })) : add(...terms);
}

function described(system: System, { sizes, inputs }: Point): string {
  const values = [...inputs].map(([name, array]) => `${name} = ${[...array].join(", ")}`);
  return [printSystem(system), `sizes ${JSON.stringify(sizes)}`, ...values].join("\n");
}
