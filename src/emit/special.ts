/** Elementwise functions that TypeScript lacks: private functions of the module that needs them. */
export type Special = "erf" | "erfc" | "lgamma" | "digamma" | "trigamma";

/**
 * The rational approximations are those of fdlibm's s_erf.c; the error is below one unit in the last place.
 * Math.fround cuts x short, so that its square is exact.
 */
const fdlibm = (what: string): string => `
/**
 * ${what}, by the rational approximations of fdlibm:
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute
 * this software is freely granted, provided that this notice is preserved.
 */`;

/** erf x = x + x·p/q */
const erfNearZero = `
    const z = x * x;
    const p = 1.28379167095512558561e-1 + z * (-3.25042107247001499370e-1 + z * (-2.84817495755985104766e-2 + z * (-5.77027029648944159157e-3 + z * -2.37630166566501626084e-5)));
    const q = 1 + z * (3.97917223959155352819e-1 + z * (6.50222499887672944485e-2 + z * (5.08130628187576562776e-3 + z * (1.32494738004321644526e-4 + z * -3.96022827877536812320e-6))));`;

/** erf |x| = 0.845062911510467529297 + p/q */
const erfNearOne = `
    const s = size - 1;
    const p = -2.36211856075265944077e-3 + s * (4.14856118683748331666e-1 + s * (-3.72207876035701323847e-1 + s * (3.18346619901161753674e-1 + s * (-1.10894694282396677476e-1 + s * (3.54783043256182359371e-2 + s * -2.16637559486879084300e-3)))));
    const q = 1 + s * (1.06420880400844228286e-1 + s * (5.40397917702171048937e-1 + s * (7.18286544141962662868e-2 + s * (1.26171219808761642112e-1 + s * (1.36370839120290507362e-2 + s * 1.19844998467991074170e-2)))));`;

/** 1 − erf |x| */
const erfFar = `
  const s = 1 / (x * x);
  const near = size < 1 / 0.35;
  const p = near
    ? -9.86494403484714822705e-3 + s * (-6.93858572707181764372e-1 + s * (-1.05586262253232909814e1 + s * (-6.23753324503260060396e1 + s * (-1.62396669462573470355e2 + s * (-1.84605092906711035994e2 + s * (-8.12874355063065934246e1 + s * -9.81432934416914548592))))))
    : -9.86494292470009928597e-3 + s * (-7.99283237680523006574e-1 + s * (-1.77579549177547519889e1 + s * (-1.60636384855821916062e2 + s * (-6.37566443368389627722e2 + s * (-1.02509513161107724954e3 + s * -4.83519191608651397019e2)))));
  const q = near
    ? 1 + s * (1.96512716674392571292e1 + s * (1.37657754143519042600e2 + s * (4.34565877475229228821e2 + s * (6.45387271733267880336e2 + s * (4.29008140027567833386e2 + s * (1.08635005541779435134e2 + s * (6.57024977031928170135 + s * -6.04244152148580987438e-2)))))))
    : 1 + s * (3.03380607434824582924e1 + s * (3.25792512996573918826e2 + s * (1.53672958608443695994e3 + s * (3.19985821950859553908e3 + s * (2.55305040643316442583e3 + s * (4.74528541206955367215e2 + s * -2.24409524465858183362e1))))));
  const z = Math.fround(size);
  const rest = Math.exp(-z * z - 0.5625) * Math.exp((z - size) * (z + size) + p / q) / size;`;

const erf = `${fdlibm("The error function")}
function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {${erfNearZero}
    return x + x * (p / q);
  }
  if (size < 1.25) {${erfNearOne}
    return Math.sign(x) * (8.45062911510467529297e-1 + p / q);
  }
  if (!(size < 6)) return size >= 6 ? Math.sign(x) : NaN;${erfFar}
  return Math.sign(x) * (1 - rest);
}`;

const erfc = `${fdlibm("1 − erf(x)")}
function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {${erfNearZero}
    const erf = x * (p / q);
    return x < 0.25 ? 1 - (x + erf) : 0.5 - (x - 0.5 + erf);
  }
  if (size < 1.25) {${erfNearOne}
    return x > 0 ? 1.54937088489532470703e-1 - p / q : 1 + (8.45062911510467529297e-1 + p / q);
  }
  if (!(size < 28)) return size >= 28 ? 1 - Math.sign(x) : NaN;${erfFar}
  return x > 0 ? rest : 2 - rest;
}`;

/** (ζ(k) − 1)/k for k = 2, 3, …: the Taylor coefficients of log Γ(2 + z) with alternating signs. */
const zetas = [
  0.3224670334241132, 0.0673523010531981, 0.020580808427784546, 0.007385551028673986, 0.0028905103307415234,
  0.001192753911703261, 0.0005096695247430425, 0.00022315475845357939, 9.945751278180853e-5, 4.492623673813314e-5,
  2.050721277567069e-5, 9.439488275268397e-6, 4.374866789907488e-6, 2.039215753801366e-6, 9.55141213040742e-7,
  4.492469198764566e-7, 2.1207184805554665e-7, 1.0043224823968099e-7, 4.7698101693639804e-8, 2.2711094608943164e-8,
  1.0838659214896955e-8, 5.183475041970047e-9, 2.4836745438024785e-9, 1.1921401405860912e-9, 5.731367241678862e-10,
  2.7595228851242334e-10,
];

/** Σₖ (−1)ᵏ·(ζ(k) − 1)/k·zᵏ by Horner's rule. */
const taylor = zetas.reduceRight((inner, zeta, position) => {
  const signed = position % 2 === 0 ? String(zeta) : `-${zeta}`;
  return inner === "" ? signed : `${signed} + z * (${inner})`;
}, "");

const lgamma = `
/** log |Γ(x)|: its Taylor series around 2, the recurrence, Stirling's series, and reflection below 0. */
function lgamma(x: number): number {
  if (x <= 0) {
    const turn = Math.abs(Math.sin(Math.PI * (x - Math.round(x))));
    return x === Math.floor(x) ? Infinity : Math.log(Math.PI / turn) - Math.log(-x) - lgamma(-x);
  }
  if (x < 0.5) return lgamma(x + 1) - Math.log(x);
  if (x < 10) {
    let shifted = x;
    let product = 1;
    while (shifted > 2.5) product *= --shifted;
    const isLow = shifted < 1.5;
    const z = shifted - (isLow ? 1 : 2);
    const series = z * (0.42278433509846713 + z * (${taylor}));
    return (isLow ? series - Math.log1p(z) : series) + Math.log(product);
  }
  if (x === Infinity) return x;
  const s = 1 / (x * x);
  const correction = (1 / 12 + s * (-1 / 360 + s * (1 / 1260 + s * (-1 / 1680 + s * (1 / 1188 + s * (-691 / 360360 + s / 156)))))) / x;
  return (x - 0.5) * Math.log(x) - x + (0.9189385332046728 + correction);
}`;

const digamma = `
/** ψ = (log Γ)′: the recurrence up to where the asymptotic series is exact, and reflection below 0. */
function digamma(x: number): number {
  if (x <= 0) {
    if (x === Math.floor(x)) return NaN;
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.round(x)));
  }
  let shifted = x;
  let sum = 0;
  while (shifted < 10) sum += 1 / shifted++;
  const s = 1 / (shifted * shifted);
  const series = s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12))))));
  return Math.log(shifted) - 0.5 / shifted - series - sum;
}`;

const trigamma = `
/** ψ′: the recurrence up to where the asymptotic series is exact, and reflection below 0. */
function trigamma(x: number): number {
  if (x <= 0) {
    if (x === Math.floor(x)) return NaN;
    const turn = Math.PI / Math.sin(Math.PI * (x - Math.round(x)));
    return turn * turn - trigamma(1 - x);
  }
  let shifted = x;
  let sum = 0;
  for (; shifted < 10; shifted++) sum += 1 / (shifted * shifted);
  const s = 1 / (shifted * shifted);
  const series = 1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - s * (7 / 6))))));
  return sum + (1 + (0.5 + series / shifted) / shifted) / shifted;
}`;

const texts: { readonly [S in Special]: string } = { erf, erfc, lgamma, digamma, trigamma };

/** The texts of those that a module uses. */
export const specialFunctions = (isUsed: (name: Special) => boolean): string[] =>
  (Object.keys(texts) as Special[]).filter(isUsed).map((name) => texts[name]);
