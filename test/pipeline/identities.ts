import { add, diag, dot, each, eye, matrix, type Matrix, mul, norm, scale, sub, t, total, trace } from "./matrix.ts";

type Name = "A" | "B" | "C" | "D" | "S" | "T" | "U" | "V" | "X" | "a" | "b" | "c" | "d" | "r" | "w" | "x" | "y" | "z";

export type Values = Readonly<Record<Name, Matrix>>;

/** A scalar, and its gradient as textbooks give it: of the shape of the variable. */
export interface Identity {
  readonly loss: string;
  /** `X[m, n]`: names and dimensions, as they are declared. */
  readonly param: string;
  readonly data?: string;
  readonly gradient: { readonly [name in Name]?: (values: Values) => Matrix };
  /** What the inputs are taken from, where not from (−1, 1). */
  readonly draw?: (uniform: number) => number;
  /** There is no such point in no dimensions: a norm is divided by. */
  readonly positive?: true;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const sign = (uniform: number): number => (uniform < 0 ? -1 : 1);
const indicator = (uniform: number): number => (uniform < 0 ? 0 : 1);
const square = (a: Matrix): number => total(dot(a, a));
const softmax = (z: Matrix): Matrix => {
  const powers = each(Math.exp, z);
  return scale(1 / total(powers), powers);
};
const affine = (A: Matrix, x: Matrix, b: Matrix): Matrix => add(mul(A, x), b);
const rest = (A: Matrix, x: Matrix, b: Matrix): Matrix => sub(mul(A, x), b);
const scalar = (a: Matrix): number => total(a);

const quadratic: readonly Identity[] = [
  { loss: "a' * x", param: "x[n]", data: "a[n]", gradient: { x: ({ a }) => a } },
  { loss: "x' * A * x", param: "x[n]", data: "A[n, n]", gradient: { x: ({ A, x }) => mul(add(A, t(A)), x) } },
  { loss: "a' * X * b", param: "X[m, n]", data: "a[m], b[n]", gradient: { X: ({ a, b }) => mul(a, t(b)) } },
  {
    loss: "b' * X' * X * c",
    param: "X[m, n]",
    data: "b[n], c[n]",
    gradient: { X: ({ X, b, c }) => mul(X, add(mul(b, t(c)), mul(c, t(b)))) },
  },
  {
    loss: "(B * x + b)' * C * (D * x + d)",
    param: "x[n]",
    data: "B[m, n], b[m], C[m, k], D[k, n], d[k]",
    gradient: {
      x: ({ B, C, D, x, b, d }) => add(mul(t(B), C, affine(D, x, d)), mul(t(D), t(C), affine(B, x, b))),
    },
  },
  {
    loss: "(X * b + c)' * D * (X * b + c)",
    param: "X[m, n]",
    data: "b[n], c[m], D[m, m]",
    gradient: { X: ({ X, D, b, c }) => mul(add(D, t(D)), affine(X, b, c), t(b)) },
  },
  {
    loss: "norm2(A * x - b)^2",
    param: "A[m, n], x[n]",
    data: "b[m]",
    gradient: {
      x: ({ A, x, b }) => scale(2, mul(t(A), rest(A, x, b))),
      A: ({ A, x, b }) => scale(2, mul(rest(A, x, b), t(x))),
    },
  },
  {
    loss: "norm2(A * x - b)",
    param: "x[n]",
    data: "A[m, n], b[m]",
    positive: true,
    gradient: { x: ({ A, x, b }) => scale(1 / norm(rest(A, x, b)), mul(t(A), rest(A, x, b))) },
  },
  {
    loss: "norm1(A * x - y)",
    param: "x[n]",
    data: "A[m, n], y[m]",
    gradient: { x: ({ A, x, y }) => mul(t(A), each(Math.sign, rest(A, x, y))) },
  },
];

const traces: readonly Identity[] = [
  { loss: "tr(X)", param: "X[n, n]", gradient: { X: ({ X }) => eye(X.rows) } },
  {
    loss: "tr(A * X * B)",
    param: "X[m, n]",
    data: "A[k, m], B[n, k]",
    gradient: { X: ({ A, B }) => mul(t(A), t(B)) },
  },
  { loss: "tr(A * X' * B)", param: "X[m, n]", data: "A[k, n], B[m, k]", gradient: { X: ({ A, B }) => mul(B, A) } },
  { loss: "tr(X^2)", param: "X[n, n]", gradient: { X: ({ X }) => scale(2, t(X)) } },
  {
    loss: "tr(X^2 * B)",
    param: "X[n, n]",
    data: "B[n, n]",
    gradient: { X: ({ X, B }) => t(add(mul(X, B), mul(B, X))) },
  },
  { loss: "tr(X' * B * X)", param: "X[m, n]", data: "B[m, m]", gradient: { X: ({ X, B }) => mul(add(B, t(B)), X) } },
  { loss: "tr(X * B * X')", param: "X[m, n]", data: "B[n, n]", gradient: { X: ({ X, B }) => mul(X, add(B, t(B))) } },
  {
    loss: "tr(A * X * B * X)",
    param: "X[m, n]",
    data: "A[n, m], B[n, m]",
    gradient: { X: ({ A, B, X }) => add(mul(t(A), t(X), t(B)), mul(t(B), t(X), t(A))) },
  },
  { loss: "tr(X' * X)", param: "X[m, n]", gradient: { X: ({ X }) => scale(2, X) } },
  {
    loss: "tr(B' * X' * C * X * B)",
    param: "X[m, n]",
    data: "B[n, k], C[m, m]",
    gradient: { X: ({ X, B, C }) => mul(add(C, t(C)), X, B, t(B)) },
  },
  {
    loss: "tr(X' * B * X * C)",
    param: "X[m, n]",
    data: "B[m, m], C[n, n]",
    gradient: { X: ({ X, B, C }) => add(mul(B, X, C), mul(t(B), X, t(C))) },
  },
  {
    loss: "tr(A * X * B * X' * C)",
    param: "X[m, n]",
    data: "A[k, m], B[n, n], C[m, k]",
    gradient: { X: ({ A, B, C, X }) => add(mul(t(A), t(C), X, t(B)), mul(C, A, X, B)) },
  },
  {
    loss: "tr((A * X * B + C) * (A * X * B + C)')",
    param: "X[m, n]",
    data: "A[k, m], B[n, l], C[k, l]",
    gradient: { X: ({ A, B, C, X }) => scale(2, mul(t(A), add(mul(A, X, B), C), t(B))) },
  },
  { loss: "tr(X^3)", param: "X[n, n]", gradient: { X: ({ X }) => scale(3, t(mul(X, X))) } },
  { loss: "tr(X)^2", param: "X[n, n]", gradient: { X: ({ X }) => scale(2 * trace(X), eye(X.rows)) } },
  {
    loss: "tr(A' * A) + tr(B' * B)",
    param: "A[m, n], B[n, m]",
    gradient: { A: ({ A }) => scale(2, A), B: ({ B }) => scale(2, B) },
  },
  { loss: "tr(X' * X) - 3", param: "X[m, n]", gradient: { X: ({ X }) => scale(2, X) } },
  { loss: "tr(A) + tr(A^2)", param: "A[n, n]", gradient: { A: ({ A }) => add(eye(A.rows), scale(2, t(A))) } },
  { loss: "norm2(X)", param: "X[m, n]", positive: true, gradient: { X: ({ X }) => scale(1 / norm(X), X) } },
];

/** The gradient of c'f(x) is J'c. */
const jacobians: readonly Identity[] = [
  { loss: "dot(c, A * x)", param: "x[n]", data: "A[m, n], c[m]", gradient: { x: ({ A, c }) => mul(t(A), c) } },
  {
    loss: "dot(c, A * exp(x))",
    param: "x[n]",
    data: "A[m, n], c[m]",
    gradient: { x: ({ A, x, c }) => mul(diag(each(Math.exp, x)), t(A), c) },
  },
  { loss: "dot(c, x .* y)", param: "x[n]", data: "y[n], c[n]", gradient: { x: ({ y, c }) => mul(diag(y), c) } },
  {
    loss: "dot(c, x * x' * x)",
    param: "x[n]",
    data: "c[n]",
    gradient: { x: ({ x, c }) => mul(add(scale(square(x), eye(x.rows)), scale(2, mul(x, t(x)))), c) },
  },
  {
    loss: "dot(c, x / norm2(x))",
    param: "x[n]",
    data: "c[n]",
    positive: true,
    gradient: {
      x: ({ x, c }) => scale(1 / norm(x), mul(sub(eye(x.rows), scale(1 / square(x), mul(x, t(x)))), c)),
    },
  },
  {
    loss: "dot(c, softmax(x))",
    param: "x[n]",
    data: "c[n]",
    gradient: { x: ({ x, c }) => mul(sub(diag(softmax(x)), mul(softmax(x), t(softmax(x)))), c) },
  },
];

const slope = (a: Matrix): Matrix => each((x) => 1 - x * x, a);
const tanh = (a: Matrix): Matrix => each(Math.tanh, a);
/** σ(−y ⊙ Xw) */
const surprise = ({ X, y, w }: Values): Matrix => each((margin) => sigmoid(-margin), dot(y, mul(X, w)));
const hinge = ({ X, y, w }: Values): Matrix => each((margin) => Math.max(0, 1 - margin), dot(y, mul(X, w)));
const masked = ({ S, T, U, V }: Values): Matrix => dot(S, sub(T, mul(U, t(V))));
const deviation = ({ S, w }: Values): number => Math.sqrt(scalar(mul(t(w), S, w)));

const models: readonly Identity[] = [
  {
    loss: "a' * tanh(A * tanh(B * x))",
    param: "A[m, n], B[n, k]",
    data: "a[m], x[k]",
    gradient: {
      A: ({ A, B, a, x }) => {
        const t1 = tanh(mul(B, x));
        return mul(dot(a, slope(tanh(mul(A, t1)))), t(t1));
      },
      B: ({ A, B, a, x }) => {
        const t1 = tanh(mul(B, x));
        return mul(dot(mul(t(A), dot(a, slope(tanh(mul(A, t1))))), slope(t1)), t(x));
      },
    },
  },
  {
    loss: "sum(log(1 + exp(-y .* (X * w))))",
    param: "w[n]",
    data: "X[m, n], y[m]",
    draw: sign,
    gradient: { w: (values) => scale(-1, mul(t(values.X), dot(values.y, surprise(values)))) },
  },
  {
    // The Hessian of the last: the gradient of c'∇.
    loss: "dot(c, -X' * (y .* σ(-y .* (X * w))))",
    param: "w[n]",
    data: "X[m, n], y[m], c[n]",
    draw: sign,
    gradient: {
      w: (values) => mul(t(values.X), diag(each((p) => p * (1 - p), surprise(values))), values.X, values.c),
    },
  },
  {
    loss: "1/2 * norm2(X * w - y)^2 + 1/2 * z * norm2(w)^2",
    param: "w[n]",
    data: "X[m, n], y[m], z",
    gradient: { w: ({ X, w, y, z }) => add(mul(t(X), rest(X, w, y)), scale(scalar(z), w)) },
  },
  {
    loss: "sum(max(0, 1 - y .* (X * w)).^2)",
    param: "w[n]",
    data: "X[m, n], y[m]",
    gradient: { w: (values) => scale(-2, mul(t(values.X), dot(values.y, hinge(values)))) },
  },
  {
    loss: "norm2(S .* (T - U * V'))^2",
    param: "U[m, k], V[n, k]",
    data: "S[m, n], T[m, n]",
    draw: indicator,
    gradient: {
      U: (values) => scale(-2, mul(dot(values.S, masked(values)), values.V)),
      V: (values) => scale(-2, mul(t(dot(values.S, masked(values))), values.U)),
    },
  },
  {
    loss: "-y' * log(softmax(z))",
    param: "z[n]",
    data: "y[n]",
    gradient: { z: ({ y, z }) => sub(scale(total(y), softmax(z)), y) },
  },
  {
    loss: "-sum(y .* log(σ(z)) + (1 - y) .* log(1 - σ(z)))",
    param: "y[n], z[n]",
    gradient: { z: ({ y, z }) => sub(each(sigmoid, z), y), y: ({ z }) => scale(-1, z) },
  },
  {
    loss: "1/2 * norm2(σ(z) - y)^2",
    param: "z[n]",
    data: "y[n]",
    gradient: {
      z: ({ y, z }) =>
        dot(
          sub(each(sigmoid, z), y),
          each(sigmoid, z),
          each((x) => sigmoid(-x), z),
        ),
    },
  },
  {
    loss: "sum(exp(z) - y .* z)",
    param: "z[n]",
    data: "y[n]",
    gradient: { z: ({ y, z }) => sub(each(Math.exp, z), y) },
  },
  {
    loss: "logsumexp(A * x)",
    param: "x[n]",
    data: "A[m, n]",
    positive: true,
    gradient: { x: ({ A, x }) => mul(t(A), softmax(mul(A, x))) },
  },
  {
    // Sharpe's ratio.
    loss: "(w' * r - z) / sqrt(w' * S * w)",
    param: "w[n]",
    data: "r[n], S[n, n], z",
    positive: true,
    draw: (uniform) => 1 + uniform / 2,
    gradient: {
      w: (values) => {
        const { w, r, S, z } = values;
        const s = deviation(values);
        const symmetric = scale(1 / 2, add(S, t(S)));
        return sub(scale(1 / s, r), scale((scalar(mul(t(w), r)) - scalar(z)) / s ** 3, mul(symmetric, w)));
      },
    },
  },
];

export const identities: readonly Identity[] = [...quadratic, ...traces, ...jacobians, ...models];

const dims = ["k", "l", "m", "n"] as const;
export type Sizes = Readonly<Record<(typeof dims)[number], number>>;

/** The dimensions that an identity declares. */
export const dimsOf = ({ param, data = "" }: Identity): (keyof Sizes)[] =>
  dims.filter((dim) => new RegExp(`[[ ]${dim}[\\],]`).test(`${param}, ${data}`));

/** The file of an identity. */
export function sourceOf(identity: Identity): string {
  const { param, data, loss } = identity;
  const given = data === undefined ? "" : `data ${data}\n`;
  return `dim ${dimsOf(identity).join(", ")}\nparam ${param}\n${given}loss = ${loss}\n`;
}

/** One value for each declared name. */
export function valuesOf(
  { param, data = "", draw = (uniform) => uniform }: Identity,
  sizes: Readonly<Record<string, number>>,
  uniform: () => number,
): Values {
  const declared = [...`${param}, ${data}`.matchAll(/(\w+)(?:\[([^\]]*)\])?/g)];
  const sizeOf = (dim: string | undefined): number => (dim === undefined || dim === "" ? 1 : (sizes[dim] ?? NaN));
  return Object.fromEntries(
    declared.map(([, name, dims]) => {
      const [rows, columns] = (dims ?? "").split(", ");
      return [name, matrix(sizeOf(rows), sizeOf(columns), () => draw(uniform()))];
    }),
  ) as Values;
}
