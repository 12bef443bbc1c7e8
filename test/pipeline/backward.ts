import type { Kernel } from "../../src/equations/kernel.ts";
import { printEquation } from "../../src/equations/print.ts";
import type { Term } from "../../src/equations/intern.ts";
import { tensorsIn } from "../../src/equations/reads.ts";
import type { Equation } from "../../src/equations/system.ts";
import { everyPart } from "../../src/equations/walk.ts";
import { isNegative } from "../../src/util/rational.ts";

/** The equations that the loss itself does not need: the backward half. */
export function backwardHalf({ system, request }: Kernel): Equation[] {
  const forward = new Set([request.of]);
  for (const { name, body } of [...system.equations].reverse()) {
    if (forward.has(name)) for (const tensor of tensorsIn(body)) forward.add(tensor);
  }
  return system.equations.filter(({ name, origin }) => !forward.has(name) || origin.rule === "gradient");
}

const logarithms: ReadonlySet<string> = new Set(["log", "log1p", "log1mexp", "softplus", "logcosh", "xlogy"]);

const isLogarithm = (part: Term): boolean =>
  (part.kind === "call" && logarithms.has(part.fn)) || (part.kind === "reduce" && part.operator === "logsumexp");

/** A division by anything but numbers and sizes. */
const isDivision = (part: Term): boolean =>
  part.kind === "power" &&
  isNegative(part.exponent) &&
  everyPart(part.base).some(({ kind }) => kind === "read" || kind === "call");

/** The equations of the backward half that divide or take a logarithm. */
export const costlyBackwards = (kernel: Kernel): string[] =>
  backwardHalf(kernel)
    .filter(({ body }) => everyPart(body).some((part) => isLogarithm(part) || isDivision(part)))
    .map((equation) => printEquation(equation));
