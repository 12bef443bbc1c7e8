import { evaluate, evaluateScalar, sizeOf, type Tensor } from "../equations/evaluate.ts";
import type { Dim } from "../equations/dim.ts";
import { bodyAt, mapReads } from "../equations/reads.ts";
import type { Index, Scalar } from "../equations/scalar.ts";
import { isDerivative, type Equation, type Input, type System } from "../equations/system.ts";
import { tensorsIn } from "../equations/reads.ts";
import { indicesOf, type Piece } from "./chain.ts";
import type { Check } from "./derivation.ts";
import { Samples, tensorsAt, type Sample } from "./samples.ts";

/** Two numbers that have to be equal, and how large what they were made of is. */
interface Pair {
  readonly found: number;
  readonly expected: number;
  readonly scale: number;
}

/** What is compared at one point; nothing where the formula is not defined or has a kink. */
type Comparison = (sample: Sample) => readonly Pair[] | undefined;

/** A step is looked at where it is defined at three points, out of so many at the most. */
const wanted = 3;
const mostPoints = 8;

/** What is the same number but for rounding. */
const rounding = { relative: 1e-8, absolute: 1e-10 };
/** What differences of a function say of its derivative. */
const differencing = { relative: 2e-5, absolute: 1e-7 };

type Tolerance = typeof rounding;

/** What the numbers of a derivation are checked against. */
export interface Known {
  /** The model as the user wrote it. */
  readonly written: System;
  /** The formula by names, with the adjoints in their final form. */
  readonly system: System;
  /** Tensors that are not computed as a whole: deltas and the derivatives of pieces. */
  readonly expansions: ReadonlyMap<string, Equation>;
  /** What the compiler makes of the gradient. */
  readonly compiled: System;
  readonly of: string;
}

/** Checks every step at random points. @throws Error `internal: …` where one is wrong */
export class Checks {
  readonly #known: Known;
  readonly #samples: Samples;
  readonly #elsewhere = new Map<System, Map<Sample, Map<string, Tensor>>>();

  constructor(known: Known) {
    this.#known = known;
    this.#samples = new Samples(known.system, known.of);
  }

  /** The tensors of the formula by names have the values that they have in the formula as written. */
  asWritten(tensors: readonly string[]): Check {
    return this.#run("definition", `the formula of ${tensors.join(", ")}`, rounding, (sample) =>
      tensors.flatMap((tensor) => pairs(sample.tensors.get(tensor), this.#at(this.#known.written, sample).get(tensor))),
    );
  }

  /** A formula for a tensor has the values of another. */
  equal(what: string, next: Scalar, before: Scalar, axes: readonly Dim[]): Check {
    const [to, from] = [this.#expanded(next), this.#expanded(before)];
    return this.#run("previous step", what, rounding, (sample) =>
      placesIn(axes, sample).map((place) => ({
        found: valueAt(to, place, axes, sample),
        expected: valueAt(from, place, axes, sample),
        scale: largest(sample, from),
      })),
    );
  }

  /** ∂u/∂v by differences of u. */
  piece({ equation, of, by, ofAxes, byAxes }: Piece): Check {
    const reader = this.#equation(of);
    return this.#run("differences", `the derivative of ${of} by ${by}`, differencing, (sample) => {
      const slopes = placesIn(equation.axes, sample).map((place) => {
        const at = ofAxes.map((position) => place[position] ?? 0);
        const moving = byAxes.map((position) => place[position] ?? 0);
        const slope = slopeAt([{ place: moving, weight: 1 }], by, sample, (moved) =>
          valueAt(reader.body, at, reader.axes, moved),
        );
        return slope && { found: valueAt(equation.body, place, equation.axes, sample), ...slope };
      });
      return slopes.every((slope) => slope !== undefined) ? slopes : undefined;
    });
  }

  /** ∂loss/∂v by differences of the loss, along a direction in which a few elements of v move. */
  adjoint(tensor: string, body: Scalar, axes: readonly Dim[]): Check {
    const expanded = this.#expanded(body);
    const downstream = this.#after(tensor);
    return this.#run("differences", `the derivative of ${this.#known.of} by ${tensor}`, differencing, (sample) => {
      const direction = placesIn(axes, sample).map((place, at) => ({ place, weight: at % 2 === 0 ? 1 : -0.75 }));
      const slope = slopeAt(direction, tensor, sample, (moved) => this.#lossOf(downstream, moved));
      const terms = direction.map(({ place, weight }) => weight * valueAt(expanded, place, axes, sample));
      const found = terms.reduce((total, term) => total + term, 0);
      return slope && [{ found, expected: slope.expected, scale: Math.max(slope.scale, ...terms.map(Math.abs)) }];
    });
  }

  /** The gradient for a parameter is the one that the compiler emits. */
  compiled(adjoint: string, equation: string): Check {
    return this.#same("compiled gradient", adjoint, this.#known.compiled, equation);
  }

  /** An adjoint is the same by another system. */
  otherWay(adjoint: string, system: System, equation: string): Check {
    return this.#same("previous step", adjoint, system, equation);
  }

  #same(against: Check["against"], adjoint: string, system: System, equation: string): Check {
    return this.#run(against, `${adjoint} by another way`, rounding, (sample) =>
      pairs(sample.tensors.get(adjoint), this.#at(system, sample).get(equation)),
    );
  }

  #run(against: Check["against"], what: string, tolerance: Tolerance, compare: Comparison): Check {
    let points = 0;
    let worst = 0;
    for (const sample of this.#samples.first(mostPoints)) {
      const found = compare(sample);
      if (!found?.every(({ found: a, expected: b }) => Number.isFinite(a) && Number.isFinite(b))) continue;
      for (const pair of found) worst = Math.max(worst, differenceOf(pair, what, tolerance));
      if (++points === wanted) break;
    }
    return { against, points, worst };
  }

  #equation(name: string): Equation {
    const found = this.#known.system.equations.find((equation) => equation.name === name);
    if (!found) throw new Error(`internal: no equation ${name}`);
    return found;
  }

  #expanded(body: Scalar): Scalar {
    return mapReads(body, this.#known.expansions, (read, equation) => bodyAt(equation, read));
  }

  /** The equations between a tensor and the loss, with everything else given. */
  #after(tensor: string): System {
    const { system, of } = this.#known;
    const moved = new Set([tensor]);
    const equations = system.equations.filter(({ name, body, origin }) => {
      const follows =
        !isDerivative({ origin }) && name !== tensor && [...tensorsIn(body)].some((read) => moved.has(read));
      if (follows) moved.add(name);
      return follows;
    });
    const last = equations.findIndex(({ name }) => name === of);
    const given = [...system.inputs, ...system.equations].filter(({ name }) => name === tensor || !moved.has(name));
    const inputs = given.map(({ name, axes }): Input => ({ name, axes, role: "data" }));
    return { dims: system.dims, inputs, equations: equations.slice(0, last + 1) };
  }

  #lossOf(system: System, { point, tensors }: Sample): number {
    const inputs = new Map(system.inputs.map(({ name }) => [name, tensors.get(name)?.values ?? new Float64Array()]));
    return evaluate(system, { sizes: point.sizes, inputs }).get(this.#known.of)?.[0] ?? NaN;
  }

  /** The tensors of another system at a point, computed once. */
  #at(system: System, sample: Sample): Map<string, Tensor> {
    const known = this.#elsewhere.get(system) ?? new Map<Sample, Map<string, Tensor>>();
    this.#elsewhere.set(system, known);
    const found = known.get(sample) ?? tensorsAt(system, sample.point);
    known.set(sample, found);
    return found;
  }
}

/** @throws Error where the two differ by more than the tolerance */
function differenceOf({ found, expected, scale }: Pair, what: string, { relative, absolute }: Tolerance): number {
  const size = Math.max(Math.abs(found), Math.abs(expected));
  const difference = Math.abs(found - expected);
  if (difference > relative * size + absolute * (1 + scale)) {
    throw new Error(`internal: ${what} is ${String(found)} where ${String(expected)} is right`);
  }
  return difference / Math.max(size, 1 + scale);
}

function pairs(found: Tensor | undefined, expected: Tensor | undefined): Pair[] {
  if (!found || found.values.length !== expected?.values.length) throw new Error("internal: tensors of different size");
  const scale = expected.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return [...found.values].map((value, at) => ({ found: value, expected: expected.values[at] ?? NaN, scale }));
}

type Place = readonly number[];

/** A few elements: some anywhere, some with equal indices, where deltas are 1. */
function placesIn(axes: readonly Dim[], { point, random }: Sample): Place[] {
  if (axes.length === 0) return [[]];
  const drawn = (dim: Dim): number => Math.floor(random() * sizeOf(dim, point.sizes));
  return Array.from({ length: 4 }, (_, at) => {
    const equal = new Map<string, number>();
    return axes.map((dim) => {
      const here = at % 2 === 0 ? drawn(dim) : (equal.get(dim.name) ?? drawn(dim));
      equal.set(dim.name, here);
      return here;
    });
  });
}

/** A body over its axes at a place. */
function valueAt(body: Scalar, place: Place, axes: readonly Dim[], { point, tensors }: Sample): number {
  const indices = new Map<Index, number>(indicesOf(axes).map((index, at) => [index, place[at] ?? 0]));
  return evaluateScalar(body, { sizes: point.sizes, tensors, indices });
}

/** The largest number that a body reads. */
function largest({ tensors }: Sample, body: Scalar): number {
  let most = 0;
  for (const tensor of tensorsIn(body)) {
    for (const value of tensors.get(tensor)?.values ?? [])
      if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  }
  return most;
}

type Direction = readonly { readonly place: Place; readonly weight: number }[];

const steps = [2 ** -12, 2 ** -14] as const;

/** The slope of a function of a tensor along a direction; nothing at a kink, where differences do not settle. */
function slopeAt(
  direction: Direction,
  tensor: string,
  sample: Sample,
  value: (moved: Sample) => number,
): { expected: number; scale: number } | undefined {
  const here = value(sample);
  const [coarse, fine] = steps.map((step) => {
    const right = (value(moved(sample, tensor, direction, step)) - here) / step;
    const left = (here - value(moved(sample, tensor, direction, -step))) / step;
    return { slope: (left + right) / 2, bend: Math.abs(right - left) };
  });
  if (!coarse || !fine) return undefined;
  const size = Math.abs(fine.slope) + 1e-3 * (1 + Math.abs(here));
  const bends = fine.bend > 0.5 * coarse.bend && fine.bend > 1e-8 * (1 + Math.abs(here) + Math.abs(fine.slope));
  const isSmooth = !bends && Math.abs(fine.slope - coarse.slope) <= 1e-4 * size;
  // Extrapolated: the error of a difference goes with the square of its step.
  const slope = fine.slope + (fine.slope - coarse.slope) / 15;
  return isSmooth ? { expected: slope, scale: Math.abs(here) } : undefined;
}

function moved(sample: Sample, tensor: string, direction: Direction, distance: number): Sample {
  const from = sample.tensors.get(tensor);
  if (!from) throw new Error(`internal: no tensor ${tensor}`);
  const values = Float64Array.from(from.values);
  for (const { place, weight } of direction) {
    const offset = place.reduce((total, index, at) => total * (from.shape[at] ?? 1) + index, 0);
    values[offset] = (values[offset] ?? NaN) + weight * distance;
  }
  return { ...sample, tensors: new Map([...sample.tensors, [tensor, { shape: from.shape, values }]]) };
}
