import { needsBrackets, unmarked, type Place } from "./brackets.ts";
import type { ComponentFormula, Formula, SampleFormula } from "./formula.ts";

/**
 * What the printers that draw in two dimensions share: how indices and samples pile up below and above one thing, and
 * where that takes brackets.
 */
export interface Piled {
  /** What everything is attached to. */
  readonly core: Formula;
  readonly brackets: boolean;
  readonly below: readonly Formula[];
  readonly above: readonly Formula[];
}

/** h₁⁽ⁱ⁾[j] is h with 1 and j below and i above. */
export function pile(formula: ComponentFormula | SampleFormula): Piled {
  if (formula.kind === "sample") {
    return {
      core: formula.of,
      brackets: scriptBrackets("base", formula.of, "above"),
      below: [],
      above: formula.indices,
    };
  }
  const { of, indices } = formula;
  if (of.kind !== "sample") {
    return { core: of, brackets: scriptBrackets("indexed", of, "below"), below: indices, above: [] };
  }
  const brackets = scriptBrackets("base", of.of, "below") || scriptBrackets("base", of.of, "above");
  return { core: of.of, brackets, below: indices, above: of.indices };
}

/** Whether what gets something above or below needs brackets: also where there is something already. */
export function scriptBrackets(place: Place, formula: Formula, side: "above" | "below"): boolean {
  return needsBrackets(place, formula) || occupied(unmarked(formula))[side];
}

interface Occupied {
  readonly above: boolean;
  readonly below: boolean;
}

/** Which sides of a formula are taken. The subscripts of a name make room for indices. */
function occupied(formula: Formula): Occupied {
  if (formula.kind === "component") return { above: unmarked(formula.of).kind === "sample", below: true };
  return { above: false, below: formula.kind === "kronecker" || (formula.kind === "norm" && formula.norm === "one") };
}

/** Whether indices are so short that they need no commas: `jk`. */
export const areLetters = (indices: readonly Formula[]): boolean =>
  indices.every((index) => {
    const inner = unmarked(index);
    return inner.kind === "symbol" && /^\p{L}$/u.test(inner.name);
  });
