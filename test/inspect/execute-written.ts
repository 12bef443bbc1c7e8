import { open } from "../../src/equations/build.ts";
import { sizeOf, type Point } from "../../src/equations/evaluate.ts";
import { functionValues } from "../../src/equations/function-values.ts";
import type { ElementwiseFunction } from "../../src/equations/functions.ts";
import { axis } from "../../src/equations/leaves.ts";
import type { Condition, Index, Reduce, Scalar } from "../../src/equations/scalar.ts";
import type { Equation, System } from "../../src/equations/system.ts";
import { toNumber } from "../../src/util/rational.ts";
import { Operations } from "../oracles/operations.ts";

/**
 * Computes a system as it is written, one operation after the other, and counts them as they happen: what stands in two
 * places is computed twice. Covers what the models of the tests hold, and says so where something else comes.
 */
export class Execution {
  readonly operations = new Operations();
  readonly values: Map<string, Float64Array>;
  private readonly system: System;
  private readonly at: Point;

  constructor(system: System, at: Point) {
    this.system = system;
    this.at = at;
    this.values = new Map(at.inputs);
    for (const equation of system.equations) this.values.set(equation.name, this.equation(equation));
  }

  private equation({ axes, body }: Equation): Float64Array {
    const elements: number[] = [];
    const indices = axes.map((dim, position) => axis(position, dim));
    this.forEach(indices, new Map(), (here) => elements.push(this.value(body, here)));
    return Float64Array.from(elements);
  }

  private forEach(indices: readonly Index[], around: Indices, visit: (here: Indices) => void): void {
    const [first, ...others] = indices;
    if (!first) {
      visit(around);
      return;
    }
    const size = sizeOf(first.dim, this.at.sizes);
    for (let i = 0; i < size; i++) this.forEach(others, new Map(around).set(first, i), visit);
  }

  private value(scalar: Scalar, here: Indices): number {
    return (this.rows[scalar.kind] as (scalar: Scalar, here: Indices) => number)(scalar, here);
  }

  private readonly rows: {
    readonly [K in Scalar["kind"]]: (scalar: Extract<Scalar, { kind: K }>, here: Indices) => number;
  } = {
    constant: ({ value }) => toNumber(value),
    extent: ({ dim }) => sizeOf(dim, this.at.sizes),
    index: (index, here) => here.get(index) ?? NaN,
    read: ({ tensor, indices }, here) => this.read(tensor, indices, here),
    add: ({ terms }, here) => terms.map((term) => this.value(term, here)).reduce((a, b) => this.operations.add(a, b)),
    mul: ({ factors }, here) => this.product(factors, here),
    power: ({ base, exponent: { numerator, denominator } }, here) => {
      const power = this.power(this.value(base, here), Math.abs(Number(numerator)), Number(denominator));
      return numerator < 0n ? this.operations.divide(1, power) : power;
    },
    call: ({ fn, args }, here) =>
      this.call(
        fn,
        args.map((arg) => this.value(arg, here)),
      ),
    select: ({ condition, whenTrue, whenFalse }, here) => {
      // Both sides are counted, so both are computed.
      const [first, second] = [this.value(whenTrue, here), this.value(whenFalse, here)];
      return this.test(condition, here) ? first : second;
    },
    reduce: (reduction, here) => this.reduction(reduction, here),
  };

  private read(tensor: string, indices: readonly Scalar[], here: Indices): number {
    const { inputs, equations } = this.system;
    const input = inputs.find(({ name }) => name === tensor);
    const axes = (input ?? equations.find(({ name }) => name === tensor))?.axes ?? [];
    const array = this.values.get(tensor) ?? [];
    if (axes.length === 0 && input?.role !== "param") return array[0] ?? NaN;
    const offset = indices.reduce((sum, index, position) => {
      const dim = axes[position];
      return sum * (dim ? sizeOf(dim, this.at.sizes) : NaN) + this.value(index, here);
    }, 0);
    return this.operations.read(array, offset);
  }

  /** Numerators, then denominators, then one division. */
  private product(factors: readonly Scalar[], here: Indices): number {
    const { operations } = this;
    const [above, below]: [number[], number[]] = [[], []];
    let [sign, chosen] = [1, true];
    for (const factor of factors) {
      if (factor.kind === "constant" && Math.abs(toNumber(factor.value)) === 1) sign *= toNumber(factor.value);
      else if (factor.kind === "call" && factor.fn === "step") chosen &&= this.value(factor.args[0]!, here) > 0;
      else if (factor.kind === "power" && factor.exponent.numerator < 0n) {
        const { numerator, denominator } = factor.exponent;
        below.push(this.power(this.value(factor.base, here), -Number(numerator), Number(denominator)));
      } else above.push(this.value(factor, here));
    }
    const product = above.length > 0 ? above.reduce((a, b) => operations.multiply(a, b)) : 1;
    const result =
      below.length === 0
        ? product
        : operations.divide(
            product,
            below.reduce((a, b) => operations.multiply(a, b)),
          );
    return chosen ? sign * result : 0;
  }

  private power(base: number, exponent: number, parts: number): number {
    const { operations } = this;
    if (parts === 2) {
      const root = operations.call(Math.sqrt, base);
      return exponent === 1 ? root : operations.multiply(root, this.power(base, (exponent - 1) / 2, 1));
    }
    if (parts !== 1) return operations.call(Math.pow, base, exponent / parts);
    if (exponent === 1) return base;
    const half = this.power(base, Math.floor(exponent / 2), 1);
    const square = operations.multiply(half, half);
    return exponent % 2 === 0 ? square : operations.multiply(square, base);
  }

  private call(fn: ElementwiseFunction, args: readonly number[]): number {
    const { operations } = this;
    const [x = NaN, y = NaN] = args;
    const exp = (of: number): number => operations.call(Math.exp, of);
    if (["relu", "step", "abs", "sign", "max", "min"].includes(fn)) return functionValues[fn](x, y);
    if (fn === "sigmoid") return operations.divide(1, operations.add(1, exp(-x)));
    if (fn === "softplus") return operations.add(Math.max(x, 0), operations.call(Math.log1p, exp(-Math.abs(x))));
    if (["exp", "log", "tanh", "sin", "norm"].includes(fn)) return operations.call(functionValues[fn], x, y);
    throw new Error(`${fn} is not among the functions that this test executes`);
  }

  private reduction(reduction: Reduce, here: Indices): number {
    const { indices, body } = open(reduction);
    const pass = (): number[] => {
      const elements: number[] = [];
      this.forEach(indices, here, (inside) => elements.push(this.value(body, inside)));
      return elements;
    };
    const { operations } = this;
    const { operator } = reduction;
    if (operator === "sum") return pass().reduce((a, b) => operations.add(a, b), 0);
    if (operator === "max") return Math.max(...pass());
    if (operator === "argmax") return ((elements) => elements.indexOf(Math.max(...elements)))(pass());
    if (operator !== "logsumexp") throw new Error(`${operator} is not among the reductions that this test executes`);
    const largest = Math.max(...pass());
    const exponentials = pass().map((element) => operations.call(Math.exp, operations.add(element, -largest)));
    const total = exponentials.reduce((a, b) => operations.add(a, b), 0);
    return operations.add(largest, operations.call(Math.log, total));
  }

  private test(condition: Condition, here: Indices): boolean {
    return (this.tests[condition.kind] as (condition: Condition, here: Indices) => boolean)(condition, here);
  }

  private readonly tests: {
    readonly [K in Condition["kind"]]: (condition: Extract<Condition, { kind: K }>, here: Indices) => boolean;
  } = {
    truth: ({ value }) => value,
    less: ({ left, right }, here) => this.value(left, here) < this.value(right, here),
    lessOrEqual: ({ left, right }, here) => this.value(left, here) <= this.value(right, here),
    equal: ({ left, right }, here) => this.value(left, here) === this.value(right, here),
    not: ({ condition }, here) => !this.test(condition, here),
    and: ({ conditions }, here) => conditions.map((part) => this.test(part, here)).every(Boolean),
    or: ({ conditions }, here) => conditions.map((part) => this.test(part, here)).some(Boolean),
  };
}

type Indices = ReadonlyMap<Index, number>;
