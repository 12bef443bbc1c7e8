import type { CatalogueRow } from "./row.ts";

/** E03xx: shapes and indices. */
export const shapeRows = {
  E0301: {
    severity: "error",
    title: "Matrix product that does not fit",
    explanation:
      "In `a * b` the last dimension of `a` is the first of `b`. A vector is a column; `v'` is a row, so that `u' * v` is a scalar and `u * v'` a matrix. Dimensions agree by name, also where two of them happen to be of one size.",
  },
  E0302: {
    severity: "error",
    title: "Shapes that differ",
    explanation:
      "Where an operator or a function works element by element, both sides have the same shape, or one is a scalar. Nothing is repeated silently: say along which axis with `ones`, or use index notation.",
  },
  E0303: {
    severity: "error",
    title: "Wrong number of indices",
    explanation:
      "An array takes at most as many indices as it has axes; with fewer it is a slice. Each index is a scalar.",
  },
  E0304: {
    severity: "error",
    title: "Index over another dimension",
    explanation: "An index runs over one dimension, and can only stand at axes of that dimension.",
  },
  E0305: {
    severity: "error",
    title: "Index out of range",
    explanation: "Indices are whole numbers, count from 0 and end one before the size.",
  },
  E0306: {
    severity: "error",
    title: "Index without a dimension",
    explanation:
      "An index on the left of a definition gets its dimension from the axes at which it is used on the right. It needs such a use.",
  },
  E0307: {
    severity: "error",
    title: "Dimension with two sizes",
    explanation: "A dimension has one size. It was fixed twice, to different ones.",
  },
  E0308: {
    severity: "error",
    title: "Size that is not a whole number",
    explanation: "Sizes are whole numbers from 0.",
  },
  E0309: {
    severity: "error",
    title: "Wrong kind of array",
    explanation: "The function or operator is for arrays of another shape: vectors, square matrices or scalars.",
  },
  E0310: {
    severity: "error",
    title: "Quotient of arrays",
    explanation: "`a / b` divides by a scalar, or a scalar by each element. Element by element is `./`.",
  },
  E0311: {
    severity: "error",
    title: "Power of an array",
    explanation:
      "`^` is the power of scalars, or of a square matrix with a whole exponent. The power of each element is `.^`.",
  },
  E0312: {
    severity: "error",
    title: "Size that cannot be told",
    explanation:
      "`vector(1)` and `matrix(1)` take their size from what stands beside them, and here nothing settles it.",
  },
  E0313: {
    severity: "error",
    title: "Condition and number confused",
    explanation: "A condition such as `x > 0` stands after `if` and nowhere else, and after `if` stands a condition.",
  },
} as const satisfies Readonly<Record<`E03${number}`, CatalogueRow>>;
