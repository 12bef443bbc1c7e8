import type { arrayFunctions, forms } from "./arrays.ts";
import type { elementwiseFunctions } from "./elementwise.ts";
import type { lossFunctions } from "./losses.ts";

type LibraryName =
  keyof typeof elementwiseFunctions | keyof typeof arrayFunctions | keyof typeof lossFunctions | keyof typeof forms;

/** What is said of a function to whom writes it: how it is applied, and what it is. */
export interface ManualEntry {
  readonly signature: string;
  readonly says: string;
}

const entry = (signature: string, says: string): ManualEntry => ({ signature, says });
const each = (name: string, says: string): ManualEntry => entry(`${name}(x)`, `${says}, of each element`);
const over = (name: string, says: string): ManualEntry =>
  entry(`${name}(i in n, e)`, `${says} over an index, or several; \`${name}(A)\` takes all elements of an array`);

/** The functions of the library, each with its row. */
export const manual: { readonly [F in LibraryName]: ManualEntry } = {
  exp: each("exp", "eˣ"),
  log: each("log", "The natural logarithm"),
  log1p: each("log1p", "log(1 + x), with all its digits near 0"),
  expm1: each("expm1", "eˣ − 1, with all its digits near 0"),
  sqrt: each("sqrt", "The square root"),
  cbrt: each("cbrt", "The cube root"),
  abs: each("abs", "|x|"),
  sign: each("sign", "−1, 0 or 1"),
  sin: each("sin", "The sine"),
  cos: each("cos", "The cosine"),
  tan: each("tan", "The tangent"),
  asin: each("asin", "The inverse sine"),
  acos: each("acos", "The inverse cosine"),
  atan: each("atan", "The inverse tangent"),
  arcsin: each("arcsin", "The inverse sine"),
  arccos: each("arccos", "The inverse cosine"),
  arctan: each("arctan", "The inverse tangent"),
  sinh: each("sinh", "The hyperbolic sine"),
  cosh: each("cosh", "The hyperbolic cosine"),
  tanh: each("tanh", "The hyperbolic tangent"),
  sigmoid: each("sigmoid", "The logistic function 1/(1 + e⁻ˣ)"),
  σ: each("σ", "The logistic function 1/(1 + e⁻ˣ)"),
  softplus: each("softplus", "log(1 + eˣ)"),
  relu: each("relu", "max(0, x)"),
  leaky_relu: each("leaky_relu", "x where it is positive, else x/100"),
  elu: each("elu", "x where it is positive, else eˣ − 1"),
  gelu: each("gelu", "x·Φ(x), by the error function"),
  silu: each("silu", "x·σ(x)"),
  erf: each("erf", "The error function"),
  erfc: each("erfc", "1 − erf(x), with all its digits where erf is near 1"),
  lgamma: each("lgamma", "log |Γ(x)|"),
  digamma: each("digamma", "Γ′(x)/Γ(x)"),
  floor: each("floor", "The largest whole number that is not larger; it has no derivative"),
  max: entry("max(x, y)", "The larger, of each two elements; `max(i in n, e)` and `max(A)` are the largest of all"),
  min: entry("min(x, y)", "The smaller, of each two elements; `min(i in n, e)` and `min(A)` are the least of all"),
  pow: entry("pow(x, y)", "xʸ, of each two elements"),
  atan2: entry("atan2(y, x)", "The angle of the point (x, y), of each two elements"),
  hypot: entry("hypot(x, y)", "√(x² + y²), of each two elements"),
  xlogy: entry("xlogy(x, y)", "x·log y, and 0 where x is 0, of each two elements"),
  sum: over("sum", "The sum"),
  mean: over("mean", "The mean"),
  prod: over("prod", "The product"),
  logsumexp: over("logsumexp", "log Σ eˣ"),
  norm1: entry("norm1(A)", "Σ |x|"),
  norm2: entry("norm2(A)", "√Σ x²: of a vector Euclid's norm, of a matrix Frobenius'"),
  dot: entry("dot(u, v)", "Σ uᵢ·vᵢ"),
  tr: entry("tr(A)", "The trace: the sum of the diagonal"),
  softmax: entry("softmax(v)", "eˣ/Σ eˣ of a vector, and of each row of a matrix"),
  log_softmax: entry("log_softmax(v)", "x − log Σ eˣ of a vector, and of each row of a matrix"),
  diag: entry("diag(v)", "The matrix with this diagonal, and 0 elsewhere"),
  diagonal: entry("diagonal(A)", "The diagonal of a square matrix"),
  vector: entry("vector(1)", "A vector of one number, as long as what stands beside it"),
  matrix: entry("matrix(1)", "A matrix of one number, as large as what stands beside it"),
  mse: entry("mse(a, b)", "mean (a − b)²"),
  bce: entry("bce(p, y)", "mean −(y·log p + (1 − y)·log(1 − p)), of probabilities p"),
  bce_with_logits: entry("bce_with_logits(z, y)", "bce(σ(z), y), for any z"),
  cross_entropy: entry("cross_entropy(p, y)", "−Σ y·log p of probabilities p; of a matrix, the mean over its rows"),
  huber: entry("huber(a, b)", "mean of r²/2 where |r| ≤ 1, else |r| − ½, with r = a − b"),
  hinge: entry("hinge(s, y)", "mean max(0, 1 − y·s), for labels y = ±1"),
  ones: entry("ones(m, n)", "The array of ones with these dimensions; `ones(n)` is a vector"),
  zeros: entry("zeros(m, n)", "The array of zeros with these dimensions; `zeros(n)` is a vector"),
  eye: entry("eye(n)", "The identity matrix"),
};
