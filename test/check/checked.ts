import { check, type CheckOptions } from "../../src/check/check.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { evaluate } from "../../src/equations/evaluate.ts";
import { verify } from "../../src/equations/verify.ts";
import type { Model } from "../../src/equations/kernel.ts";
import { parse } from "../../src/parse/parse.ts";

/** What the front end says of a text, which parses. */
export function checked(source: string, options: CheckOptions = {}) {
  const { module, diagnostics } = parse(source);
  if (!module) throw new Error(`does not parse: ${diagnostics.map(({ message }) => message).join("; ")}`);
  return check(module, { source, ...options });
}

export const codes = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map(({ code }) => code);

/** The model of a text without errors. */
export function modelOf(source: string, options: CheckOptions = {}): Model {
  const { model, diagnostics } = checked(source, options);
  if (model) verify(model.system);
  if (!model) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("; "));
  return model;
}

/** Numbers that look random and are the same each time, in (−1, 1). */
function numbers(count: number, seed = 1): Float64Array {
  return Float64Array.from({ length: count }, (_, at) => Math.sin(12.9898 * (at + 1) + 78.233 * seed));
}

/** The elements of an equation, `loss` where none is named, at inputs that are given or made up. */
export function valuesOf(
  source: string,
  sizes: Readonly<Record<string, number>> = {},
  given: Readonly<Record<string, readonly number[]>> = {},
  name = "loss",
): number[] {
  const { system } = modelOf(source);
  const made = system.inputs.map(({ name: input, axes }, seed): [string, Float64Array] => {
    const count = axes.reduce((product, dim) => product * (dim.size ?? sizes[dim.name] ?? 0), 1);
    return [input, given[input] ? Float64Array.from(given[input]) : numbers(count, seed)];
  });
  const values = evaluate(system, { sizes, inputs: new Map(made) }).get(name);
  return Array.from(values ?? []);
}
