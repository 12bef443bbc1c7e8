import type { Point } from "../equations/evaluate.ts";
import { sizeOf } from "../equations/evaluate.ts";
import type { Kernel } from "../equations/kernel.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Input, System } from "../equations/system.ts";
import { evaluate } from "../load/evaluate.ts";
import type { Dtype } from "../program/program.ts";

type Numbers = Float64Array | Float32Array;
type Arguments = Record<string, Numbers | number>;
type Exported = (...args: readonly (Arguments | Numbers)[]) => number;

/** A function of the emitted module as it was compiled. */
export interface CompiledFunction {
  readonly name: string;
  readonly kernel: Kernel;
}

/** What one call of an emitted function gives. */
export interface Outcome {
  /** The returned value, of those that return one. */
  readonly value: number | undefined;
  /** The gradient for each parameter, or the prediction under the name of its equation. */
  readonly arrays: ReadonlyMap<string, Float64Array>;
}

/** The emitted module, running. */
export class EmittedModule {
  readonly #exports: Readonly<Record<string, Exported>>;
  readonly #dtype: Dtype;
  readonly #model: System;

  private constructor(exports: Readonly<Record<string, Exported>>, model: System, dtype: Dtype) {
    this.#exports = exports;
    this.#model = model;
    this.#dtype = dtype;
  }

  static async load(code: string, model: System, dtype: Dtype): Promise<EmittedModule> {
    return new EmittedModule(await evaluate<Readonly<Record<string, Exported>>>(code), model, dtype);
  }

  /** The point as the arrays of the module can hold it. */
  rounded({ sizes, inputs }: Point): Point {
    if (this.#dtype === "f64") return { sizes, inputs };
    return { sizes, inputs: new Map([...inputs].map(([name, values]) => [name, values.map(Math.fround)])) };
  }

  /** Calls the function at a point, with an output and a workspace that are full of NaN. */
  call({ name, kernel }: CompiledFunction, point: Point): Outcome {
    const { request } = kernel;
    const open = this.#model.dims.filter(({ size }) => size === undefined);
    const sizes = Object.fromEntries(open.map((dim) => [dim.name, sizeOf(dim, point.sizes)]));
    const given = open.length > 0 ? [sizes] : [];
    const written = new Map(this.#outputs(kernel, point).map(([output, length]) => [output, this.#blank(length)]));
    const work = this.#blank(this.#function("workLength")(...given));
    const output = request.kind === "gradient" ? [Object.fromEntries(written)] : [...written.values()];
    const value = this.#function(name)(...given, ...this.#inputs(kernel, point), ...output, work);
    return {
      value: request.kind === "predict" ? undefined : value,
      arrays: new Map([...written].map(([of, values]) => [of, Float64Array.from(values)])),
    };
  }

  #function(name: string): Exported {
    const found = this.#exports[name];
    if (!found) throw new Error(`internal: the emitted module exports no ${name}`);
    return found;
  }

  /** What the function writes: names and lengths. */
  #outputs({ request, system }: Kernel, { sizes, inputs }: Point): [string, number][] {
    if (request.kind === "value") return [];
    if (request.kind === "gradient") return request.wrt.map((name) => [name, inputs.get(name)?.length ?? 0]);
    const axes = system.equations.find(({ name }) => name === request.of)?.axes ?? [];
    return [[request.of, axes.reduce((length, dim) => length * sizeOf(dim, sizes), 1)]];
  }

  /** Parameters and data, where the function takes any: a prediction takes the data that it reads alone. */
  #inputs({ request, system }: Kernel, { inputs }: Point): Arguments[] {
    const read = new Set(system.equations.flatMap(({ body }) => [...tensorsIn(body)]));
    const isTaken = ({ name, role }: Input): boolean =>
      role === "param" || request.kind !== "predict" || read.has(name);
    return (["param", "data"] as const).flatMap((role) => {
      const taken = this.#model.inputs.filter((input) => input.role === role && isTaken(input));
      const entries = taken.map(({ name, axes }): [string, Numbers | number] => {
        const values = this.#array(inputs.get(name) ?? new Float64Array());
        return [name, role === "data" && axes.length === 0 ? (values[0] ?? NaN) : values];
      });
      return entries.length > 0 ? [Object.fromEntries(entries)] : [];
    });
  }

  #array(values: Float64Array): Numbers {
    return this.#dtype === "f64" ? Float64Array.from(values) : Float32Array.from(values);
  }

  #blank(length: number): Numbers {
    return this.#array(new Float64Array(length).fill(NaN));
  }
}
