/**
 * Special functions that `Math` lacks, for the reference evaluator: to a few units in the last place, by series and
 * recurrences that can be checked by hand rather than by fitted coefficients.
 */

const eulerGamma = 0.5772156649015329;

/** erf(x) = 2/√π · ∫₀ˣ e^(−t²) dt */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  return x < 1 ? erfBySeries(x) : 1 - complementByFraction(x);
}

/** 1 − erf(x) */
export function erfc(x: number): number {
  return x < 1 ? 1 - erf(x) : complementByFraction(x);
}

/** 2/√π · e^(−x²) · Σₙ 2ⁿ·x^(2n+1) / (2n+1)!!: every term positive, so nothing cancels. */
function erfBySeries(x: number): number {
  let term = x;
  let total = x;
  for (let n = 1; term > total * 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/** 1 − erf(x) = e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) */
function complementByFraction(x: number): number {
  if (x > 30) return 0;
  let fraction = x;
  for (let k = 300; k >= 1; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/** ζ(k) − 1, by the sum to 100 and Euler and Maclaurin's estimate of the rest. */
function zetaLessOne(k: number): number {
  const n = 100;
  let rest = n ** (1 - k) / (k - 1) - 0.5 * n ** -k + (k / 12) * n ** (-k - 1);
  rest -= ((k * (k + 1) * (k + 2)) / 720) * n ** (-k - 3);
  rest += ((k * (k + 1) * (k + 2) * (k + 3) * (k + 4)) / 30240) * n ** (-k - 5);
  for (let i = n; i >= 2; i--) rest += i ** -k;
  return rest;
}

/** The coefficients of log Γ(2 + s) = Σₖ cₖ·sᵏ: 1 − γ, then (−1)ᵏ·(ζ(k) − 1)/k. */
const aroundTwo = [
  1 - eulerGamma,
  ...Array.from({ length: 40 }, (_, position) => {
    const k = position + 2;
    return ((k % 2 === 0 ? 1 : -1) * zetaLessOne(k)) / k;
  }),
];

const logGammaAroundTwo = (s: number): number => s * aroundTwo.reduceRight((total, c) => total * s + c, 0);

/** The factors of Stirling's series for log Γ: B₂ₖ / (2k·(2k−1)), k = 1 … */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];

/** log |Γ(x)|; ∞ at the poles 0, −1, −2, … */
export function lgamma(x: number): number {
  if (Number.isInteger(x) && x <= 0) return Infinity;
  if (x < 0) return Math.log(Math.PI / Math.abs(sinPi(x))) - lgamma(1 - x);
  if (x < 0.5) return lgamma(1 + x) - Math.log(x);
  if (x < 1.5) return logGammaAroundTwo(x - 1) - Math.log1p(x - 1);
  if (x < 2.5) return logGammaAroundTwo(x - 2);
  if (x < 12) return Math.log(x - 1) + lgamma(x - 1);
  if (x > 1e300) return x * (Math.log(x) - 1);
  const correction = stirling.reduceRight((total, c) => total / (x * x) + c, 0) / x;
  return (x - 0.5) * (Math.log(x) - 1) - 0.5 + 0.5 * Math.log(2 * Math.PI) + correction;
}

/** sin(πx), exact at whole and half numbers. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2);
  return Math.abs(r) <= 0.5 ? Math.sin(Math.PI * r) : Math.sin(Math.PI * (Math.sign(r) - r));
}

const cosPi = (x: number): number => sinPi(0.5 - (x - 2 * Math.round(x / 2)));

/** B₂ₖ / 2k, k = 1 … */
const digammaTail = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];

/** ψ(x) = d/dx log Γ(x); NaN at the poles. */
export function digamma(x: number): number {
  if (Number.isInteger(x) && x <= 0) return NaN;
  if (x < 0) return digamma(1 - x) - (Math.PI * cosPi(x)) / sinPi(x); // ψ(1−x) − ψ(x) = π·cot πx
  if (x < 12) return digamma(x + 1) - 1 / x;
  return Math.log(x) - 0.5 / x - digammaTail.reduceRight((total, c) => total / (x * x) + c, 0) / (x * x);
}

/** The Bernoulli numbers B₂ₖ, k = 1 … */
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/** ψ′(x); NaN at the poles. */
export function trigamma(x: number): number {
  if (Number.isInteger(x) && x <= 0) return NaN;
  if (x < 0) return (Math.PI / sinPi(x)) ** 2 - trigamma(1 - x); // ψ′(1−x) + ψ′(x) = π²/sin² πx
  if (x < 12) return trigamma(x + 1) + 1 / (x * x);
  return 1 / x + 0.5 / (x * x) + bernoulli.reduceRight((total, c) => total / (x * x) + c, 0) / (x * x * x);
}
