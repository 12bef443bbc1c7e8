import type { Helper, ModuleText } from "./module-text.ts";
import { isIdentifier } from "./names.ts";

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
  checkLength: (array) => `
function checkLength(name: string, view: ${array}, expected: number, shape: string): void {
  if (view.length !== expected) {
    throw new RangeError(\`\${name}: expected \${expected} \${expected === 1 ? "element" : "elements"}\${shape && \` (\${shape})\`}, got \${view.length}\`);
  }
}`,
  checkNumber: () => `
function checkNumber(name: string, value: number): void {
  if (typeof value !== "number") throw new TypeError(\`\${name}: expected a number, got \${typeof value}\`);
}`,
  checkWork: (array) => `
function checkWork(work: ${array}, expected: number): void {
  if (work.length < expected) throw new RangeError(\`work: expected at least \${expected} elements, got \${work.length}\`);
}`,
  checkApart: (array) => `
/** An array that is written shares no memory with another. */
function checkApart(name: string, view: ${array}, otherName: string, other: ${array}): void {
  if (
    view.buffer === other.buffer &&
    view.byteOffset < other.byteOffset + other.byteLength &&
    other.byteOffset < view.byteOffset + view.byteLength &&
    name !== otherName
  ) {
    throw new RangeError(\`\${name}: overlaps \${otherName}\`);
  }
}`,
};

/** The private functions that the module turned out to use. */
export function helpersOf(module: ModuleText): string[] {
  const outputs = [...module.outputChecks.values()].map(({ name, wrt, type }) => {
    const lines = wrt.map((param) => {
      const label = JSON.stringify(`grad.${param}`);
      const value = isIdentifier(param) ? `grad.${param}` : `grad[${JSON.stringify(param)}]`;
      return `checkApart(name, view, ${label}, ${value});`;
    });
    const head = `function ${name}(name: string, view: ${module.array}, grad: ${type}, work: ${module.array}): void {`;
    return `\n${[head, ...lines, 'checkApart(name, view, "work", work);', "}"].join("\n")}`;
  });
  const helpers = (Object.keys(texts) as Helper[]).filter((helper) => module.uses(helper));
  return [...outputs, ...helpers.map((helper) => texts[helper](module.array))];
}
