import { isInteger, isNegative, negative, printRational, rational, times, type Rational } from "../util/rational.ts";

const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A whole number as an exponent: `⁻²`. */
export const superscript = (n: bigint): string =>
  String(n).replace(/./g, (character) => (character === "-" ? "⁻" : digits.charAt(Number(character))));

/** The shortest exact text of a number: `3`, `−1/2`, `0.001`, `1e300`. */
export function numberText(value: Rational): string {
  if (isNegative(value)) return `−${numberText(negative(value))}`;
  const { numerator, denominator } = value;
  if (isInteger(value)) return wholeText(numerator);
  const places = decimalPlaces(denominator);
  if (denominator <= 16n || places === undefined) return printRational(value);
  const { numerator: scaled } = times(value, rational(10n ** BigInt(places)));
  const text = String(scaled);
  if (text.length + 6 < places) return scientific(text, `−${places - text.length + 1}`);
  const padded = text.padStart(places + 1, "0");
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

function wholeText(n: bigint): string {
  const text = String(n);
  const [, head = text, zeros = ""] = /^(.*?)(0*)$/.exec(text) ?? [];
  return zeros.length > 6 ? scientific(head, String(text.length - 1)) : text;
}

/** 15 and 300 give `1.5e300`. */
const scientific = (digits: string, exponent: string): string =>
  `${digits.slice(0, 1)}${digits.length > 1 ? "." : ""}${digits.slice(1)}e${exponent}`;

/** How many decimal places write a fraction with this denominator exactly, if some do. */
function decimalPlaces(denominator: bigint): number | undefined {
  let rest = denominator;
  let [twos, fives] = [0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n && fives > 0 ? Math.max(twos, fives) : undefined;
}
