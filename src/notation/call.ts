import type { ElementwiseFunction } from "../equations/functions.ts";
import type { Call, Scalar } from "../equations/scalar.ts";
import { call, oneFormula, productOf, sumOf, whole, withSign } from "./compose.ts";
import type { Formula } from "./formula.ts";
import { isSum } from "./matrix/factors.ts";
import { type Frame, isScalarFrame, type Page } from "./page.ts";
import { softmaxOf } from "./softmax.ts";

type Written = (args: readonly Formula[], elementwise: boolean) => Formula;

const named =
  (name: string): Written =>
  (args) =>
    call(name, ...args);

const square = (base: Formula, elementwise: boolean): Formula => ({
  kind: "power",
  base,
  exponent: whole(2),
  elementwise,
});

/** Functions that are not written by the name that they have here. */
const spelling: { readonly [F in ElementwiseFunction]?: Written } = {
  sigmoid: named("σ"),
  pi: named("π"),
  infinity: named("∞"),
  nan: named("NaN"),
  lgamma: named("log Γ"),
  digamma: named("ψ"),
  trigamma: named("ψ′"),
  logcosh: ([x]) => call("log", call("cosh", x!)),
  log1p: ([x]) =>
    call(
      "log",
      sumOf([
        { minus: false, of: oneFormula },
        { minus: false, of: x! },
      ]),
    ),
  expm1: ([x]) =>
    sumOf([
      { minus: false, of: call("exp", x!) },
      { minus: true, of: oneFormula },
    ]),
  log1mexp: ([x]) =>
    call(
      "log",
      sumOf([
        { minus: false, of: oneFormula },
        { minus: true, of: call("exp", x!) },
      ]),
    ),
  abs: ([of]) => ({ kind: "norm", norm: "abs", of: of! }),
  norm: ([of]) => ({ kind: "root", of: of! }),
  pow: ([base, exponent], elementwise) => ({ kind: "power", base: base!, exponent: exponent!, elementwise }),
  hypot: ([x, y], elementwise) => ({
    kind: "root",
    of: sumOf([x!, y!].map((of) => ({ minus: false, of: square(of, elementwise) }))),
  }),
  xlogy: ([x, y], elementwise) => productOf(elementwise ? "elementwise" : "scalar", [x!, call("log", y!)]),
};

/** A function of elements. */
export function writeCall(scalar: Call, frame: Frame, page: Page): Formula {
  const softmax = scalar.fn === "exp" ? softmaxOf(scalar, frame, page) : undefined;
  if (softmax) return softmax;
  const args = scalar.args.map((argument) => withSign(page.term(argument, frame, page)));
  const norm = scalar.fn === "norm" ? normOf(scalar.args[0], args[0]) : undefined;
  return norm ?? (spelling[scalar.fn] ?? named(scalar.fn))(args, !isScalarFrame(frame));
}

/** √‖x‖² = ‖x‖ */
function normOf(argument: Scalar | undefined, written: Formula | undefined): Formula | undefined {
  if (!argument || !isSum(argument) || written?.kind !== "power") return undefined;
  return written.base.kind === "norm" ? written.base : undefined;
}
