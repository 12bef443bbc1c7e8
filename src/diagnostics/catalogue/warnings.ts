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
  W0604: {
    severity: "warning",
    title: "Possible division by zero",
    explanation:
      "Nothing in the formula keeps the divisor away from 0, where the quotient is infinite or not a number, and so is the gradient. The condition of an `if` around it counts.",
  },
  W0605: {
    severity: "warning",
    title: "Logarithm of what may not be positive",
    explanation:
      "The logarithm of a negative number is not a number, and makes the loss and all of its gradient so. Of 0 it is −∞.",
  },
  W0606: {
    severity: "warning",
    title: "Root of what may be negative",
    explanation: "A root or a fractional power of a negative number is not a number.",
  },
  W0607: {
    severity: "warning",
    title: "Argument outside of the domain",
    explanation: "The arcsine and the arccosine are those of numbers from −1 to 1.",
  },
  W0608: {
    severity: "warning",
    title: "Exponential that overflows",
    explanation:
      "Beyond 709 an exponential is infinite in floating point, and the loss or its gradient is infinite or not a number where mathematics has an ordinary number. Formulas that are known to come to that are rewritten; this one is not among them.",
  },
  W0609: {
    severity: "warning",
    title: "Loss that is not bounded below",
    explanation:
      "The loss falls without end along a parameter, so that descent never arrives. A sign may be wrong, or a penalty missing.",
  },
  W0610: {
    severity: "warning",
    title: "Plan without effect",
    explanation:
      "The plan asks for a layout of loops that this model cannot have. Samples go through in tiles where nothing but sums joins them; straight-line code needs fixed sizes, but for one.",
  },
} as const satisfies Readonly<Record<`W06${number}`, CatalogueRow>>;
