import type { Decimal } from "decimal.js";
import { exponential, logarithm } from "./precise-exponential.ts";
import { plus, rational, times, type Rational } from "../util/rational.ts";

/**
 * Special functions to as many digits as the arithmetic has, by the oldest series there are: a Taylor series for erf,
 * and Stirling's for log Γ and its derivatives, after the recurrence has moved the argument to where it converges.
 */

type Arithmetic = typeof Decimal;

/** Decimal arithmetic with a number of digits, which is told of every small value on the way: see `evaluate-precise.ts`. */
export interface Precision {
  readonly Number: Arithmetic;
  readonly note: (value: Decimal) => Decimal;
}

/** erf(x) = 2/√π · e^(−x²) · Σₙ 2ⁿ·x^(2n+1)/(2n+1)!!, where every term is positive. */
export function erf(x: Decimal, precision: Precision): Decimal {
  const { Number, note } = precision;
  if (x.isNaN() || x.isZero()) return x;
  if (x.isNegative()) return erf(x.neg(), precision).neg();
  const square = x.times(x);
  const decay = note(exponential(square.neg(), Number));
  // Beyond, 1 − erf(x) < e^(−x²) is less than the last digit.
  if (square.gt(Number.precision * Math.LN10)) return new Number(1);
  const least = new Number(10).pow(-Number.precision - 5);
  let term = x;
  let total = x;
  for (let n = 1; term.gt(total.times(least)); n++) {
    term = term
      .times(square)
      .times(2)
      .div(2 * n + 1);
    total = total.plus(term);
  }
  return total.times(decay).times(2).div(pi(Number).sqrt());
}

const pi = (Number: Arithmetic): Decimal => Number.acos(-1);

const bernoulliNumbers: Rational[] = [rational(1)];

/** The Bernoulli number Bₖ, by Σⱼ C(k + 1, j)·Bⱼ = 0. */
function bernoulli(k: number): Rational {
  for (let n = bernoulliNumbers.length; n <= k; n++) {
    let binomial = 1n;
    let sum = rational(0);
    for (let j = 0; j < n; j++) {
      sum = plus(sum, times(rational(binomial), bernoulliNumbers[j] ?? rational(0)));
      binomial = (binomial * BigInt(n + 1 - j)) / BigInt(j + 1);
    }
    bernoulliNumbers.push(times(sum, rational(-1, n + 1)));
  }
  return bernoulliNumbers[k] ?? rational(0);
}

/** Σₖ B₂ₖ·weight(2k)/x^(2k), up to the smallest term that counts. */
function asymptotic(x: Decimal, Number: Arithmetic, weight: (twice: number) => Rational): Decimal {
  const least = new Number(10).pow(-Number.precision - 5);
  let total = new Number(0);
  for (let k = 1; k < Number.precision; k++) {
    const { numerator, denominator } = times(bernoulli(2 * k), weight(2 * k));
    const term = new Number(String(numerator)).div(String(denominator)).div(x.pow(2 * k));
    total = total.plus(term);
    if (term.abs().lt(least)) break;
  }
  return total;
}

/** From here on the series has all digits. */
const farEnough = (Number: Arithmetic): number => Number.precision / 2 + 10;

const isPole = (x: Decimal): boolean => x.isInteger() && !x.gt(0);

/** log |Γ(x)|; ∞ at the poles. */
export function lgamma(x: Decimal, Number: Arithmetic): Decimal {
  if (isPole(x)) return new Number(Infinity);
  // |Γ(x)·Γ(1 − x)| = π/|sin πx|
  if (x.lt(0.5))
    return pi(Number)
      .div(sinPi(x, Number).abs())
      .ln()
      .minus(lgamma(Number.sub(1, x), Number));
  let [far, product] = [x, new Number(1)];
  for (; far.lt(farEnough(Number)); far = far.plus(1)) product = product.times(far);
  const series = asymptotic(far, Number, (twice) => rational(1, twice * (twice - 1))).times(far);
  const main = far.minus(0.5).times(logarithm(far, Number)).minus(far);
  return main
    .plus(logarithm(pi(Number).times(2), Number).div(2))
    .plus(series)
    .minus(logarithm(product, Number));
}

/** sin πx, with the whole turns of x left out. */
const sinPi = (x: Decimal, Number: Arithmetic): Decimal => x.mod(2).times(pi(Number)).sin();
const cosPi = (x: Decimal, Number: Arithmetic): Decimal => x.mod(2).times(pi(Number)).cos();

/** ψ(x) = d/dx log Γ(x); NaN at the poles. */
export function digamma(x: Decimal, Number: Arithmetic): Decimal {
  if (isPole(x)) return new Number(NaN);
  if (x.lt(0.5)) {
    const reflected = pi(Number).times(cosPi(x, Number)).div(sinPi(x, Number));
    return digamma(Number.sub(1, x), Number).minus(reflected);
  }
  let [far, sum] = [x, new Number(0)];
  for (; far.lt(farEnough(Number)); far = far.plus(1)) sum = sum.plus(far.pow(-1));
  const series = asymptotic(far, Number, (twice) => rational(1, twice));
  return logarithm(far, Number).minus(far.pow(-1).div(2)).minus(series).minus(sum);
}

/** ψ′(x); NaN at the poles. */
export function trigamma(x: Decimal, Number: Arithmetic): Decimal {
  if (isPole(x)) return new Number(NaN);
  if (x.lt(0.5))
    return pi(Number)
      .div(sinPi(x, Number))
      .pow(2)
      .minus(trigamma(Number.sub(1, x), Number));
  let [far, sum] = [x, new Number(0)];
  for (; far.lt(farEnough(Number)); far = far.plus(1)) sum = sum.plus(far.pow(-2));
  const series = asymptotic(far, Number, () => rational(1)).div(far);
  return far.pow(-1).plus(far.pow(-2).div(2)).plus(series).plus(sum);
}
