import { abstract } from "../equations/abstract.ts";
import { negate } from "../equations/build.ts";
import { evaluate, type Point, type Sizes } from "../equations/evaluate.ts";
import { evaluatePrecisely } from "../equations/evaluate-precise.ts";
import type { ElementwiseFunction } from "../equations/functions.ts";
import { Knowledge } from "../equations/knowledge.ts";
import type { Kernel, Output } from "../equations/kernel.ts";
import { type Operated, operationsOf } from "../equations/places.ts";
import { randomInput, styles, type Style } from "../equations/random-inputs.ts";
import { isAtMost } from "../equations/range.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, Input, System } from "../equations/system.ts";
import { everyPart, isScalar } from "../equations/walk.ts";
import { Budget, workOf } from "../equations/work.ts";
import { seeded } from "../util/random.ts";
import { triedSizes } from "./sizes.ts";

/** A result that is no finite number in doubles, though it is one in mathematics. */
interface Failure {
  readonly output: Output;
  readonly found: number;
  readonly exact: number;
}

/** An exponential that overflows, and what becomes of a result by that. */
export interface Overflow extends Failure {
  readonly operated: Operated;
  /** What is exponentiated there. */
  readonly exponent: number;
}

/** Functions that overflow where their arguments are still small. */
const steep: ReadonlySet<ElementwiseFunction> = new Set<ElementwiseFunction>(["exp", "expm1", "sinh", "cosh"]);

/** e^x is beyond the doubles from here on. */
const limit = 709;
/** The arguments that are tried: so far beyond that it is no matter of a constant factor whether a result is too. */
const [least, most] = [760, 1000];
/** Where no power or product of some exponentials overflows either. */
const harmless = [10, 60] as const;
/** What is larger is as good as beyond the doubles itself. */
const largest = 1e250;

/** In additions: some tenths of a second. */
const work = 3e6;

/**
 * What overflows in the code that a model becomes, though the mathematics of the result is finite: not where the loss is
 * itself too large for a double. Every parameter and every input is made large until an exponential overflows that nothing
 * bounds, and the results there are held against decimals. So what is found is certain; what is not found may be there.
 */
export function overflowsOf(written: System, answer: Kernel, stable: Kernel): Overflow[] {
  const exponents = exponentsIn(stable.system);
  if (exponents.length === 0) return [];
  const search = new Search(written, answer, stable, exponents);
  return search.overflows();
}

/** The exponents that nothing bounds. */
function exponentsIn({ equations }: System): Scalar[] {
  const knowledge = new Knowledge(new Map(equations.map((equation) => [equation.name, equation])));
  const found = steepCalls(equations).flatMap(exponentsOf);
  const unbounded = found.filter((exponent) => !isAtMost(knowledge.range(exponent), limit));
  return [...new Set(unbounded.map((exponent) => abstract(exponent).body))];
}

/** cosh and sinh grow to both sides. */
const exponentsOf = ({ operation, operand }: Operated): Scalar[] =>
  operation === "sinh" || operation === "cosh" ? [operand, negate(operand)] : [operand];

function steepCalls(equations: readonly Equation[]): Operated[] {
  const parts = everyPart(...equations.map(({ body }) => body)).filter(isScalar);
  return parts.flatMap((part) => (part.kind === "call" && steep.has(part.fn) ? operationsOf(part) : []));
}

/** A system with equations for some expressions, and what those read, alone. */
function probing(
  { dims, inputs, equations }: System,
  expressions: readonly Scalar[],
): { system: System; names: string[] } {
  const needed = new Set(expressions.flatMap((expression) => [...tensorsIn(expression)]));
  for (const { name, body } of equations.toReversed())
    if (needed.has(name)) for (const tensor of tensorsIn(body)) needed.add(tensor);
  const probes = expressions.map((expression, at): Equation => {
    const { axes, body } = abstract(expression);
    return { name: `exponent ${at}`, axes, body, origin: { rule: "shared" } };
  });
  const kept = equations.filter(({ name }) => needed.has(name));
  return { system: { dims, inputs, equations: [...kept, ...probes] }, names: probes.map(({ name }) => name) };
}

class Search {
  readonly #written: System;
  readonly #answer: Kernel;
  readonly #stable: Kernel;
  readonly #probing: ReturnType<typeof probing>;
  readonly #sizes: Sizes;
  readonly #budget = new Budget(work);

  constructor(written: System, answer: Kernel, stable: Kernel, exponents: readonly Scalar[]) {
    this.#written = written;
    this.#answer = answer;
    this.#stable = stable;
    this.#probing = probing(stable.system, exponents);
    this.#sizes = triedSizes(written);
  }

  overflows(): Overflow[] {
    // Inputs of a fixed size may be too large to be filled even once.
    if (workOf(this.#stable.system, this.#sizes) > work) return [];
    const { inputs } = this.#stable.system;
    const read = new Set(this.#probing.system.equations.flatMap(({ body }) => [...tensorsIn(body)]));
    const concerned = inputs.filter(({ name }) => read.has(name));
    const params = concerned.filter(({ role }) => role === "param");
    const rays = [...(params.length > 1 ? [params] : []), ...concerned.map((input) => [input])];
    const found = [styles[1]!, styles[3]!].flatMap((style) =>
      rays.flatMap((ray) => [1, -1].map((sign) => this.#along(ray, sign, style))),
    );
    // Where several overflow at once, it is not told which of them is to blame, unless that is all there is.
    const single = found.filter(({ length }) => length === 1);
    return (single.length > 0 ? single : found).flatMap(([first]) => first ?? []);
  }

  /** What overflows as some inputs are multiplied by larger and larger numbers. */
  #along(ray: readonly Input[], sign: number, style: Style): Overflow[] {
    const random = seeded(1);
    const drawn = this.#stable.system.inputs.map(
      (input) => [input, randomInput(input, this.#sizes, style, random)] as const,
    );
    const pointAt = (scale: number): Point => ({
      sizes: this.#sizes,
      inputs: new Map(
        drawn.map(([input, values]) => [
          input.name,
          ray.includes(input) ? values.map((x) => sign * scale * x) : values,
        ]),
      ),
    });
    const beyond = this.#reach(pointAt, least, most);
    const before = beyond === undefined ? undefined : this.#reach(pointAt, ...harmless);
    if (beyond === undefined || before === undefined || this.#failureAt(pointAt(before))) return [];
    const failure = this.#failureAt(pointAt(beyond));
    return failure ? this.#blamed(failure, pointAt(beyond)) : [];
  }

  /** A scale at which the largest exponent lies between two bounds. */
  #reach(pointAt: (scale: number) => Point, low: number, high: number): number | undefined {
    let [below, above]: [number, number | undefined] = [0, undefined];
    for (let scale = 1, step = 0; step < 40; step++) {
      const exponent = this.#exponentAt(pointAt(scale));
      if (exponent === undefined) return undefined;
      if (exponent >= low && exponent <= high) return scale;
      if (exponent < low) below = scale;
      else above = scale;
      if (above === undefined && scale > 1e6) return undefined;
      scale = above === undefined ? 4 * scale : (below + above) / 2;
    }
    return undefined;
  }

  /** The largest exponent at a point; nothing where there is no time to find out, or it is no number. */
  #exponentAt(point: Point): number | undefined {
    const { system, names } = this.#probing;
    if (!this.#budget.spend(workOf(system, point.sizes))) return undefined;
    const values = evaluate(system, point);
    const exponent = Math.max(...names.map((name) => Math.max(...(values.get(name) ?? []))));
    return Number.isNaN(exponent) ? undefined : exponent;
  }

  /** The first output with an element that is no finite number. */
  #failureAt(point: Point): Failure | undefined {
    const { system, outputs } = this.#stable;
    if (!this.#budget.spend(workOf(system, point.sizes))) return undefined;
    const values = evaluate(system, point);
    const failed = outputs.find(({ equation }) => values.get(equation)?.some((value) => !Number.isFinite(value)));
    if (!failed) return undefined;
    const elements = values.get(failed.equation) ?? new Float64Array();
    const at = elements.findIndex((value) => !Number.isFinite(value));
    const exact = this.#exactAt(point)?.get(failed.equation)?.[at];
    return exact === undefined ? undefined : { output: failed, found: elements[at] ?? NaN, exact };
  }

  /** All outputs in mathematics; nothing where one of them is itself too large. */
  #exactAt(point: Point): ReadonlyMap<string, readonly number[]> | undefined {
    const { system, outputs } = this.#answer;
    const exact = new Map<string, readonly number[]>();
    const inputs = new Map([...point.inputs].map(([name, values]) => [name, [...values]] as const));
    for (const { equation } of outputs) {
      if (!this.#budget.spend(20 * workOf(system, point.sizes))) return undefined;
      const elements = evaluatePrecisely(system, equation, { sizes: point.sizes, inputs }, 20).map((one) =>
        one.toNumber(),
      );
      if (!elements.every((element) => Math.abs(element) < largest)) return undefined;
      exact.set(equation, elements);
    }
    return exact;
  }

  /** The exponentials as they were written that overflow there, that with the largest exponent first. */
  #blamed(failure: Failure, point: Point): Overflow[] {
    const calls = steepCalls(this.#written.equations);
    const exponents = calls.flatMap((operated) => exponentsOf(operated).map((exponent) => ({ operated, exponent })));
    const { system, names } = probing(
      this.#written,
      exponents.map(({ exponent }) => exponent),
    );
    const values = evaluate(system, point);
    const blamed = exponents.flatMap(({ operated }, at) => {
      const exponent = Math.max(...(values.get(names[at] ?? "") ?? []));
      return exponent > limit && Number.isFinite(exponent) ? [{ ...failure, operated, exponent }] : [];
    });
    return blamed.toSorted((a, b) => b.exponent - a.exponent);
  }
}
