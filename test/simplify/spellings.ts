import { evaluate } from "../../src/equations/evaluate.ts";
import type { Request } from "../../src/equations/request.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import { everyPart } from "../../src/equations/walk.ts";
import { derive, readModel, type Accuracy, type Derived } from "../../src/pipeline.ts";

/** The derivation of the gradient of a file without errors, or of its value. */
export function derivationOf(source: string, accuracy?: Accuracy, kind: Request["kind"] = "gradient"): Derived {
  const { model, diagnostics } = readModel(source);
  const request = model?.requests.find((one) => one.kind === kind);
  if (!model || !request) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("; "));
  return derive(model, request, accuracy);
}

/** A model whose loss is one formula in the scalar parameters x and y. */
export const formula = (text: string): Derived => derivationOf(`param x, y\nloss = ${text} + 0 * y\n`);

export interface Answer {
  readonly value: number;
  /** By parameter. */
  readonly gradient: Readonly<Record<string, Float64Array>>;
}

type Inputs = Readonly<Record<string, number | readonly number[]>>;

/** Loss and gradient by the stable form. */
export function answerAt({ stable }: Derived, inputs: Inputs, sizes: Readonly<Record<string, number>> = {}): Answer {
  const arrays = Object.entries(inputs).map(
    ([name, value]) => [name, Float64Array.from(typeof value === "number" ? [value] : value)] as const,
  );
  const values = evaluate(stable.system, { sizes, inputs: new Map(arrays) });
  const gradient: Record<string, Float64Array> = {};
  let value = NaN;
  for (const output of stable.outputs) {
    const result = values.get(output.equation) ?? new Float64Array();
    if (output.kind === "gradient") gradient[output.param] = result;
    else value = result[0] ?? NaN;
  }
  return { value, gradient };
}

/** The names of the functions in the equations of the answer. */
export const functionsIn = ({ answer }: Derived): Set<string> =>
  new Set(
    answer.system.equations
      .flatMap(({ body }) => everyPart(body))
      .flatMap((part) => (part.kind === "call" ? [part.fn] : part.kind === "reduce" ? [part.operator] : [])),
  );

export const bodyOf = (derivation: Derived, name: string): Scalar | undefined =>
  derivation.answer.system.equations.find((equation) => equation.name === name)?.body;
