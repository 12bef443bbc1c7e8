import type { BinaryFunction, UnaryFunction } from "../equations/functions.ts";
import type { Scalar } from "../equations/scalar.ts";

/**
 * What a person writes beside a step that differentiates: the rules of `rules.ts` in the notation of textbooks. Total
 * like these: a function whose derivative cannot be named does not compile.
 */
const functionIdentities: { readonly [F in UnaryFunction | BinaryFunction]: string } = {
  exp: "(eˣ)′ = eˣ",
  log: "log′ x = 1/x",
  log1p: "(log(1 + x))′ = 1/(1 + x)",
  expm1: "(eˣ − 1)′ = eˣ",
  log1mexp: "(log(1 − eˣ))′ = −1/(e⁻ˣ − 1)",
  cbrt: "(∛x)′ = 1/(3∛x²)",
  abs: "|x|′ = sign x",
  sign: "sign′ = 0",
  step: "step′ = 0",
  sin: "sin′ = cos",
  cos: "cos′ = −sin",
  tan: "tan′ = 1 + tan²",
  asin: "asin′ x = 1/√(1 − x²)",
  acos: "acos′ x = −1/√(1 − x²)",
  atan: "atan′ x = 1/(1 + x²)",
  sinh: "sinh′ = cosh",
  cosh: "cosh′ = sinh",
  tanh: "tanh′ = 1 − tanh²",
  sech: "sech′ = −sech·tanh",
  logcosh: "(log cosh)′ = tanh",
  sigmoid: "σ′ = σ(1 − σ)",
  softplus: "softplus′ = σ",
  relu: "relu′ = step",
  erf: "erf′ x = 2/√π·e^(−x²)",
  erfc: "erfc′ x = −2/√π·e^(−x²)",
  lgamma: "(log Γ)′ = ψ",
  digamma: "ψ′ = ψ₁",
  trigamma: "ψ₁′ = ψ₂",
  floor: "floor′ = 0",
  norm: "‖x‖′ = x/‖x‖",
  max: "max(x, y)′ = x′ where x > y, y′ where y > x",
  min: "min(x, y)′ = x′ where x < y, y′ where y < x",
  pow: "(xʸ)′ = y·xʸ⁻¹·x′ + xʸ·log x·y′",
  atan2: "atan2(x, y)′ = (y·x′ − x·y′)/(x² + y²)",
  hypot: "(√(x² + y²))′ = (x·x′ + y·y′)/√(x² + y²)",
  xlogy: "(x·log y)′ = x′·log y + x·y′/y",
};

type Identities = { readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>) => string | undefined };

const reductionIdentities = {
  sum: "(Σ x)′ = Σ x′",
  prod: "(Π xᵢ)′ = Σᵢ xᵢ′·Πₖ≠ᵢ xₖ",
  max: "(max xᵢ)′ = xₖ′ at the k that attains it",
  min: "(min xᵢ)′ = xₖ′ at the k that attains it",
  argmax: "argmax′ = 0",
  argmin: "argmin′ = 0",
  logsumexp: "(log Σ eˣ)′ = Σ eˣ·x′/Σ eˣ",
} as const;

const silent = (): undefined => undefined;

/** What each kind of expression contributes, apart from what is so plain that nobody says it. */
const identities: Identities = {
  constant: silent,
  extent: silent,
  index: silent,
  read: silent,
  add: silent,
  mul: silent,
  power: ({ exponent }) => {
    if (exponent.denominator === 1n && exponent.numerator === -1n) return "(1/x)′ = −x′/x²";
    return exponent.denominator === 2n && exponent.numerator === 1n ? "(√x)′ = x′/(2√x)" : "(xⁿ)′ = n·xⁿ⁻¹·x′";
  },
  call: ({ fn }) => (Object.hasOwn(functionIdentities, fn) ? functionIdentities[fn as UnaryFunction] : undefined),
  select: () => "(if c then x else y)′ = if c then x′ else y′",
  reduce: ({ operator }) => (operator === "sum" ? undefined : reductionIdentities[operator]),
};

/** The identity by which an expression of this form differentiates, where it is worth saying. */
export const identityOf = (scalar: Scalar): string | undefined =>
  (identities[scalar.kind] as (scalar: Scalar) => string | undefined)(scalar);
