import type { CatalogueRow } from "./row.ts";

/** E01xx: the text of a file and its syntax. */
export const textRows = {
  E0101: {
    severity: "error",
    title: "Not UTF-8 text",
    explanation:
      "A .nabla file is text in UTF-8. This one holds bytes that are not; it may be a binary file, or text saved in another encoding. Save it as UTF-8.",
  },
  E0102: {
    severity: "error",
    title: "File too long",
    explanation:
      "A .nabla file may hold up to 1 MB of text. A model of that length is nearly always generated: write the repetition with an index or a function instead.",
  },
  E0103: {
    severity: "error",
    title: "Bidirectional control character",
    explanation:
      "Such a character is invisible and changes the order in which the text around it is shown, so that a reader sees another formula than the compiler does. It is refused everywhere, also in comments.",
  },
  E0104: {
    severity: "error",
    title: "Character outside the language",
    explanation:
      "The language uses letters, digits, `_`, brackets and the operators `+ - * / .* ./ ^ .^ ' < <= > >= == !=`, with `⊙` for `.*`, `⊘` for `./` and `ᵀ` for `'`. Other mathematical signs have a spelling in these.",
  },
  E0105: {
    severity: "error",
    title: "Unterminated comment",
    explanation:
      "A comment that begins with `/*` lasts until `*/`; without it the rest of the file is a comment. Comments do not nest. For one line, write `//`.",
  },
  E0106: {
    severity: "error",
    title: "Malformed number",
    explanation:
      "A number is written in decimal: `2`, `1.5`, `.5`, `1e-3`. A product is always written with `*`: `2 * x`, not `2x`. A name cannot begin with a digit.",
  },
  E0107: {
    severity: "error",
    title: "Number out of range",
    explanation:
      "Numbers are double precision: from about 4.9e-324 to about 1.8e308. A larger one would be infinite, and a smaller one zero.",
  },
  E0108: {
    severity: "error",
    title: "Nested too deeply",
    explanation:
      "Brackets, powers, signs and `if` may be nested 200 deep in one statement. Give inner parts a name of their own.",
  },
  E0109: {
    severity: "error",
    title: "Bracket never closed",
    explanation:
      "While a bracket is open, a statement goes on over the ends of lines. It ends where a line begins the next statement, and its brackets must be closed by then.",
  },
  E0110: {
    severity: "error",
    title: "Closing bracket without its opening one",
    explanation: "Each `)` closes a `(` and each `]` a `[`, the innermost first, within one statement.",
  },
  E0111: {
    severity: "error",
    title: "Unexpected word or sign",
    explanation:
      "A statement is a declaration (`dim`, `param`, `data`, `const`), a definition (`name = …`, `name[i, j] = …`), a function (`name(v) = …`) or a request (`emit …`).",
  },
  E0112: {
    severity: "error",
    title: "Unexpected end",
    explanation:
      "The statement is not complete where its line ends. A statement goes on to the next line while a bracket is open, and where the line ends in an operator, a comma, or a word such as `then`.",
  },
  E0113: {
    severity: "error",
    title: "Operator without an operand",
    explanation:
      "An operator such as `*` or `<` stands between two expressions. Only `-` and `not` may begin one. A statement that goes on to the next line has its operator at the end of the first line, not at the beginning of the second.",
  },
  E0114: {
    severity: "error",
    title: "Reserved word as a name",
    explanation:
      "These words belong to the language and cannot be names: `dim param data const emit use if then else and or not in where`.",
  },
  E0115: {
    severity: "error",
    title: "Missing operator",
    explanation:
      "Two expressions stand side by side. A product is always written with an operator: `*` for the matrix product, `.*` for the elementwise one.",
  },
  E0116: {
    severity: "error",
    title: "Chained comparison",
    explanation: "A comparison has two sides. `a < b < c` is written `a < b and b < c`.",
  },
  E0117: {
    severity: "error",
    title: "Not a function that binds an index",
    explanation:
      "`i in n` binds an index in `sum`, `mean`, `prod`, `max`, `min` and `logsumexp`, as in `sum(i in n, x[i]^2)`. No other function has one.",
  },
  E0118: {
    severity: "error",
    title: "Not supported yet",
    explanation: "The language has this, and this version of the compiler does not.",
  },
  E0119: {
    severity: "error",
    title: "Too many problems",
    explanation: "After 100 problems the rest of the file is not read. Such a file is usually not a .nabla file.",
  },
  E0120: {
    severity: "error",
    title: "Nothing in the file",
    explanation:
      "The file holds no statement. A model has at least a parameter and a loss: `param w`, `loss = (w - 1)^2`.",
  },
} as const satisfies Readonly<Record<`E01${number}`, CatalogueRow>>;
