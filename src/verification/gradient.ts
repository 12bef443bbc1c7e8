import { evaluate, type Point } from "../equations/evaluate.ts";
import type { Request } from "../equations/request.ts";
import type { System } from "../equations/system.ts";
import { workOf, type Budget } from "../equations/work.ts";
import { elementName } from "./element.ts";
import type { CompiledFunction, EmittedModule, Outcome } from "./module.ts";
import type { SeededPoint } from "./points.ts";
import type { FunctionReport, Kink, Reference } from "./report.ts";
import { slopeAlong, unitDirection, type Direction, type Slope } from "./slope.ts";
import { errorOf, Tally } from "./tally.ts";

/** What a compiled gradient is held against: the formula as it was written, in either mode. */
export interface Written {
  readonly formula: System;
  readonly reverse: System;
  /** The equation of each parameter's gradient in `reverse`. */
  readonly gradients: ReadonlyMap<string, string>;
  readonly forward: System;
  readonly tangents: ReadonlyMap<string, string>;
}

export interface Surroundings {
  readonly module: EmittedModule;
  readonly tolerance: number;
  /** The error from which on decimals are asked, since it may be that of the formula as it is written. */
  readonly doubt: number;
  readonly budget: Budget;
  /** For what only decimals can settle, once the budget is spent. */
  readonly reserve: Budget;
}

/** An element of a gradient, as it was found and as reverse mode has it. */
interface Element {
  readonly param: string;
  readonly at: number;
  readonly found: number;
  readonly expected: number;
  readonly scale: number;
}

const inDirection = (): string => "a random direction";

interface At {
  readonly seeded: SeededPoint;
  readonly point: Point;
  readonly outcome: Outcome;
}

/** Elements that double precision leaves in doubt are settled one by one at a point, up to so many. */
const mostDoubts = 8;

/** Evaluations of the formula for one difference: at the point and to both sides, each at two precisions. */
const evaluations = 6;

/** Holds one compiled gradient against the formula, point by point. */
export class GradientCheck {
  readonly #compiled: CompiledFunction;
  readonly #request: Extract<Request, { kind: "gradient" }>;
  readonly #written: Written;
  readonly #around: Surroundings;
  readonly #value: Tally;
  readonly #params: ReadonlyMap<string, Tally>;
  readonly #along: Tally;
  readonly #kinks: Kink[] = [];
  readonly #worst = new Map<string, { at: At; element: Element; error: number }>();
  #points = 0;
  #outside = 0;
  #probed = 0;
  #directions = { forward: 0, differences: 0 };

  constructor(
    compiled: CompiledFunction,
    request: Extract<Request, { kind: "gradient" }>,
    written: Written,
    around: Surroundings,
  ) {
    this.#compiled = compiled;
    this.#request = request;
    this.#written = written;
    this.#around = around;
    const tally = (name: string): Tally => new Tally(name, around.tolerance);
    this.#value = tally(request.of);
    this.#params = new Map(request.wrt.map((param) => [param, tally(`∂${request.of}/∂${param}`)]));
    this.#along = tally("⟨gradient, direction⟩");
  }

  at(seeded: SeededPoint): void {
    const { module } = this.#around;
    const point = module.rounded(seeded.point);
    const at: At = { seeded, point, outcome: module.call(this.#compiled, point) };
    const values = evaluate(this.#written.reverse, point);
    if (!this.#compareValue(at, values)) {
      this.#outside++;
      return;
    }
    this.#points++;
    const elements = this.#elements(at, values);
    const settled = this.#settle(at, elements);
    for (const element of elements) if (!settled.has(element)) this.#record(at, element, "the formula as written");
    this.#compareForward(at);
    this.#compareDifferences(at);
  }

  /** The value against the formula; false where the formula has none. */
  #compareValue(
    { seeded: { seed }, point, outcome: { value = NaN } }: At,
    values: ReadonlyMap<string, Float64Array>,
  ): boolean {
    const { of } = this.#request;
    const written = values.get(of)?.[0] ?? NaN;
    const scale = 1e-6;
    const isPlain = errorOf({ found: value, expected: written, scale }) <= this.#around.doubt;
    // Where decimals would take minutes, double precision has to do.
    const isSettled = isPlain || !this.#affordable(point, true);
    if (isSettled && Number.isFinite(written)) {
      this.#value.add({
        where: () => of,
        seed,
        found: value,
        expected: written,
        scale,
        against: "the formula as written",
      });
      return true;
    }
    if (isSettled && !isPlain) return false;
    const still: Direction = new Map();
    const exact = slopeAlong(this.#written.formula, of, point, still).value;
    if (!Number.isFinite(exact)) return false;
    this.#value.add({ where: () => of, seed, found: value, expected: exact, scale, against: "decimals" });
    return true;
  }

  #elements({ outcome }: At, values: ReadonlyMap<string, Float64Array>): Element[] {
    const expected = (param: string): Float64Array =>
      values.get(this.#written.gradients.get(param) ?? "") ?? new Float64Array();
    const sizes = new Map(this.#request.wrt.map((param) => [param, largest(expected(param))]));
    const least = 1e-6 * Math.max(1, Math.abs(outcome.value ?? 0), ...sizes.values());
    return this.#request.wrt.flatMap((param) => {
      const scale = Math.max(sizes.get(param) ?? 0, least);
      const found = outcome.arrays.get(param) ?? new Float64Array();
      return Array.from(expected(param), (one, at) => ({ param, at, found: found[at] ?? NaN, expected: one, scale }));
    });
  }

  /**
   * Decimals decide where double precision, or reverse mode itself, is not to be believed. Elements within the tolerance
   * can do without; of the others, those beyond the worst ones are looked at together, in a direction that moves them all.
   */
  #settle(at: At, elements: readonly Element[]): ReadonlySet<Element> {
    const { tolerance, doubt } = this.#around;
    const doubts = elements.filter((element) => !(errorOf(element) <= doubt));
    const worst = doubts.toSorted((a, b) => errorOf(b) - errorOf(a));
    const isWrong = (element: Element): boolean => !(errorOf(element) <= tolerance);
    const settled = worst.slice(0, mostDoubts).filter((element) => this.#affordable(at.point, isWrong(element)));
    for (const element of settled) this.#probe(at, element);
    const others = worst.slice(mostDoubts).filter(isWrong);
    const isSettled = others.length > 0 && this.#compareDifferences(at, true);
    return new Set([...settled, ...(isSettled ? others : [])]);
  }

  #affordable({ sizes }: Point, needed = false): boolean {
    const work = evaluations * workOf(this.#written.formula, sizes);
    return this.#around.budget.spend(work) || (needed && this.#around.reserve.spend(work));
  }

  #probe(at: At, element: Element): void {
    const { point, seeded, outcome } = at;
    const { param, found } = element;
    const unit = unitDirection(param, element.at, outcome.arrays.get(param)?.length ?? 0);
    const slope = slopeAlong(this.#written.formula, this.#request.of, point, unit);
    this.#probed++;
    if (slope.kink || this.#hidesKink(at, unit, slope.slope)) this.#kink(seeded.seed, slope, found);
    else this.#record(at, { ...element, expected: slope.slope }, "differences in decimals");
  }

  #record(at: At, element: Element, against: Reference): void {
    const { param, found, expected, scale } = element;
    const where = (): string => this.#nameOf(param, element.at, at.point);
    this.#params.get(param)?.add({ where, seed: at.seeded.seed, found, expected, scale, against });
    const error = errorOf(element);
    const before = this.#worst.get(param);
    if (against === "the formula as written" && (!before || error > before.error))
      this.#worst.set(param, { at, element, error });
  }

  #nameOf(param: string, at: number, { sizes }: Point): string {
    const axes = this.#written.formula.inputs.find(({ name }) => name === param)?.axes ?? [];
    return elementName(param, at, axes, sizes);
  }

  /** ⟨gradient, d⟩ against the tangent of the loss along d. */
  #compareForward(at: At): void {
    const { forward, tangents } = this.#written;
    const { seeded, point } = at;
    const tangent = tangents.get(this.#request.of);
    if (tangent === undefined) return;
    const moves = this.#direction(at);
    const inputs = new Map(point.inputs);
    for (const [name, along] of moves) inputs.set(tangents.get(name) ?? name, along);
    const expected = evaluate(forward, { sizes: point.sizes, inputs }).get(tangent)?.[0] ?? NaN;
    const { total, scale } = projection(at.outcome.arrays, moves);
    // What double precision loses of the formula as written is no fault of the compiled gradient: differences follow.
    const isDoubtful = !(errorOf({ found: total, expected, scale }) <= this.#around.doubt);
    if (isDoubtful && this.#compareDifferences(at, true)) return;
    this.#directions.forward++;
    this.#along.add({ where: inDirection, seed: seeded.seed, found: total, expected, scale, against: "forward mode" });
  }

  #direction({ seeded }: At): Direction {
    return new Map([...seeded.direction].filter(([name]) => this.#request.wrt.includes(name)));
  }

  /** The same against differences of the formula in decimals, as long as these are cheap enough; false where they are not. */
  #compareDifferences(at: At, needed = false): boolean {
    const { formula } = this.#written;
    if (!this.#affordable(at.point, needed)) return false;
    const moves = this.#direction(at);
    const slope = slopeAlong(formula, this.#request.of, at.point, moves);
    const { total, scale } = projection(at.outcome.arrays, moves);
    this.#directions.differences++;
    const { seed } = at.seeded;
    if (slope.kink || this.#hidesKink(at, moves, slope.slope)) this.#kink(seed, slope, total);
    else {
      const against = "differences in decimals";
      this.#along.add({ where: inDirection, seed, found: total, expected: slope.slope, scale, against });
    }
    return true;
  }

  /**
   * Whether parts of the formula have kinks that cancel in the whole, as in relu(x) − relu(−x) at 0: the gradient is what
   * reverse mode over the formula says, which is not the slope here, and is the slope a little to either side.
   */
  #hidesKink({ point, outcome }: At, moves: Direction, slope: number): boolean {
    const { module, tolerance } = this.#around;
    const error = (gradients: ReadonlyMap<string, Float64Array>, expected: number): number => {
      const { total, scale } = projection(gradients, moves);
      return errorOf({ found: total, expected, scale });
    };
    const here = error(outcome.arrays, slope);
    if (!(here > tolerance)) return false;
    const values = evaluate(this.#written.reverse, point);
    const written = [...this.#written.gradients].map(
      ([param, name]) => [param, values.get(name) ?? new Float64Array()] as const,
    );
    if (!(error(outcome.arrays, projection(new Map(written), moves).total) <= tolerance)) return false;
    return [besideBy, -besideBy].every((step) => {
      const beside = module.rounded(moved(point, moves, step));
      return error(module.call(this.#compiled, beside).arrays, slope) < 1e-3 * here;
    });
  }

  #kink(seed: number, { left, right }: Slope, found: number): void {
    this.#kinks.push({ seed, left, right, found });
  }

  /** The report, after the worst element of each parameter was looked at in decimals. */
  finish(): FunctionReport {
    for (const { at, element } of this.#worst.values()) {
      if (this.#affordable(at.point)) this.#probe(at, element);
    }
    const tallies = [this.#value, ...this.#params.values(), this.#along];
    return {
      name: this.#compiled.name,
      points: this.#points,
      outside: this.#outside,
      quantities: tallies.map(({ quantity }) => quantity),
      directions: this.#directions,
      probed: this.#probed,
      kinks: this.#kinks,
    };
  }
}

/** How far beside a point the gradient is looked at. */
const besideBy = 1e-6;

function moved({ sizes, inputs }: Point, moves: Direction, step: number): Point {
  const along = (name: string, values: Float64Array): Float64Array =>
    values.map((value, i) => value + step * (moves.get(name)?.[i] ?? 0));
  return { sizes, inputs: new Map([...inputs].map(([name, values]) => [name, along(name, values)])) };
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

function projection(
  gradients: ReadonlyMap<string, Float64Array>,
  direction: Direction,
): { total: number; scale: number } {
  let [total, scale] = [0, 1e-6];
  for (const [name, along] of direction) {
    const gradient = gradients.get(name) ?? new Float64Array();
    along.forEach((value, i) => {
      const term = value * (gradient[i] ?? NaN);
      total += term;
      scale += Math.abs(term);
    });
  }
  return { total, scale: Number.isFinite(scale) ? scale : 1 };
}
