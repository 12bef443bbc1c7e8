import type { Place } from "./brackets.ts";
import type { ConnectiveFormula, RelationFormula } from "./formula.ts";

/** The characters of relations, in text and in MathML. */
export const relations: { readonly [O in RelationFormula["operator"]]: string } = {
  less: "<",
  lessOrEqual: "≤",
  equal: "=",
  notEqual: "≠",
};

/** Those of connectives, and the place of what they connect. */
export const connectives: { readonly [O in ConnectiveFormula["operator"]]: { place: Place; sign: string } } = {
  and: { place: "conjunct", sign: "∧" },
  or: { place: "disjunct", sign: "∨" },
};
