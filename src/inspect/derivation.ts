import type { Check, Derivation, Group, Partial, Step } from "../derivation/derivation.ts";
import { deriveSteps } from "../derivation/derive.ts";
import type { Dim } from "../equations/dim.ts";
import type { Model } from "../equations/kernel.ts";
import type { System } from "../equations/system.ts";
import { component, kronecker, partial, symbol } from "../notation/build.ts";
import type { Formula } from "../notation/formula.ts";
import { notationOf } from "../notation/notation-of.ts";
import type { Notation, Style } from "../notation/notation.ts";
import { text } from "../notation/text.ts";
import type { Derived } from "../pipeline.ts";
import type { ReportDerivation, ReportGroup, ReportStep } from "./report.ts";

/** How a gradient comes about, in notation; nothing where a value alone is asked for. */
export function derivationReport(model: Model, derived: Derived, style: Style): ReportDerivation | undefined {
  const { request, answer } = derived;
  if (request.kind !== "gradient") return undefined;
  const derivation = deriveSteps(model, request, answer);
  const { groups, conclusion } = derivation;
  const notation = notationFor(derivation, model.system, style);
  const writer = new StepWriter(notation, derivation.system);
  return { groups: groups.map((group) => groupReport(group, writer)), conclusion };
}

/**
 * Derivatives of one piece by another are arrays where they have rows and columns at the most; elements by their indices
 * are ∂f[i,j]/∂W₂[k,l]. A Kronecker delta is always an element.
 */
function notationFor({ system, partials, deltas }: Derivation, written: System, style: Style): Notation {
  const axes = new Map([...system.inputs, ...system.equations].map((tensor) => [tensor.name, tensor.axes]));
  const isArray = (tensor: string): boolean =>
    style.notation === "matrix" && hiddenAxes(axes.get(tensor) ?? [], style).length <= 2;
  const symbols = new Map<string, Formula>();
  const elements = new Map<string, (indices: readonly Formula[]) => Formula>();
  for (const [tensor, one] of partials) {
    symbols.set(tensor, partial(tensorSymbol(one.of), tensorSymbol(one.by)));
    if (one.ofAxes.length > 0 && !isArray(tensor)) elements.set(tensor, elementOf(one));
  }
  for (const delta of deltas) {
    elements.set(delta, ([left = symbol(delta), right = symbol(delta)]) => kronecker(left, right));
  }
  return notationOf({ system, written, style, symbols, elements });
}

const tensorSymbol = (name: string): Formula => symbol(name, name);

const hiddenAxes = (axes: readonly Dim[], { explicit }: Style): readonly Dim[] =>
  axes.filter(({ name }) => !explicit.has(name));

/** ∂f[i,j]/∂W₂[k,l] of the indices of the derivative as it is stored. */
const elementOf =
  ({ of, by, ofAxes, byAxes }: Partial) =>
  (indices: readonly Formula[]): Formula => {
    const at = (positions: readonly number[]): Formula[] => positions.map((position) => indices[position]!);
    return partial(component(tensorSymbol(of), at(ofAxes)), component(tensorSymbol(by), at(byAxes)));
  };

/** Writes steps one after the other: a left side is repeated where a step is written in another way than the one before. */
class StepWriter {
  readonly #notation: Notation;
  readonly #system: System;
  #left = "";

  constructor(notation: Notation, system: System) {
    this.#notation = notation;
    this.#system = system;
  }

  write({ number, tensor, continues, subject, right, changed, rule, check }: Step): ReportStep {
    const { body, axes } = right;
    const origin = this.#system.equations.find(({ name }) => name === tensor)?.origin ?? { rule: "shared" };
    const equation = { name: tensor, axes: axes.map(({ dim }) => dim), body, origin };
    const line = this.#notation.line(equation, { marked: changed, ...(subject && { left: subject.body }) });
    const isSame = continues && text(line.left) === this.#left;
    this.#left = text(line.left);
    return {
      ...{ number, tensor, rule },
      left: isSame ? undefined : line.left,
      right: line.right,
      ranges: isSame ? [] : line.ranges,
      check: checkText(check),
    };
  }
}

const groupReport = ({ kind, title, steps }: Group, writer: StepWriter): ReportGroup => ({
  kind,
  title,
  steps: steps.map((step) => writer.write(step)),
  check: groupCheck(steps.map(({ check }) => check)),
});

const checkedAgainst: { readonly [A in Check["against"]]: string } = {
  definition: "as the file says",
  differences: "as central differences say",
  "previous step": "equal to the step before",
  "compiled gradient": "equal to the compiled gradient",
};

const points = (count: number): string => `${count} random ${count === 1 ? "point" : "points"}`;

function checkText({ against, points: count, worst }: Check): string {
  if (count === 0) return "no random point lay where it is defined: not checked";
  return `${checkedAgainst[against]} at ${points(count)}, ${withinText(worst)}`;
}

/** How far numbers agree: coarsely, so that machines that round otherwise say the same. */
function withinText(worst: number): string {
  const digits = [12, 9, 6].find((count) => worst < 10 ** -count);
  return digits === undefined ? "as far as differences can tell" : `to ${digits} digits`;
}

/** How the steps of a group were checked: the fewest points that any of them had, and the largest difference. */
function groupCheck(checks: readonly Check[]): string {
  const counted = checks.filter((check) => check.points > 0);
  const unchecked = checks.length - counted.length;
  if (counted.length === 0) return "not checked: no random point lay where the formulas are defined";
  const fewest = Math.min(...counted.map((check) => check.points));
  const worst = Math.max(...counted.map((check) => check.worst));
  const how =
    counted.length === 1 ? "checked" : counted.length === 2 ? "both checked" : `all ${counted.length} checked`;
  const rest = unchecked === 0 ? "" : `; ${unchecked} not, since no random point lay where they are defined`;
  return `${how} in numbers, each at ${points(fewest)}, ${withinText(worst)}${rest}`;
}
