import type { CatalogueRow } from "./row.ts";

/** E02xx: names, their declaration and use. */
export const nameRows = {
  E0201: {
    severity: "error",
    title: "Unknown name",
    explanation:
      "Nothing of that name is declared before this place, and the library has nothing of it. Names are case-sensitive.",
  },
  E0202: {
    severity: "error",
    title: "Duplicate name",
    explanation: "A name is declared once, whatever it names. The names of the library's functions are taken too.",
  },
  E0203: {
    severity: "error",
    title: "Shadowing",
    explanation:
      "An index or a parameter of a function would hide something of the same name. A formula in which a name means two things is hard to read, so it is refused.",
  },
  E0204: {
    severity: "error",
    title: "Use before declaration",
    explanation: "Statements are in order: each uses what stands before it. Move the declaration up.",
  },
  E0205: {
    severity: "error",
    title: "Recursion",
    explanation:
      "A definition or a function leads back to itself. Functions apply by substitution, which would never end. A recurrence along an index is not available in this version.",
  },
  E0206: {
    severity: "error",
    title: "Name that cannot be used",
    explanation:
      "Every JavaScript object has a property of that name, and an emitted module that used it for something else would be a trap. Choose another name.",
  },
  E0207: {
    severity: "error",
    title: "Not a function",
    explanation: "Only functions are applied. A product is written with `*`, an element of an array with `[ ]`.",
  },
  E0208: {
    severity: "error",
    title: "Function without arguments",
    explanation: "A function is not a value: it stands with its arguments, as in `f(x)`.",
  },
  E0209: {
    severity: "error",
    title: "Wrong number of arguments",
    explanation: "A function takes as many arguments as it has parameters.",
  },
  E0210: {
    severity: "error",
    title: "Not a dimension",
    explanation:
      "The axes of a parameter or of data, what an index runs over and the sizes of `ones`, `zeros` and `eye` are dimensions: names declared with `dim`, or whole numbers.",
  },
  E0211: {
    severity: "error",
    title: "Option about a name that the file does not have",
    explanation:
      "A size or a parameter was named from outside the file, such as by `--dim` or `--wrt`, and the file has none of that name.",
  },
  E0212: {
    severity: "error",
    title: "Constant that is not constant",
    explanation:
      "The value of a `const` is a number or made of numbers and other constants. What depends on inputs or on sizes is a definition: write it without `const`.",
  },
  E0213: {
    severity: "error",
    title: "Too many applications",
    explanation:
      "Functions apply by substitution, once for each argument that they are applied to. Where each of thirty functions applies the one before it to what that gives, there are more than a thousand million.",
  },
} as const satisfies Readonly<Record<`E02${number}`, CatalogueRow>>;
