import { expect } from "vitest";
import type { Dim } from "../../src/equations/dim.ts";
import { evaluate } from "../../src/equations/evaluate.ts";
import type { Kernel } from "../../src/equations/kernel.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input } from "../../src/equations/system.ts";
import { equation, kernel } from "./models.ts";
import { readsIn } from "../../src/equations/walk.ts";
import { emitted, functionOf, type Arrays, type Emitted, type ModuleOptions } from "./run.ts";

/** The last of some equations, written to the caller's array. */
export function prediction(dims: readonly Dim[], inputs: readonly Input[], equations: readonly Equation[]): Kernel {
  const last = equations.at(-1);
  if (!last) throw new Error("a prediction needs an equation");
  return kernel(dims, inputs, equations, [{ kind: "array", equation: last.name }], {
    kind: "predict",
    of: last.name,
    name: last.name,
  });
}

/** The one equation name[axes] = body, written to the caller's array. */
export const predicting = (
  dims: readonly Dim[],
  inputs: readonly Input[],
  axes: readonly Dim[],
  body: Scalar,
  name = "Out",
): Kernel => prediction(dims, inputs, [equation(name, axes, body)]);

export interface Point {
  readonly sizes: Record<string, number>;
  readonly next: () => number;
}

const lengthOf = (axes: readonly Dim[], sizes: Record<string, number>): number =>
  axes.reduce((product, dim) => product * (dim.size ?? sizes[dim.name] ?? 0), 1);

function close(actual: Float64Array, expected: Float64Array, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, position) => {
    const found = actual[position] ?? NaN;
    if (Object.is(found, value) || found === value) return;
    const error = Math.abs(found - value) / Math.max(1, Math.abs(value));
    expect(error, `element ${position}: ${found} instead of ${value}`).toBeLessThanOrEqual(tolerance);
  });
}

type Sides = Record<"param" | "data", Arrays>;

/** Values for the inputs: as the reference wants them, and as the emitted function does. */
function inputsAt(
  { system }: Kernel,
  { sizes, next }: Point,
  f32: boolean,
): { given: Map<string, Float64Array>; sides: Sides } {
  const given = new Map<string, Float64Array>();
  const sides: Sides = { param: {}, data: {} };
  for (const { name, role, axes } of system.inputs) {
    const exact = Float64Array.from({ length: lengthOf(axes, sizes) }, next);
    const values = f32 ? new Float32Array(exact) : exact;
    given.set(name, Float64Array.from(values));
    sides[role][name] = role === "data" && axes.length === 0 ? (values[0] ?? 0) : values;
  }
  return { given, sides };
}

/** The arguments before the output: those that the model gives reason for. */
function argumentsOf(
  { system }: Kernel,
  sizes: Record<string, number>,
  sides: Sides,
): (Arrays | Record<string, number>)[] {
  const read = new Set(system.equations.flatMap(({ body }) => readsIn(body)).map(({ tensor }) => tensor));
  return [
    ...(system.dims.some(({ size }) => size === undefined) ? [sizes] : []),
    ...(system.inputs.some(({ role }) => role === "param") ? [sides.param] : []),
    ...(system.inputs.some(({ role, name }) => role === "data" && read.has(name)) ? [sides.data] : []),
  ];
}

/** Runs the emitted prediction at a point, with poisoned output and workspace. */
export function run(module: Emitted, kernel: Kernel, point: Point, f32 = false, name = "predict") {
  const { system, request } = kernel;
  const { given, sides } = inputsAt(kernel, point, f32);
  const array = f32 ? Float32Array : Float64Array;
  const last = system.equations.find(({ name }) => name === request.of);
  const out = new array(lengthOf(last?.axes ?? [], point.sizes)).fill(NaN);
  const isSized = system.dims.some(({ size }) => size === undefined);
  const needed = functionOf(module, "workLength")(...(isSized ? [point.sizes] : []));
  const work = new array(needed + 2).fill(NaN);
  functionOf(module, name)(...argumentsOf(kernel, point.sizes, sides), out, work);
  const expected = evaluate(system, { sizes: point.sizes, inputs: given }).get(request.of) ?? new Float64Array();
  return { actual: Float64Array.from(out), expected, work, needed };
}

interface Agreement extends ModuleOptions {
  readonly tolerance?: number;
}

/** Holds an emitted prediction against the reference evaluator. */
export function agreesAt(
  module: Emitted,
  kernel: Kernel,
  points: readonly Point[],
  name: string,
  options: Agreement = {},
): void {
  for (const point of points) {
    const { actual, expected, work, needed } = run(module, kernel, point, options.dtype === "f32", name);
    close(actual, expected, options.tolerance ?? 1e-13);
    expect([...work.subarray(needed)].every(Number.isNaN)).toBe(true);
  }
}

/** The same for the one prediction of a module of its own. */
export async function agrees(given: Kernel, points: readonly Point[], options: Agreement = {}): Promise<void> {
  agreesAt(await emitted([given], options), given, points, "predict", options);
}
