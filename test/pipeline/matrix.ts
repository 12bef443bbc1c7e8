/** Plain matrices, as closed forms are checked with them. A vector is one column, a scalar one element. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float64Array;
}

export function matrix(rows: number, columns: number, element: (i: number, j: number) => number): Matrix {
  const values = Float64Array.from({ length: rows * columns }, (_, at) =>
    element(Math.floor(at / columns), at % columns),
  );
  return { rows, columns, values };
}

const at = ({ columns, values }: Matrix, i: number, j: number): number => values[i * columns + j] ?? NaN;

/** The transpose. */
export const t = (a: Matrix): Matrix => matrix(a.columns, a.rows, (i, j) => at(a, j, i));

let multiplied = 0;

/** How many multiplications a closed form takes as it is written, with chains of products in their cheapest order. */
export function multiplications(form: () => unknown): number {
  multiplied = 0;
  form();
  return multiplied;
}

/** The product of matrices. */
export function mul(...factors: readonly [Matrix, ...Matrix[]]): Matrix {
  const [first] = factors;
  multiplied += chainCost([first.rows, ...factors.map(({ columns }) => columns)]);
  return factors.reduce(product);
}

/** The fewest multiplications for a product of matrices of sizes s₀×s₁, s₁×s₂, …; both sides of the last one made are chains. */
const chainCost = (sizes: readonly number[]): number =>
  sizes.length < 3
    ? 0
    : Math.min(
        ...sizes.slice(1, -1).map((inner, at) => {
          const [left, right] = [sizes.slice(0, at + 2), sizes.slice(at + 1)];
          return (sizes[0] ?? NaN) * inner * (sizes.at(-1) ?? NaN) + chainCost(left) + chainCost(right);
        }),
      );

function product(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new Error(`${a.rows}×${a.columns} times ${b.rows}×${b.columns}`);
  return matrix(a.rows, b.columns, (i, j) => {
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += at(a, i, k) * at(b, k, j);
    return sum;
  });
}

/** A function of the elements of matrices of one shape. */
export function each(element: (...elements: number[]) => number, ...given: readonly [Matrix, ...Matrix[]]): Matrix {
  const [{ rows, columns }] = given;
  if (given.some((other) => other.rows !== rows || other.columns !== columns)) throw new Error("different shapes");
  return matrix(rows, columns, (i, j) => element(...given.map((a) => at(a, i, j))));
}

export const add = (...terms: readonly [Matrix, ...Matrix[]]): Matrix =>
  each((...elements) => elements.reduce((sum, element) => sum + element), ...terms);
export const sub = (a: Matrix, b: Matrix): Matrix => each((x, y) => x - y, a, b);
/** ⊙ */
export function dot(...factors: readonly [Matrix, ...Matrix[]]): Matrix {
  multiplied += (factors.length - 1) * factors[0].values.length;
  return each((...elements) => elements.reduce((result, element) => result * element), ...factors);
}
export function scale(factor: number, a: Matrix): Matrix {
  multiplied += factor === -1 ? 0 : a.values.length;
  return each((x) => factor * x, a);
}
export const eye = (n: number): Matrix => matrix(n, n, (i, j) => (i === j ? 1 : 0));
export const diag = (v: Matrix): Matrix => matrix(v.rows, v.rows, (i, j) => (i === j ? at(v, i, 0) : 0));
export const total = (a: Matrix): number => a.values.reduce((sum, x) => sum + x, 0);
export const trace = (a: Matrix): number => total(dot(a, eye(a.rows)));
/** The 2-norm of a vector, Frobenius' of a matrix. */
export function norm(a: Matrix): number {
  multiplied += a.values.length;
  return Math.hypot(...a.values);
}
