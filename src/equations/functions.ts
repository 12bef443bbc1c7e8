/** Elementwise functions, by arity. Every table over functions is total over this list: a missing row does not compile. */
export const unaryFunctions = [
  "exp",
  "log",
  "log1p",
  "expm1",
  "log1mexp", // log(1 − eˣ), x < 0
  "cbrt",
  "abs",
  "sign",
  "step", // 1 where x > 0, else 0
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "sech",
  "logcosh",
  "sigmoid",
  "softplus",
  "relu",
  "erf",
  "erfc", // 1 − erf x
  "lgamma",
  "digamma",
  "trigamma",
  "floor",
  "norm", // √s of a sum of squares s: like sqrt, but norm′(0) = 0
] as const;

export const binaryFunctions = ["max", "min", "pow", "atan2", "hypot", "xlogy"] as const;

/** Numbers that are not rational. */
export const constantFunctions = ["pi", "infinity", "nan"] as const;

export type UnaryFunction = (typeof unaryFunctions)[number];
export type BinaryFunction = (typeof binaryFunctions)[number];
export type ConstantFunction = (typeof constantFunctions)[number];
export type ElementwiseFunction = UnaryFunction | BinaryFunction | ConstantFunction;
