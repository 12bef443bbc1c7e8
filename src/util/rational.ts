/** An exact fraction in lowest terms with a positive denominator. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** @throws Error where the denominator is 0 */
export function rational(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new Error("internal: a rational with denominator 0");
  const divisor = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { numerator: n / divisor, denominator: d / divisor };
}

export const plus = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const times = (a: Rational, b: Rational): Rational =>
  rational(a.numerator * b.numerator, a.denominator * b.denominator);

export const negative = (a: Rational): Rational => ({ numerator: -a.numerator, denominator: a.denominator });

/** @throws Error where a is 0 */
export const reciprocal = (a: Rational): Rational => rational(a.denominator, a.numerator);

export const equals = (a: Rational, b: Rational): boolean =>
  a.numerator === b.numerator && a.denominator === b.denominator;

export const isInteger = (a: Rational): boolean => a.denominator === 1n;
export const isEven = (a: Rational): boolean => isInteger(a) && a.numerator % 2n === 0n;
export const isZero = (a: Rational): boolean => a.numerator === 0n;
export const isNegative = (a: Rational): boolean => a.numerator < 0n;

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export function order(a: Rational, b: Rational): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** a^exponent for a whole exponent. @throws Error for 0 to a negative exponent */
export function raise(a: Rational, exponent: bigint): Rational {
  if (exponent < 0n) return raise(reciprocal(a), -exponent);
  return rational(a.numerator ** exponent, a.denominator ** exponent);
}

/** The exact square root, where there is one. */
export function exactSquareRoot(a: Rational): Rational | undefined {
  const numerator = integerSquareRoot(a.numerator);
  const denominator = integerSquareRoot(a.denominator);
  return numerator === undefined || denominator === undefined ? undefined : rational(numerator, denominator);
}

function integerSquareRoot(n: bigint): bigint | undefined {
  if (n < 0n || n > 2n ** 104n) return undefined;
  const guess = BigInt(Math.round(Math.sqrt(Number(n))));
  return guess * guess === n ? guess : undefined;
}

const bitLength = (n: bigint): number => n.toString(2).length;

/** The double nearest to a, ties to even; exact arithmetic up to the one rounding. */
export function toNumber(a: Rational): number {
  if (a.numerator < 0n) return -toNumber(negative(a));
  if (a.numerator === 0n) return 0;
  // Scale the quotient to at least 66 bits with a sticky last bit, so that its own rounding to double is the only one.
  const shift = 66 - (bitLength(a.numerator) - bitLength(a.denominator));
  const [n, d] =
    shift >= 0 ? [a.numerator << BigInt(shift), a.denominator] : [a.numerator, a.denominator << BigInt(-shift)];
  const quotient = (n / d) | (n % d === 0n ? 0n : 1n);
  return scaleByPowerOfTwo(quotient, -shift);
}

/** quotient · 2^exponent, correctly rounded also where the result is subnormal. */
function scaleByPowerOfTwo(quotient: bigint, exponent: number): number {
  const lowest = -1074;
  if (exponent + bitLength(quotient) - 1 >= -1022) {
    const half = Math.trunc(exponent / 2);
    return Number(quotient) * 2 ** half * 2 ** (exponent - half);
  }
  const drop = BigInt(lowest - exponent);
  const kept = quotient >> drop;
  const rest = quotient & ((1n << drop) - 1n);
  const half = 1n << (drop - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(up ? kept + 1n : kept) * 2 ** lowest;
}

/** Reads a decimal literal such as `12`, `.5`, `1e-3` exactly. @throws Error where the text is not one */
export function parseDecimal(text: string): Rational {
  const match = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) throw new Error(`internal: not a number: ${text}`);
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction || "0");
  return power >= 0 ? rational(digits * 10n ** BigInt(power)) : rational(digits, 10n ** BigInt(-power));
}

/** A short exact text: `3`, `-1/2`. */
export const printRational = (a: Rational): string =>
  isInteger(a) ? String(a.numerator) : `${String(a.numerator)}/${String(a.denominator)}`;
