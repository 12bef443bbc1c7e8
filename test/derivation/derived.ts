import { deriveSteps } from "../../src/derivation/derive.ts";
import type { Derivation, Group, Step } from "../../src/derivation/derivation.ts";
import type { Model } from "../../src/equations/kernel.ts";
import { equationPrinter } from "../../src/equations/print.ts";
import { derive, readModel } from "../../src/pipeline.ts";

export function modelOf(source: string): Model {
  const { model, diagnostics } = readModel(source);
  if (!model) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return model;
}

/** The derivation of the first gradient that a model is asked for. */
export function derivationOf(model: Model): Derivation {
  const request = model.requests.find((candidate) => candidate.kind === "gradient");
  if (request?.kind !== "gradient") throw new Error("the model is not asked for a gradient");
  return deriveSteps(model, request, derive(model, request).answer);
}

export const stepsOf = ({ groups }: Derivation): readonly Step[] => groups.flatMap(({ steps }) => steps);

/** `∂f[i] = (f[i] − y[i])/(f[i]·(1 − f[i]))`, for every step of a group. */
export function printed(derivation: Derivation, kind: Group["kind"]): string[] {
  const { system, groups } = derivation;
  const print = equationPrinter(system);
  const steps = groups.filter((group) => group.kind === kind).flatMap((group) => group.steps);
  return steps.map(({ tensor, right }) => {
    const equation = system.equations.find(({ name }) => name === tensor);
    const origin = equation?.origin ?? { rule: "shared" };
    const text = print({ name: tensor, axes: right.axes.map(({ dim }) => dim), body: right.body, origin });
    return text.split("    ")[0] ?? "";
  });
}
