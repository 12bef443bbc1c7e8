import type { Helper, ModuleText, OverlapCheck } from "./module-text.ts";

/** The private functions that find fault with arguments. Total: a helper without a text does not compile. */
const texts: { readonly [H in Helper]: (array: string) => string } = {
  checkSize: () => `
function checkSize(name: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(\`sizes.\${name}: expected a whole number that is not negative, got \${size}\`);
}`,
  checkAtLeast: () => `
function checkAtLeast(name: string, size: number, least: number): void {
  if (size < least) throw new RangeError(\`sizes.\${name}: expected at least \${least}, got \${size}\`);
}`,
  wrongLength: (array) => `
function wrongLength(name: string, view: ${array}, expected: number, shape: string): RangeError {
  return new RangeError(\`\${name}: expected \${expected} \${expected === 1 ? "element" : "elements"}\${shape && \` (\${shape})\`}, got \${view.length}\`);
}`,
  checkNumber: () => `
function checkNumber(name: string, value: number): void {
  if (typeof value !== "number") throw new TypeError(\`\${name}: expected a number, got \${typeof value}\`);
}`,
  shortWork: (array) => `
function shortWork(work: ${array}, expected: number): RangeError {
  return new RangeError(\`work: expected at least \${expected} elements, got \${work.length}\`);
}`,
  checkApart: (array) => `
/** Whatever is written, from position \`written\` on, shares no memory with anything else. */
function checkApart(names: readonly string[], arrays: ${array}[], written: number): void {
  for (let i = written; i < arrays.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = arrays[i]!;
      const b = arrays[j]!;
      if (a.buffer !== b.buffer || a.byteOffset >= b.byteOffset + b.byteLength || b.byteOffset >= a.byteOffset + a.byteLength) continue;
      arrays.length = 0;
      throw new RangeError(\`\${names[i]}: overlaps \${names[j]}\`);
    }
  }
}`,
};

/** More arrays than these are compared in a function of their own: the comparisons would make the caller long. */
const mostComparedInline = 32;

/** Whether an array is not the one of the latest call. Arrays that were found apart stay apart, so comparing is enough. */
const isNew = ({ seen, arrays }: OverlapCheck): string =>
  arrays.map(({ local }, position) => `${seen}[${position}] !== ${local}`).join(" || ");

/** How a function asks that its arrays be held against each other, where they are not those of the latest call. */
export function callOverlapCheck(check: OverlapCheck): string {
  const call = `${check.name}(${check.arrays.map(({ local }) => local).join(", ")});`;
  return check.arrays.length > mostComparedInline ? call : `if (${isNew(check)}) ${call}`;
}

function overlapCheck(check: OverlapCheck, array: string): string {
  const { name, seen, arrays, written } = check;
  const parameters = arrays.map(({ local }) => `${local}: ${array}`).join(", ");
  return `
/** The arrays of the latest call; while they stay the same, they need not be held against each other again. */
const ${seen}: ${array}[] = [];

function ${name}(${parameters}): void {
${arrays.length > mostComparedInline ? `  if (!(${isNew(check)})) return;\n` : ""}${arrays.map(({ local }, position) => `  ${seen}[${position}] = ${local};`).join("\n")}
  checkApart([${arrays.map(({ label }) => label).join(", ")}], ${seen}, ${written});
}`;
}

/**
 * A wrong length is found where the function stands, not in a function of its own: a call for each argument would take
 * as long as a tiny network.
 */
export const lengthCheck = (
  module: ModuleText,
  { label, local, length, shape }: Record<"label" | "local" | "length" | "shape", string>,
): string =>
  `if (${local}.length !== ${length}) throw ${module.helper("wrongLength")}(${label}, ${local}, ${length}, ${shape});`;

export const workCheck = (module: ModuleText, length: string): string =>
  `if (work.length < ${length}) throw ${module.helper("shortWork")}(work, ${length});`;

/** The private functions that the module turned out to use. */
export function helpersOf(module: ModuleText): string[] {
  const checks = module.overlapChecks.map((check) => overlapCheck(check, module.array));
  const helpers = (Object.keys(texts) as Helper[]).filter((helper) => module.uses(helper));
  return [...checks, ...helpers.map((helper) => texts[helper](module.array))];
}
