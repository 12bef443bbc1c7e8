import type { Decimal } from "decimal.js";
import { evaluate } from "../../src/equations/evaluate.ts";
import { evaluatePrecisely } from "../../src/equations/evaluate-precise.ts";
import type { Model, Output } from "../../src/equations/kernel.ts";
import type { System } from "../../src/equations/system.ts";
import {
  answerAsWritten,
  deriveAll,
  emitAll,
  emittedNames,
  lowerDerived,
  readModel,
  styleOf,
} from "../../src/pipeline.ts";
import { EmittedModule } from "../../src/verification/module.ts";
import type { Row } from "./rows.ts";
import { ulps } from "./ulp.ts";

/** What a result is off by at one point, in units in the last place; the largest of all elements of a gradient. */
export interface Errors {
  readonly value: number;
  readonly gradient: number;
}

export interface Measured {
  readonly z: number;
  readonly ours: Errors;
  /** The same of the formula and its derivative in doubles, as they are written. */
  readonly naive: Errors;
}

type Results = ReadonlyMap<string, ArrayLike<number>>;

/**
 * Runs the emitted code of a row, and the formula with its unsimplified derivative in doubles, against decimals of 50
 * digits. Points where the formula is not defined, or beyond the doubles, are left out.
 */
export async function measure(row: Row, points: readonly number[]): Promise<Measured[]> {
  const { module, model, diagnostics } = readModel(row.source, { warnings: "off" });
  if (!module || !model) throw new Error(`${row.formula}: ${diagnostics.map(({ message }) => message).join("; ")}`);
  const run = await emitted(row, model, styleOf(module, model));
  const request = model.requests.find(({ kind }) => kind === "gradient");
  if (!request) throw new Error(`${row.formula}: no gradient`);
  const written = answerAsWritten(model, request);
  const gradients = written.equations.filter(({ origin }) => origin.rule === "gradient").map(({ name }) => name);
  return points.flatMap((z) => {
    const inputs = new Map(Object.entries(row.at(z)));
    const exact = new Map(
      ["loss", ...gradients].map(
        (name) => [name, evaluatePrecisely(written, name, { sizes: {}, inputs }, 50)] as const,
      ),
    );
    const all = [...exact.values()].flat();
    if (all.some((value) => !Number.isFinite(value.toNumber()))) return [];
    const doubles = new Map([...inputs].map(([name, values]) => [name, Float64Array.from(values)] as const));
    const naive = evaluate(written, { sizes: {}, inputs: doubles });
    return [{ z, ours: errors(run(doubles), exact), naive: errors(naive, exact) }];
  });
}

function errors(actual: Results, exact: ReadonlyMap<string, readonly Decimal[]>): Errors {
  const worst = (name: string): number =>
    Math.max(...(exact.get(name) ?? []).map((element, at) => ulps(actual.get(name)?.[at] ?? NaN, element)));
  return {
    value: worst("loss"),
    gradient: Math.max(...[...exact.keys()].filter((name) => name !== "loss").map(worst)),
  };
}

type Run = (inputs: ReadonlyMap<string, Float64Array>) => Results;

async function emitted(row: Row, model: Model, style: ReturnType<typeof styleOf>): Promise<Run> {
  const derived = deriveAll(model, row.accuracy);
  const programs = derived.map((one) => lowerDerived(one));
  const options = { filename: "row.nabla", style };
  const code = await emitAll(model, derived, programs, options);
  const names = await emittedNames(model, derived, programs, options);
  const at = derived.findIndex(({ request }) => request.kind === "gradient");
  const [one, name] = [derived[at], names[at]];
  if (!one || name === undefined) throw new Error(`${row.formula}: no gradient`);
  const running = await EmittedModule.load(code, model.system, "f64");
  const gradientOf = writtenNames(answerAsWritten(model, one.request), one.answer.outputs);
  return (inputs) => {
    const { value, arrays } = running.call({ name, kernel: one.answer }, { sizes: {}, inputs });
    const gradients = [...arrays].map(([param, values]) => [gradientOf.get(param) ?? param, values] as const);
    return new Map<string, ArrayLike<number>>([["loss", [value ?? NaN]], ...gradients]);
  };
}

/** The name that the gradient of each parameter has where nothing is simplified. */
const writtenNames = ({ equations }: System, outputs: readonly Output[]): ReadonlyMap<string, string> =>
  new Map(
    outputs.flatMap((output) => {
      if (output.kind !== "gradient") return [];
      const gradient = equations.find(({ origin }) => origin.rule === "gradient" && origin.of === output.param);
      return gradient ? [[output.param, gradient.name] as const] : [];
    }),
  );
