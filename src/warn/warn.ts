import { type DiagnosticDetails, Diagnostics } from "../diagnostics/collector.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../equations/kernel.ts";
import type { Places } from "../equations/places.ts";
import { printScalar } from "../equations/print.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { type Doubt, doubtsAbout } from "./domains.ts";
import { Walk } from "./walk.ts";

/**
 * What is well-formed and may go wrong with the numbers: operations that may not be defined for all values of inputs.
 * What is not certain to go wrong is said where no condition of a branch rules it out.
 */
export function warn({ system, requests }: Model, places: Places): readonly Diagnostic[] {
  const found = new Warnings(system, places);
  const walk = new Walk(system, (part, knowledge, equation) => {
    for (const doubt of doubtsAbout(part, knowledge)) found.doubt(doubt, equation);
  });
  for (const { of } of requests) walk.from(of);
  return found.all;
}

/** Longer formulas are not repeated. */
const longestShown = 80;

/** The expression as a formula, where it is short enough to be repeated. */
export function formulaOf(scalar: Scalar): string | undefined {
  const text = printScalar(scalar);
  return text.length <= longestShown ? text : undefined;
}

const isSame = (a: string, b: string): boolean => a.replaceAll(/\s/g, "") === b.replaceAll(/\s/g, "");

/** `a - b` for `(a - b)` */
function unbracketed(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  const inner = text.slice(1, -1);
  let depth = 0;
  for (const character of inner) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) return text;
  }
  return inner.trim();
}

class Warnings {
  readonly #collected = new Diagnostics();
  readonly #reported = new Set<string>();
  readonly #system: System;
  readonly #places: Places;

  constructor(system: System, places: Places) {
    this.#system = system;
    this.#places = places;
  }

  doubt(doubt: Doubt, { origin }: Equation): void {
    const { code } = doubt;
    const place = this.#places.of(doubt);
    const span = place?.span ?? origin.span;
    const key = `${code} ${span?.start ?? ""} ${span?.end ?? ""}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    const { message, details } = this.#details(doubt, place?.operand && unbracketed(place.operand));
    this.#collected.report(code, message, { ...(span && { span }), ...details });
  }

  /** What is said of an operation, in the user's words where these can be repeated, else as a formula. */
  #details(doubt: Doubt, written: string | undefined): { message: string; details: DiagnosticDetails } {
    const formula = formulaOf(doubt.operand);
    const shown = written ?? formula;
    const isNews = written !== undefined && formula !== undefined && !isSame(formula, written);
    return {
      message: `this ${doubt.does} ${shown === undefined ? "something" : `\`${shown}\``}, which may be ${doubt.may}`,
      details: {
        notes: isNews ? [`in components it is ${formula}`] : [],
        repairs: written === undefined ? [] : this.#repairs(doubt, written),
      },
    };
  }

  #repairs({ operand, repairs, wantsPositive }: Doubt, written: string): string[] {
    const { inputs } = this.#system;
    const isParam =
      operand.kind === "read" && inputs.some(({ name, role }) => name === operand.tensor && role === "param");
    const positive = `write \`exp(${written})\` or \`softplus(${written})\` for a parameter that has to be positive`;
    return [...(isParam && wantsPositive ? [positive] : []), ...repairs(written)];
  }

  get all(): readonly Diagnostic[] {
    return this.#collected.all;
  }
}
