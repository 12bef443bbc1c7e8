import type { Decimal } from "decimal.js";
import { evaluate } from "../../src/equations/evaluate.ts";
import { evaluatePrecisely } from "../../src/equations/evaluate-precise.ts";
import { answerAsWritten, deriveAll, emitAll, lowerDerived, readModel, styleOf } from "../../src/pipeline.ts";
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
  const derived = deriveAll(model, row.accuracy);
  const at = derived.findIndex(({ request }) => request.kind === "gradient");
  const kernel = derived[at]?.answer;
  if (!kernel) throw new Error(`${row.formula}: no gradient`);
  const programs = derived.map((one) => lowerDerived(one));
  const options = { filename: "row.nabla", style: styleOf(module, model) };
  const { code, names } = await emitAll(model, derived, programs, options);
  const name = names[at] ?? "";
  const running = await EmittedModule.load(code, model.system, "f64");
  const written = answerAsWritten(model, kernel.request);
  const gradients = written.equations.filter(({ origin }) => origin.rule === "gradient");
  return points.flatMap((z) => {
    const inputs = new Map(Object.entries(row.at(z)));
    const exact = new Map(
      ["loss", ...gradients.map((gradient) => gradient.name)].map(
        (of) => [of, evaluatePrecisely(written, of, { sizes: {}, inputs }, 50)] as const,
      ),
    );
    const all = [...exact.values()].flat();
    if (all.some((value) => !Number.isFinite(value.toNumber()))) return [];
    const doubles = new Map([...inputs].map(([name, values]) => [name, Float64Array.from(values)] as const));
    const naive = evaluate(written, { sizes: {}, inputs: doubles });
    const { value = NaN, arrays } = running.call({ name, kernel }, { sizes: {}, inputs: doubles });
    const byParam = gradients.map(({ name: of, origin }) => [of, arrays.get(origin.of ?? of) ?? []] as const);
    const ours = new Map<string, ArrayLike<number>>([["loss", [value]], ...byParam]);
    return [{ z, ours: errors(ours, exact), naive: errors(naive, exact) }];
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
