import { Decimal } from "decimal.js";

/**
 * eˣ and log x in whole numbers of 10⁻ᵈ, by argument reduction and Taylor's series: at a thousand digits a hundred times
 * faster than decimal.js, which decides how often a formula can be held against its mathematics.
 */

type Arithmetic = typeof Decimal;

const guard = 15;

/** artanh(1/n) in units of 1/unit. */
function inverseArtanh(n: bigint, unit: bigint): bigint {
  let [power, total] = [unit / n, 0n];
  for (let k = 1n; power !== 0n; k += 2n) {
    total += power / k;
    power /= n * n;
  }
  return total;
}

const logarithmsOfTen = new Map<number, bigint>();

/** log 10 = 46·artanh(1/31) + 34·artanh(1/49) + 20·artanh(1/161), in units of 10⁻ᵈ. */
function logOfTen(digits: number): bigint {
  const known = logarithmsOfTen.get(digits);
  if (known !== undefined) return known;
  const unit = 10n ** BigInt(digits);
  const made = 46n * inverseArtanh(31n, unit) + 34n * inverseArtanh(49n, unit) + 20n * inverseArtanh(161n, unit);
  logarithmsOfTen.set(digits, made);
  return made;
}

/** How often the argument is halved before the series, and the result squared after it. */
const halvings = (digits: number): bigint => BigInt(Math.ceil(Math.sqrt(digits * 1.7)));

/** eˣ = 10ᵏ·(e^(r/2ᵐ))^(2ᵐ) with r = x − k·log 10. */
export function exponential(x: Decimal, Number: Arithmetic): Decimal {
  if (!x.isFinite() || x.abs().gt(1e15)) return x.exp();
  const size = Math.max(0, x.e);
  const digits = Number.precision + guard + size;
  const times = halvings(digits);
  const working = digits + Math.ceil(0.31 * globalThis.Number(times));
  const unit = 10n ** BigInt(working);
  const logTen = logOfTen(working);
  const whole = toUnits(x, working);
  const tens = whole / logTen;
  const reduced = (whole - tens * logTen) >> times;
  let [term, total] = [unit, unit];
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = (term * reduced) / unit / k;
    total += term;
  }
  for (let k = 0n; k < times; k++) total = (total * total) / unit;
  return new Number(`${String(total)}e${String(tens - BigInt(working))}`);
}

/** x in units of 10⁻ᵈ, cut short. */
function toUnits(x: Decimal, digits: number): bigint {
  const Exact = Decimal.clone({ precision: 1e9, minE: -9e15, maxE: 9e15, toExpPos: 9e15, toExpNeg: -9e15 });
  return BigInt(
    new Exact(x)
      .times(new Exact(`1e${digits}`))
      .trunc()
      .toFixed(),
  );
}

/** log x, by Halley's iteration on eʸ = x, which triples the digits at each step. */
export function logarithm(x: Decimal, Number: Arithmetic): Decimal {
  if (!x.isFinite() || !x.gt(0) || x.eq(1)) return x.ln();
  const Wide = Number.clone({ precision: Number.precision + guard + Math.max(0, -x.minus(1).e) });
  const { mantissa, exponent } = { mantissa: x.div(new Wide(`1e${x.e}`)).toNumber(), exponent: x.e };
  let y = new Wide(Math.log(mantissa) + exponent * Math.LN10);
  for (let known = 12; known < 2 * Wide.precision; known *= 3) {
    const power = exponential(y, Wide);
    y = y.plus(new Wide(x).minus(power).times(2).div(power.plus(x)));
  }
  return new Number(y);
}

/** The number that a double is, exactly. */
export function exactly(value: number): Decimal {
  const Exact = Decimal.clone({ precision: 1200, minE: -9e15, maxE: 9e15 });
  if (!globalThis.Number.isFinite(value) || globalThis.Number.isInteger(value)) return new Exact(value);
  let [mantissa, halved] = [value, 0];
  while (!globalThis.Number.isInteger(mantissa)) {
    mantissa *= 2;
    halved++;
  }
  return new Exact(mantissa).div(new Exact(2).pow(halved));
}
