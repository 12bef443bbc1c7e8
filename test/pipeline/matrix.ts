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

/** The product of matrices. */
export const mul = (...factors: readonly Matrix[]): Matrix => factors.reduce(product);

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
export const dot = (...factors: readonly [Matrix, ...Matrix[]]): Matrix =>
  each((...elements) => elements.reduce((result, element) => result * element), ...factors);
export const scale = (factor: number, a: Matrix): Matrix => each((x) => factor * x, a);
export const eye = (n: number): Matrix => matrix(n, n, (i, j) => (i === j ? 1 : 0));
export const diag = (v: Matrix): Matrix => matrix(v.rows, v.rows, (i, j) => (i === j ? at(v, i, 0) : 0));
export const total = (a: Matrix): number => a.values.reduce((sum, x) => sum + x, 0);
export const trace = (a: Matrix): number => total(dot(a, eye(a.rows)));
/** The 2-norm of a vector, Frobenius' of a matrix. */
export const norm = (a: Matrix): number => Math.hypot(...a.values);
