import { endsOperand, type Token } from "../parse/token.ts";

const powers: ReadonlySet<string> = new Set(["^", ".^"]);
const opening: ReadonlySet<string> = new Set(["(", "["]);
const hugging: ReadonlySet<string> = new Set([")", "]", ",", ";", ":", "'"]);
const products: ReadonlySet<string> = new Set(["*", "/", ".*", "./", "^", ".^"]);

/** `-` before its operand. */
const isSign = (token: Token, before: Token | undefined): boolean => token.type === "-" && !endsOperand(before);

/**
 * Whether a word stands close to the one before it (which may stand close to the second before it): brackets to what
 * they enclose and to what they are applied to, powers and signs to their operands.
 */
export function isClose(token: Token, before: Token, second: Token | undefined): boolean {
  if (opening.has(before.type) || hugging.has(token.type) || isSign(before, second)) return true;
  if (opening.has(token.type) && endsOperand(before)) return true;
  if (!powers.has(token.type) && !powers.has(before.type)) return false;
  // `1. ^ x` close together would be `1 .^ x`.
  return !endsInPoint(powers.has(token.type) ? before : second);
}

const endsInPoint = (token: Token | undefined): boolean => token?.type === "number" && token.value.endsWith(".");

/**
 * The strokes of fractions such as `1/n` and `-1/2`: a number over a number or a name, where nothing that binds as
 * tightly stands before it. `x / 1/n` would read as what it is not.
 */
export const fractionStrokes = (tokens: readonly Token[]): ReadonlySet<Token> =>
  new Set(tokens.filter(({ type }, at) => type === "/" && isFraction(tokens, at)));

const plain: ReadonlySet<string> = new Set(["number", "name"]);

function isFraction(tokens: readonly Token[], stroke: number): boolean {
  const [over, under, after] = [-1, 1, 2].map((offset) => tokens[stroke + offset]);
  if (over?.type !== "number" || endsInPoint(over) || !plain.has(under?.type ?? "")) return false;
  return !opening.has(after?.type ?? "") && beginsProduct(tokens, stroke - 1);
}

function beginsProduct(tokens: readonly Token[], at: number): boolean {
  let first = at;
  while (tokens[first - 1]?.type === "-" && !endsOperand(tokens[first - 2])) first--;
  return !products.has(tokens[first - 1]?.type ?? "");
}

/** How tightly a word joins what stands around it, as far as a line may end after it: the loosest is broken first. */
export function tightness(token: Token, before: Token | undefined): number | undefined {
  return isSign(token, before) ? undefined : tightnesses.get(token.type);
}

const tightnesses: ReadonlyMap<string, number> = new Map([
  ...[";", ","].map((type) => [type, 0] as const),
  ...["then", "else"].map((type) => [type, 1] as const),
  ["or", 2],
  ["and", 3],
  ...["<", "<=", ">", ">=", "==", "!="].map((type) => [type, 4] as const),
  ...["+", "-"].map((type) => [type, 5] as const),
  ...["*", "/", ".*", "./"].map((type) => [type, 6] as const),
]);
