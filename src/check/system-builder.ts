import type { Dim } from "../equations/dim.ts";
import { Places } from "../equations/places.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, Input, Origin, System } from "../equations/system.ts";

/** The system while it grows, statement by statement. */
export class SystemBuilder {
  /** Where the operations in the equations are written. */
  readonly places = new Places();
  readonly #dims: Dim[] = [];
  readonly #inputs: Input[] = [];
  readonly #equations = new Map<string, Equation>();
  /** The equations that applications of a function have made, first of all the one that `predict` is about. */
  readonly #applications = new Map<string, Equation[]>();
  readonly #outermost = new Map<string, string>();
  readonly #taken: ReadonlySet<string>;

  /** @param declared the names of the file, which no equation made here may take */
  constructor(declared: Iterable<string>) {
    this.#taken = new Set(declared);
  }

  addDim(dim: Dim): void {
    this.#dims.push(dim);
  }

  addInput(input: Input): void {
    this.#inputs.push(input);
  }

  define(name: string, axes: readonly Dim[], body: Scalar, origin: Origin): void {
    this.#equations.set(name, { name, axes, body, origin });
  }

  /** The equation of a function's application: one that says the same already, or a new one, `f`, `f_2`, … */
  applied(fn: string, axes: readonly Dim[], body: Scalar, origin: Origin): string {
    const made = this.#applications.get(fn) ?? [];
    const same = made.find((other) => other.body === body && sameAxes(other.axes, axes));
    if (same) return same.name;
    const equation = { name: this.#free(fn, made.length + 1), axes, body, origin };
    this.#equations.set(equation.name, equation);
    this.#applications.set(fn, [...made, equation]);
    return equation.name;
  }

  /** Tells that a function is applied outside of other functions. */
  appliedOutermost(fn: string, equation: string): void {
    if (!this.#outermost.has(fn)) this.#outermost.set(fn, equation);
  }

  /** The equation that a function's name stands for on its own: its first application, as the loss makes it. */
  applicationOf(fn: string): string | undefined {
    return this.#outermost.get(fn) ?? this.#applications.get(fn)?.[0]?.name;
  }

  #free(fn: string, count: number): string {
    for (let number = count; ; number++) {
      const name = number === 1 ? fn : `${fn}_${number}`;
      if (!this.#equations.has(name) && (number === 1 || !this.#taken.has(name))) return name;
    }
  }

  equation(name: string): Equation | undefined {
    return this.#equations.get(name);
  }

  get system(): System {
    return { dims: this.#dims, inputs: this.#inputs, equations: [...this.#equations.values()] };
  }
}

const sameAxes = (a: readonly Dim[], b: readonly Dim[]): boolean =>
  a.length === b.length && a.every(({ name }, at) => name === b[at]?.name);
