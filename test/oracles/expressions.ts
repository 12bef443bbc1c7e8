import {
  add,
  and,
  call,
  constant,
  divide,
  equal,
  extent,
  less,
  lessOrEqual,
  mul,
  negate,
  not,
  one,
  openIndex,
  or,
  power,
  read,
  reduce,
  select,
  sub,
  sum,
  zero,
} from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { BinaryFunction, ConstantFunction, UnaryFunction } from "../../src/equations/functions.ts";
import type { Condition, Index, ReduceOperator, Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input } from "../../src/equations/system.ts";
import { rational } from "../../src/util/rational.ts";
import type { Tape } from "./tape.ts";

/** What an expression may be made of. */
export interface Scope {
  readonly tape: Tape;
  readonly inputs: readonly Input[];
  /** The equations defined so far. */
  readonly equations: readonly Equation[];
  readonly computedIndices: boolean;
  readonly indices: readonly Index[];
  /** Expressions over these indices, to be used again. */
  readonly pool: Scalar[];
}

type Tensor = Pick<Input, "name" | "axes">;
type Made = (scope: Scope, depth: number) => Scalar;

const choices: readonly [Made, ...Made[]] = [
  (scope) => readOf(scope, scope.tape.pick(tensors(scope))),
  (scope) => constant(rational(scope.tape.below(13) - 6, 1 + scope.tape.below(4))),
  (scope, depth) => add(expression(scope, depth), expression(scope, depth)),
  (scope, depth) => sub(expression(scope, depth), expression(scope, depth)),
  (scope, depth) => mul(expression(scope, depth), expression(scope, depth)),
  (scope, depth) => divide(expression(scope, depth), above(expression(scope, depth))),
  (scope, depth) => unary(scope, expression(scope, depth)),
  (scope, depth) => unary(scope, expression(scope, depth)),
  (scope, depth) => binary(scope, expression(scope, depth), expression(scope, depth)),
  (scope, depth) => powerOf(scope, expression(scope, depth)),
  reduction,
  reduction,
  (scope, depth) => select(condition(scope), expression(scope, depth), expression(scope, depth)),
  (scope, depth) => scope.pool[scope.tape.below(Math.max(1, scope.pool.length))] ?? expression(scope, depth),
  (scope) => indexValue(scope),
];

/** A random expression over the indices in scope, finite wherever the inputs are ordinary numbers. */
export function expression(scope: Scope, depth: number): Scalar {
  const choose = depth === 0 ? choices[0] : scope.tape.pick(choices);
  const made = choose(scope, Math.max(0, depth - 1));
  scope.pool.push(made);
  return made;
}

/** Parameters and equations more than once, so that systems are deep and depend on what they are differentiated for. */
function tensors({ inputs, equations }: Scope): [Tensor, ...Tensor[]] {
  const params = inputs.filter(({ role }) => role === "param");
  const [first, ...others] = [...params, ...equations, ...params, ...equations, ...equations, ...inputs];
  if (first === undefined) throw new Error("a scope without tensors");
  return [first, ...others];
}

/** A read at indices in scope; where there is none of the dimension, at a constant or under a sum. */
function readOf(scope: Scope, { name, axes }: Tensor): Scalar {
  const summed: Index[] = [];
  const places = axes.map((dim): Scalar => {
    const fitting = scope.indices.filter((index) => index.dim.name === dim.name);
    const [first, ...others] = fitting;
    if (dim.size !== undefined && (first === undefined || scope.tape.chance(15))) {
      return scope.tape.pick([constant(dim.size - 1), constant(0)]);
    }
    if (first !== undefined) {
      const index = scope.tape.pick([first, ...others]);
      const backwards = scope.computedIndices && dim.size !== undefined && scope.tape.chance(15);
      return backwards ? sub(constant(dim.size - 1), index) : index;
    }
    const bound = openIndex(dim);
    summed.push(bound);
    return bound;
  });
  return sum(summed, read(name, places));
}

const square = (x: Scalar): Scalar => power(x, 2);
/** 1 + x², at least 1 */
const above = (x: Scalar): Scalar => add(one, square(x));
/** Between −1 and 1, and no steeper than x. */
const tame = (x: Scalar): Scalar => call("tanh", x);

type SafeCall<F extends string, Arguments extends readonly Scalar[]> = {
  readonly [G in F]: (...args: Arguments) => Scalar;
};

/** Each function where it is smooth and of moderate size, except for kinks that random numbers do not hit. */
const safeUnary: SafeCall<Exclude<UnaryFunction, "sign" | "step" | "floor">, [Scalar]> = {
  exp: (x) => call("exp", tame(x)),
  log: (x) => call("log", above(x)),
  log1p: (x) => call("log1p", square(x)),
  expm1: (x) => call("expm1", tame(x)),
  log1mexp: (x) => call("log1mexp", negate(above(x))),
  cbrt: (x) => call("cbrt", above(x)),
  abs: (x) => call("abs", x),
  sin: (x) => call("sin", x),
  cos: (x) => call("cos", x),
  tan: (x) => call("tan", tame(x)),
  asin: (x) => call("asin", mul(constant(rational(1, 2)), tame(x))),
  acos: (x) => call("acos", mul(constant(rational(1, 2)), tame(x))),
  atan: (x) => call("atan", x),
  sinh: (x) => call("sinh", tame(x)),
  cosh: (x) => call("cosh", tame(x)),
  tanh: (x) => call("tanh", x),
  sech: (x) => call("sech", x),
  logcosh: (x) => call("logcosh", x),
  sigmoid: (x) => call("sigmoid", x),
  softplus: (x) => call("softplus", x),
  relu: (x) => call("relu", x),
  erf: (x) => call("erf", x),
  erfc: (x) => call("erfc", x),
  lgamma: (x) => call("lgamma", add(one, call("softplus", x))),
  digamma: (x) => call("digamma", add(one, call("softplus", x))),
  trigamma: (x) => call("trigamma", add(one, call("softplus", x))),
  norm: (x) => call("norm", above(x)),
};

const safeBinary: SafeCall<BinaryFunction, [Scalar, Scalar]> = {
  max: (x, y) => call("max", x, y),
  min: (x, y) => call("min", x, y),
  pow: (x, y) => call("pow", above(x), tame(y)),
  atan2: (x, y) => call("atan2", x, above(y)),
  hypot: (x, y) => call("hypot", above(x), y),
  xlogy: (x, y) => call("xlogy", x, above(y)),
};

/** Functions that jump are asked of data, which both sides of a comparison see alike, and not of what is rounded. */
const jumping: readonly [UnaryFunction, ...UnaryFunction[]] = ["step", "sign", "floor"];

const irrational: ConstantFunction = "pi";

const rows = <T>(table: Readonly<Record<string, T>>): [T, ...T[]] => {
  const [first, ...others] = Object.values(table);
  if (first === undefined) throw new Error("an empty table");
  return [first, ...others];
};

function unary(scope: Scope, x: Scalar): Scalar {
  if (scope.tape.chance(10)) return mul(x, call(scope.tape.pick(jumping), dataRead(scope)));
  if (scope.tape.chance(3)) return mul(x, call(irrational));
  return scope.tape.pick(rows(safeUnary))(x);
}

const binary = (scope: Scope, x: Scalar, y: Scalar): Scalar => scope.tape.pick(rows(safeBinary))(x, y);

/** A read of an input alone, at whatever indices are there. */
function dataRead(scope: Scope): Scalar {
  const [first, ...others] = scope.inputs.filter(({ axes }) =>
    axes.every((dim) => dim.size !== undefined || scope.indices.some((index) => index.dim.name === dim.name)),
  );
  return first === undefined ? one : readOf({ ...scope, computedIndices: false }, scope.tape.pick([first, ...others]));
}

function powerOf({ tape }: Scope, x: Scalar): Scalar {
  const root = rational(1, 2);
  return tape.pick([
    power(x, 2),
    power(x, 3),
    power(above(x), root),
    power(above(x), -1),
    power(above(x), rational(-3, 2)),
    mul(power(above(x), root), power(above(x), root)),
  ]);
}

function indexValue({ tape, indices }: Scope): Scalar {
  const [first, ...others] = indices;
  if (first === undefined) return constant(1);
  const index = tape.pick([first, ...others]);
  return mul(constant(rational(1, 4)), tape.chance(50) ? extent(index.dim) : index);
}

function comparison(scope: Scope): Condition {
  const { tape, indices } = scope;
  const [first, ...others] = indices;
  if (first === undefined || tape.chance(50)) return less(dataRead(scope), constant(rational(1, 3)));
  const [a, b] = [tape.pick([first, ...others]), tape.pick([first, ...others])];
  return tape.pick([
    equal(a, b),
    less(a, b),
    lessOrEqual(a, b),
    equal(a, constant(1)),
    less(a, sub(extent(b.dim), one)),
  ]);
}

function condition(scope: Scope): Condition {
  const { tape } = scope;
  const plain = comparison(scope);
  if (tape.chance(15)) return not(plain);
  if (tape.chance(15)) return and(plain, comparison(scope));
  return tape.chance(15) ? or(plain, comparison(scope)) : plain;
}

type Reduction = (scope: Scope, index: Index, depth: number) => Scalar;

/** Where there is nothing to choose from an extremum is infinite, so those ask first. */
const overSome = (operator: ReduceOperator, index: Index, body: Scalar): Scalar => {
  const result = reduce(operator, [index], body);
  return index.dim.size === undefined ? select(less(zero, extent(index.dim)), result, zero) : result;
};

const inside = (scope: Scope, index: Index): Scope => ({ ...scope, indices: [...scope.indices, index], pool: [] });

const reductions: readonly [Reduction, ...Reduction[]] = [
  (scope, index, depth) => sum([index], expression(inside(scope, index), depth)),
  (scope, index, depth) =>
    sum([index], mul(expression(inside(scope, index), depth), expression(inside(scope, index), depth))),
  (scope, index, depth) => {
    const second = openIndex(index.dim);
    return sum([index, second], expression(inside(inside(scope, index), second), depth));
  },
  (scope, index, depth) => overSome("logsumexp", index, expression(inside(scope, index), depth)),
  (scope, index, depth) => reduce("prod", [index], tame(expression(inside(scope, index), depth))),
  (scope, index, depth) => overSome("max", index, expression(inside(scope, index), depth)),
  (scope, index, depth) => overSome("min", index, expression(inside(scope, index), depth)),
  (scope, index) => overSome(scope.tape.pick(["argmax", "argmin"]), index, dataRead(inside(scope, index))),
];

function reduction(scope: Scope, depth: number): Scalar {
  const taken: readonly Dim[] = [...scope.inputs, ...scope.equations].flatMap(({ axes }) => axes);
  const [first, ...others] = taken;
  const dim = first === undefined ? { name: "2", size: 2 } : scope.tape.pick([first, ...others]);
  return scope.tape.pick(reductions)(scope, openIndex(dim), depth);
}
