import { call, equal, mul, one, power, reduce, select, sub, sum, zero, openIndex } from "../../equations/build.ts";
import type { Dim } from "../../equations/dim.ts";
import type { Index, Scalar } from "../../equations/scalar.ts";
import { type Reduction, reductions } from "../binder.ts";
import {
  type ArrayValue,
  arrayOver,
  elementAt,
  elementwise,
  isScalar,
  sameDim,
  scalarValue,
  unsized,
} from "../value.ts";
import { requireSame, requireShape, requireSized } from "./requirements.ts";
import { type Application, binary, type LibraryFunction, unary } from "./row.ts";

/** One scalar of all elements. */
const whole = (reduction: Reduction): LibraryFunction =>
  unary((value, application) =>
    requireSized(value, application) ? scalarValue(reduction(value.axes, value.body)) : undefined,
  );

/** Something of each vector along the last axis: of a vector, and of each row of a matrix. */
const alongLast = (element: (x: Scalar, along: Index) => Scalar): LibraryFunction =>
  unary((value, application) => {
    const { axes, body, row } = value;
    const last = axes.at(-1);
    if (!last) return requireShape(false, "vectors and matrices", value, application) ? value : undefined;
    if (!requireSized(value, application)) return undefined;
    return { axes, row, body: element(body, last) };
  });

/** The body again at another index, to reduce over without touching the first. */
function elsewhere(body: Scalar, along: Index): { index: Index; body: Scalar } {
  const index = openIndex(along.dim);
  return { index, body: elementAt({ axes: [along], body, row: false }, [index]) };
}

function softmax(x: Scalar, along: Index): Scalar {
  const other = elsewhere(x, along);
  return mul(call("exp", x), power(sum([other.index], call("exp", other.body)), -1));
}

function logSoftmax(x: Scalar, along: Index): Scalar {
  const other = elsewhere(x, along);
  return sub(x, reduce("logsumexp", [other.index], other.body));
}

function dot(left: ArrayValue, right: ArrayValue, application: Application): ArrayValue | undefined {
  const [u, v] = [upright(left), upright(right)];
  if (!requireShape(!isScalar(u), "vectors", u, application)) return undefined;
  if (!requireSame(u, v, application)) return undefined;
  return total(
    elementwise([u, v], (elements) => mul(...elements)),
    application,
  );
}

const total = (value: ArrayValue, application: Application): ArrayValue | undefined =>
  requireSized(value, application) ? scalarValue(sum(value.axes, value.body)) : undefined;

const upright = (value: ArrayValue): ArrayValue => ({ ...value, row: false });

function square({ axes }: ArrayValue): boolean {
  const [rows, columns] = axes;
  return axes.length === 2 && rows !== undefined && columns !== undefined && sameDim(rows.dim, columns.dim);
}

/** A[i, i] */
function diagonal(value: ArrayValue, application: Application): ArrayValue | undefined {
  if (!requireShape(square(value), "square matrices", value, application) || !requireSized(value, application))
    return undefined;
  return arrayOver([value.axes[0]?.dim ?? unsized], ([i]) => (i ? elementAt(value, [i, i]) : zero));
}

/** v[i] where i = j, else 0. */
function diagonalMatrix(value: ArrayValue, application: Application): ArrayValue | undefined {
  const [along] = value.axes;
  if (
    !requireShape(value.axes.length === 1, "vectors", value, application) ||
    !requireSized(value, application) ||
    !along
  )
    return undefined;
  return arrayOver([along.dim, along.dim], ([i, j]) =>
    i && j ? select(equal(i, j), elementAt(value, [i]), zero) : zero,
  );
}

/** An array of one number whose size what stands beside it settles. */
const constantArray = (rank: number): LibraryFunction =>
  unary((value, application) => {
    if (!requireShape(isScalar(value), "a scalar, as in `vector(1)`", value, application)) return undefined;
    return arrayOver(
      Array.from({ length: rank }, () => unsized),
      () => value.body,
    );
  });

/** Functions of arrays as a whole. */
export const arrayFunctions = {
  sum: whole(reductions.sum),
  mean: whole(reductions.mean),
  prod: whole(reductions.prod),
  logsumexp: whole(reductions.logsumexp),
  norm1: whole((indices, x) => sum(indices, call("abs", x))),
  norm2: whole((indices, x) => call("norm", sum(indices, power(x, 2)))), // norm, not √: its derivative at 0 is 0
  dot: binary(dot),
  tr: unary((value, application) => {
    const elements = diagonal(value, application);
    return elements && total(elements, application);
  }),
  softmax: alongLast(softmax),
  log_softmax: alongLast(logSoftmax),
  diag: unary(diagonalMatrix),
  diagonal: unary(diagonal),
  vector: constantArray(1), // matrixcalculus.org's spellings
  matrix: constantArray(2),
} as const satisfies Readonly<Record<string, LibraryFunction>>;

/** An array that is made from dimensions alone. */
export interface DimensionForm {
  readonly arity: readonly [number, number];
  readonly make: (dims: readonly Dim[]) => ArrayValue;
}

const filled = (element: Scalar): DimensionForm => ({ arity: [1, 2], make: (dims) => arrayOver(dims, () => element) });

export const forms = {
  ones: filled(one),
  zeros: filled(zero),
  eye: {
    arity: [1, 1],
    make: (dims) => arrayOver([...dims, ...dims], ([i, j]) => (i && j ? select(equal(i, j), one, zero) : zero)),
  },
} as const satisfies Readonly<Record<string, DimensionForm>>;
