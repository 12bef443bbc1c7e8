import type { ElementwiseFunction } from "../equations/functions.ts";
import type { Call, Scalar } from "../equations/scalar.ts";
import { call, difference, norm, number, power, product, root, sum } from "./build.ts";
import type { Formula } from "./formula.ts";
import { isSum } from "./matrix/factors.ts";
import { type Frame, isScalarFrame, type Page } from "./page.ts";
import { softmaxOf } from "./softmax.ts";

type Written = (args: readonly Formula[], elementwise: boolean) => Formula;

const named =
  (name: string): Written =>
  (args) =>
    call(name, args);

const of = (name: string, x: Formula): Formula => call(name, [x]);

/** Functions that are not written by the name that they have here. */
const spelling: { readonly [F in ElementwiseFunction]?: Written } = {
  sigmoid: named("σ"),
  pi: named("π"),
  infinity: named("∞"),
  nan: named("NaN"),
  lgamma: named("log Γ"),
  digamma: named("ψ"),
  trigamma: named("ψ′"),
  logcosh: ([x]) => of("log", of("cosh", x!)),
  log1p: ([x]) => of("log", sum([number(1), x!])),
  expm1: ([x]) => difference(of("exp", x!), number(1)),
  log1mexp: ([x]) => of("log", difference(number(1), of("exp", x!))),
  abs: ([x]) => norm("abs", x!),
  norm: ([x]) => root(x!),
  pow: ([base, exponent], elementwise) => power(base!, exponent!, elementwise),
  hypot: (args, elementwise) => root(sum(args.map((x) => power(x, 2, elementwise)))),
  xlogy: ([x, y], elementwise) => product(elementwise ? "elementwise" : "scalar", [x!, of("log", y!)]),
};

/** A function of elements. */
export function writeCall(scalar: Call, frame: Frame, page: Page): Formula {
  const softmax = scalar.fn === "exp" ? softmaxOf(scalar, frame, page) : undefined;
  if (softmax) return softmax;
  const args = scalar.args.map((argument) => page.term(argument, frame, page));
  const length = scalar.fn === "norm" ? normOf(scalar.args[0], args[0]) : undefined;
  return length ?? (spelling[scalar.fn] ?? named(scalar.fn))(args, !isScalarFrame(frame));
}

/** √‖x‖² = ‖x‖ */
function normOf(argument: Scalar | undefined, written: Formula | undefined): Formula | undefined {
  if (!argument || !isSum(argument) || written?.kind !== "power") return undefined;
  return written.base.kind === "norm" ? written.base : undefined;
}
