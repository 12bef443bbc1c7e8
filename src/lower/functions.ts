import type { ElementwiseFunction } from "../equations/functions.ts";
import type { Intrinsic } from "../program/program.ts";
import type { Node, NodeTable } from "./node.ts";

type Spelling = (table: NodeTable, x: Node, y: Node) => Node;

const direct =
  (operator: Intrinsic): Spelling =>
  (table, x) =>
    table.apply(operator, x);

const direct2 =
  (operator: Intrinsic): Spelling =>
  (table, x, y) =>
    table.apply(operator, x, y);

const constant =
  (value: number): Spelling =>
  (table) =>
    table.number(value);

/** e^−|x|, which neither overflows nor cancels; softplus, sech and logcosh are built on it. */
const decay = (table: NodeTable, x: Node): Node => table.apply("exp", table.apply("negate", table.apply("abs", x)));

const isPositive = (table: NodeTable, x: Node): Node => table.apply("less", table.number(0), x);

/** softplus as its two terms, the large one first: a sum keeps the small one for the end. */
export const softplusTerms = (table: NodeTable, x: Node): readonly [Node, Node] => [
  table.apply("max", x, table.number(0)),
  table.apply("log1p", decay(table, x)),
];

/** logcosh is x²/2 near 0, where |x| + log(1 + e^(−2|x|)) − log 2 would cancel. */
function logcosh(table: NodeTable, x: Node): Node {
  const size = table.apply("abs", x);
  const half = table.apply("sinh", table.apply("multiply", table.number(0.5), x));
  const near = table.apply("log1p", table.apply("multiply", table.apply("multiply", table.number(2), half), half));
  const decayed = table.apply("log1p", table.apply("exp", table.apply("multiply", table.number(-2), size)));
  const far = table.apply("add", table.apply("subtract", size, table.number(Math.LN2)), decayed);
  return table.choose(table.apply("less", size, table.number(1)), near, far);
}

/** How each elementwise function is computed without overflow or cancellation. Total: a missing row does not compile. */
export const spellings: { readonly [F in ElementwiseFunction]: Spelling } = {
  exp: direct("exp"),
  log: direct("log"),
  log1p: direct("log1p"),
  expm1: direct("expm1"),
  log1mexp: (table, x) =>
    table.choose(
      table.apply("less", table.number(-Math.LN2), x),
      table.apply("log", table.apply("negate", table.apply("expm1", x))),
      table.apply("log1p", table.apply("negate", table.apply("exp", x))),
    ),
  cbrt: direct("cbrt"),
  abs: direct("abs"),
  sign: direct("sign"),
  step: (table, x) => table.choose(isPositive(table, x), table.number(1), table.number(0)),
  sin: direct("sin"),
  cos: direct("cos"),
  tan: direct("tan"),
  asin: direct("asin"),
  acos: direct("acos"),
  atan: direct("atan"),
  sinh: direct("sinh"),
  cosh: direct("cosh"),
  tanh: direct("tanh"),
  sech: (table, x) => {
    const rest = decay(table, x);
    const square = table.apply("multiply", rest, rest);
    return table.apply(
      "divide",
      table.apply("multiply", table.number(2), rest),
      table.apply("add", table.number(1), square),
    );
  },
  logcosh,
  sigmoid: (table, x) => {
    const rest = table.apply("exp", table.apply("negate", x));
    return table.apply("divide", table.number(1), table.apply("add", table.number(1), rest));
  },
  softplus: (table, x) => table.apply("add", ...softplusTerms(table, x)),
  relu: (table, x) => table.choose(isPositive(table, x), x, table.number(0)),
  erf: direct("erf"),
  erfc: direct("erfc"),
  lgamma: direct("lgamma"),
  digamma: direct("digamma"),
  trigamma: direct("trigamma"),
  floor: direct("floor"),
  norm: direct("sqrt"),
  max: direct2("max"),
  min: direct2("min"),
  pow: direct2("pow"),
  atan2: direct2("atan2"),
  hypot: direct2("hypot"),
  xlogy: (table, x, y) => {
    const product = table.apply("multiply", x, table.apply("log", y));
    return table.choose(table.apply("equal", x, table.number(0)), table.number(0), product);
  },
  pi: constant(Math.PI),
  infinity: constant(Infinity),
  nan: constant(NaN),
};
