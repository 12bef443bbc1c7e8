import { zero } from "../equations/build.ts";
import { Diagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import type { Kernel, Model } from "../equations/kernel.ts";
import type { Places } from "../equations/places.ts";
import { tensorsIn } from "../equations/reads.ts";
import type { Request } from "../equations/request.ts";
import type { System } from "../equations/system.ts";
import { type Overflow, overflowsOf } from "./overflow.ts";
import { unboundedAlong } from "./unbounded.ts";
import { formulaOf } from "./warn.ts";

/** What a request has become. */
export interface Answered {
  readonly request: Request;
  /** The model in canonical form, before differentiation. */
  readonly canonical: System;
  readonly answer: Kernel;
  /** The answer as it is lowered. */
  readonly stable: Kernel;
}

/**
 * What only the answer shows: a gradient that simplifies to 0, a loss without a least value, and an exponential that
 * overflows although it has been rewritten as far as it goes.
 */
export function warnOfAnswers({ system }: Model, answers: readonly Answered[], places: Places): readonly Diagnostic[] {
  const found = new AnswerWarnings(system, places);
  for (const answered of answers) {
    found.idle(answered);
    found.overflow(answered);
    if (answered.request.kind === "gradient" && answered.request.of === "loss") {
      found.unbounded(answered.canonical, answered.request.of, answered.request.wrt);
    }
  }
  return found.all;
}

const infinite = (value: number): string => (Number.isNaN(value) ? "not a number" : "infinite");

class AnswerWarnings {
  readonly #collected = new Diagnostics();
  readonly #reported = new Set<string>();
  readonly #system: System;
  readonly #places: Places;

  constructor(system: System, places: Places) {
    this.#system = system;
    this.#places = places;
  }

  /** Parameters of which the loss is made, and whose gradient is 0 all the same. */
  idle({ request: { of }, answer: { system, outputs } }: Answered): void {
    const reached = reachedFrom(of, this.#system);
    for (const output of outputs) {
      if (output.kind !== "gradient" || !reached.has(output.param)) continue;
      const isIdle = system.equations.find(({ name }) => name === output.equation)?.body === zero;
      if (!isIdle || this.#isReported(`W0601 ${output.param}`)) continue;
      this.#collected.report("W0601", `\`${of}\` does not change with the parameter \`${output.param}\``, {
        ...spanOf(this.#places.ofInput(output.param)),
        notes: ["its gradient is 0 everywhere: it cancels, or has no part but in steps such as `floor` and `sign`"],
        repairs: ["check the formula, or declare the parameter as `data`, or remove it"],
      });
    }
  }

  unbounded(canonical: System, of: string, wrt: readonly string[]): void {
    const along = unboundedAlong(canonical, of, wrt);
    const [first] = along;
    if (!first) return;
    const where = first.where === undefined ? "" : ` if \`${first.where}\` is never negative, as labels are`;
    const falls = `it falls without end along \`${first.param}\``;
    this.#collected.report("W0609", `\`${of}\` has no least value${where}: ${falls}`, {
      ...spanOf(this.#spanOf(of)),
      notes: along.map(({ because }) => because),
      repairs: [
        "check its sign: a log-likelihood is to be large, and its negative is the loss",
        `or add what holds it back, such as \`1e-3 * sum(${first.param} .^ 2)\``,
      ],
    });
  }

  overflow({ request: { of }, answer, stable }: Answered): void {
    for (const overflow of overflowsOf(this.#system, answer, stable)) {
      const span = this.#places.of(overflow.operated)?.span ?? this.#spanOf(of);
      if (this.#isReported(`W0608 ${span?.start ?? ""} ${span?.end ?? ""}`)) continue;
      const { message, notes, repairs } = told(overflow, of);
      this.#collected.report("W0608", message, { ...spanOf(span), notes, repairs });
    }
  }

  #spanOf(equation: string): Span | undefined {
    return this.#system.equations.find(({ name }) => name === equation)?.origin.span;
  }

  #isReported(key: string): boolean {
    if (this.#reported.has(key)) return true;
    this.#reported.add(key);
    return false;
  }

  get all(): readonly Diagnostic[] {
    return this.#collected.all;
  }
}

const spanOf = (span: Span | undefined): { readonly span?: Span } => (span ? { span } : {});

/** What is said of an overflow. The formula is shown and not what is written there: it may be the divisor that is meant. */
function told(
  { operated: { operation, operand }, output, found, exact, exponent }: Overflow,
  of: string,
): { message: string; notes: string[]; repairs: string[] } {
  const formula = formulaOf(operand);
  const subject = formula === undefined ? "an exponential" : `\`${operation}(${formula})\``;
  const what = output.kind === "gradient" ? `the gradient for \`${output.param}\`` : `\`${of}\``;
  const size = operation === "sinh" || operation === "cosh" ? "the size of its argument" : "its argument";
  return {
    message: `${subject} overflows where ${size} is more than 709, and ${what} is ${infinite(found)} there`,
    notes: [`at ${exponent.toPrecision(3)}, for example, it is ${Number(exact.toPrecision(3))} in mathematics`],
    repairs: [
      `keep the argument below that: \`${operation}(min(…, 700))\``,
      "or write the formula with the exponential of the opposite sign, which vanishes instead",
    ],
  };
}

/** The inputs and equations that an equation depends on. */
function reachedFrom(equation: string, { equations }: System): ReadonlySet<string> {
  const reached = new Set([equation]);
  for (const { name, body } of equations.toReversed())
    if (reached.has(name)) for (const tensor of tensorsIn(body)) reached.add(tensor);
  return reached;
}
