import type { CatalogueRow } from "./row.ts";

/** W06xx: what compiles and is probably not meant. */
export const warningRows = {
  W0601: {
    severity: "warning",
    title: "Parameter that the loss does not depend on",
    explanation:
      "The gradient for the parameter is 0 everywhere, which is rarely meant. A name may be missing from the loss, or something may cancel.",
  },
  W0602: {
    severity: "warning",
    title: "Unused input",
    explanation: "Nothing in the file uses the input, and still the caller must supply it.",
  },
  W0603: {
    severity: "warning",
    title: "Unused parameter of a function",
    explanation: "The function gives the same whatever this argument is. A name in its body may be mistyped.",
  },
} as const satisfies Readonly<Record<`W06${number}`, CatalogueRow>>;
