import { call, equal, one, power, select, zero } from "../equations/build.ts";
import type { Constant, Scalar } from "../equations/scalar.ts";
import { isInteger, isNegative } from "../util/rational.ts";
import type { Place } from "./context.ts";
import type { Operand } from "./misfit.ts";
import { leadingBits, requireBits } from "./magnitude.ts";
import { matrixProduct } from "./product.ts";
import { align, type ArrayValue, elementAt, arrayOver, isScalar, mapElements, sameDim, shapeText } from "./value.ts";

const LARGEST_MATRIX_EXPONENT = 64;

/** x^y, or nothing where it holds a constant that is too long to write down. */
function elementPower(x: Scalar, y: Scalar, place: Place): Scalar | undefined {
  if (y.kind !== "constant") return call("pow", x, y);
  const times = Math.abs(Number(y.value.numerator / y.value.denominator)) + 1;
  return requireBits(leadingBits(x) * times, place) ? power(x, y.value) : undefined;
}

/** The power of each element, of arrays that fit. */
export function elementwisePower(base: ArrayValue, exponent: ArrayValue, place: Place): ArrayValue | undefined {
  const { axes, row, elements } = align([base, exponent]);
  const [x, y] = elements;
  const body = x && y && elementPower(x, y, place);
  return body && { axes, row, body };
}

/** `a ^ b`: of scalars, or of a square matrix and a whole exponent. */
export function caret(left: Operand, right: ArrayValue, place: Place): ArrayValue | undefined {
  const base = left.value;
  if (!isScalar(right)) return refuse(base, right, place);
  if (isScalar(base)) return elementwisePower(base, right, place);
  const exponent = right.body;
  const [rows, columns] = base.axes;
  const square = base.axes.length === 2 && rows && columns && sameDim(rows.dim, columns.dim);
  if (!square || exponent.kind !== "constant" || !isInteger(exponent.value)) return refuse(base, right, place);
  return matrixPower(base, exponent, place);
}

function refuse(base: ArrayValue, exponent: ArrayValue, { context, span }: Place): ArrayValue | undefined {
  context.problems.report(
    "E0311",
    `\`^\` does not apply: the base is ${shapeText(base)} and the exponent ${shapeText(exponent)}`,
    {
      span,
      notes: ["it is a power of scalars, or of a square matrix with a whole exponent"],
      repairs: ["for the power of each element, write `.^`"],
    },
  );
  return undefined;
}

/** A·A·…·A, and the identity for the exponent 0. */
function matrixPower(base: ArrayValue, exponent: Constant, { context, span }: Place): ArrayValue | undefined {
  if (isNegative(exponent.value)) {
    context.problems.report("E0118", "the inverse of a matrix is not available in this version", { span });
    return undefined;
  }
  const times = exponent.value.numerator;
  if (times > LARGEST_MATRIX_EXPONENT) {
    context.problems.report(
      "E0118",
      `a matrix power above ${LARGEST_MATRIX_EXPONENT} is not available in this version`,
      {
        span,
        repairs: ["give a smaller power a name, and take the power of that"],
      },
    );
    return undefined;
  }
  if (times === 0n) return identity(base);
  let product = base;
  for (let done = 1n; done < times; done++) product = matrixProduct(product, fresh(base));
  return product;
}

const fresh = (value: ArrayValue): ArrayValue =>
  arrayOver(
    value.axes.map(({ dim }) => dim),
    (indices) => elementAt(value, indices),
    value.row,
  );

function identity(square: ArrayValue): ArrayValue {
  const [i, j] = square.axes;
  if (!i || !j) throw new Error("internal: the identity of a vector");
  return mapElements(square, () => select(equal(i, j), one, zero));
}
