import { emitModule } from "../../src/emit/module.ts";
import type { Kernel } from "../../src/equations/kernel.ts";
import { evaluate } from "../../src/load/evaluate.ts";
import { lower } from "../../src/lower/lower.ts";
import type { Plan } from "../../src/program/plan.ts";
import type { Dtype, ProgramModule } from "../../src/program/program.ts";

export type Arrays = Record<string, Float64Array | Float32Array | number>;
type Argument = Arrays | Float64Array | Float32Array | Record<string, number>;
export type Emitted = Record<string, (...args: readonly Argument[]) => number>;

export interface ModuleOptions {
  readonly name?: string;
  readonly dtype?: Dtype;
  readonly plan?: Plan;
  readonly comment?: readonly string[];
}

export function moduleOf(
  kernels: readonly Kernel[],
  { name = "model", dtype = "f64", plan = {}, comment = [] }: ModuleOptions = {},
): ProgramModule {
  const [first] = kernels;
  if (!first) throw new Error("a module needs a kernel");
  const functions = kernels.map((kernel) => lower(kernel, { dtype, plan }));
  const { dims, inputs } = first.system;
  return { name, dims, inputs, dtype, functions, comment };
}

export const emitted = async (kernels: readonly Kernel[], options?: ModuleOptions): Promise<Emitted> =>
  evaluate<Emitted>(await emitModule(moduleOf(kernels, options)));

/** A reproducible sequence of numbers in (−1, 1). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32) * 2 - 1;
  };
}

export function filled(length: number, next: () => number): Float64Array {
  return Float64Array.from({ length }, next);
}

/** The function of that name. */
export function functionOf(module: Emitted, name: string): Emitted[string] {
  const found = module[name];
  if (!found) throw new Error(`the module exports no ${name}`);
  return found;
}
