/** How to write in this language what people paste from papers and from other languages. */
const spellings: ReadonlyMap<string, string> = new Map([
  ["·", "write `*` for a product, `.*` for the elementwise one"],
  ["⋅", "write `*` for a product, `.*` for the elementwise one"],
  ["×", "write `*` for a product"],
  ["∘", "write `.*` (or `⊙`) for the elementwise product"],
  ["÷", "write `/`"],
  ["−", "write `-`"],
  ["–", "write `-`"],
  ["≤", "write `<=`"],
  ["≥", "write `>=`"],
  ["≠", "write `!=`"],
  ["∈", "write `in`"],
  ["&", "write `and`"],
  ["|", "write `or` between conditions, `abs(x)` or `norm2(v)` for bars"],
  ["∧", "write `and`"],
  ["∨", "write `or`"],
  ["¬", "write `not`"],
  ["!", "write `not`"],
  ["′", "write `'` for the transpose"],
  ["’", "write `'` for the transpose"],
  ["⊤", "write `'` for the transpose"],
  ["√", "write `sqrt(x)`"],
  ["∑", "write `sum(i in n, …)`"],
  ["∏", "write `prod(i in n, …)`"],
  ["#", "write `//` for a comment"],
  ["%", "write `//` for a comment"],
  ["{", "write `(`"],
  ["}", "write `)`"],
  ["@", "write `*` for the matrix product"],
  [".", "a transpose is written `W'`, a slice `x[i]`"],
  ["?", "write `if c then a else b`"],
  ["‖", "write `norm2(v)`"],
  ["²", "write `^2`"],
  ["³", "write `^3`"],
  ["⁻", "write `^-`"],
  ["½", "write `1/2`"],
  ["∞", "there is no infinite number"],
]);

/** The repair for a character that the language does not have, if there is one. */
export function spellingOf(character: string): string | undefined {
  const subscript = character.charCodeAt(0) - 0x2080;
  if (subscript >= 0 && subscript <= 9) return `write the digit on the line: \`${subscript}\``;
  return spellings.get(character);
}

/** `U+202E`: for a character that cannot be shown. */
export function invisibleName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
