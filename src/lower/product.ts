import type { Scalar } from "../equations/scalar.ts";
import { isNegative, negative, toNumber, type Rational } from "../util/rational.ts";
import { chained } from "./chain.ts";
import type { Node, NodeTable } from "./node.ts";

const mostMultiplications = 32n;

/** What a product needs of the expansion that it is part of. */
export interface Expanding {
  readonly table: NodeTable;
  node(scalar: Scalar): Node;
  /** How deep the innermost loop is that the node changes in; 0 outside all loops. */
  depth(node: Node): number;
  /** Whether more than one expression has this as a part. */
  isShared(scalar: Scalar): boolean;
}

/** A power: small whole exponents by multiplication, halves by the square root. */
export function expandPower(table: NodeTable, base: Node, exponent: Rational): Node {
  if (isNegative(exponent))
    return table.apply("divide", table.number(1), positivePower(table, base, negative(exponent)));
  return positivePower(table, base, exponent);
}

function positivePower(table: NodeTable, base: Node, { numerator, denominator }: Rational): Node {
  if (numerator > mostMultiplications || denominator > 2n) {
    return table.apply("pow", base, table.number(toNumber({ numerator, denominator })));
  }
  const whole = wholePower(table, base, numerator / denominator);
  if (denominator === 1n) return whole;
  return table.apply("multiply", whole, table.apply("sqrt", base));
}

/** xⁿ by repeated squaring. */
function wholePower(table: NodeTable, base: Node, exponent: bigint): Node {
  if (exponent === 0n) return table.number(1);
  if (exponent === 1n) return base;
  const half = wholePower(table, base, exponent / 2n);
  const square = table.apply("multiply", half, half);
  return exponent % 2n === 0n ? square : table.apply("multiply", square, base);
}

/** Numerators and denominators of the factors that change in the same loop. */
interface Level {
  readonly above: Node[];
  readonly below: Node[];
}

const isStep = (factor: Scalar): factor is Extract<Scalar, { kind: "call" }> =>
  factor.kind === "call" && factor.fn === "step";

/**
 * A product, the factors of outer loops multiplied first. A negative power divides, unless its reciprocal is wanted
 * elsewhere too. A factor step(x) chooses between the rest and 0.
 */
export function expandProduct(expansion: Expanding, factors: readonly Scalar[], negated: boolean): Node {
  const { table } = expansion;
  const steps = factors.filter(isStep);
  const rest = multiplied(
    expansion,
    factors.filter((factor) => !isStep(factor)),
    negated,
  );
  if (steps.length === 0) return rest;
  const tests = steps.map(({ args: [x] }) => table.apply("less", table.number(0), x ? expansion.node(x) : rest));
  const test = chained(table, "and", tests);
  return table.choose(test, rest, table.number(0), true);
}

function multiplied(expansion: Expanding, factors: readonly Scalar[], negated: boolean): Node {
  const { table } = expansion;
  const levels = new Map<number, Level>();
  const at = (node: Node): Level => {
    const depth = expansion.depth(node);
    const level = levels.get(depth) ?? { above: [], below: [] };
    levels.set(depth, level);
    return level;
  };
  let weight = 1;
  for (const factor of factors) {
    if (factor.kind === "constant") weight *= toNumber(factor.value);
    else if (factor.kind === "power" && isNegative(factor.exponent) && !expansion.isShared(factor)) {
      const divisor = positivePower(table, expansion.node(factor.base), negative(factor.exponent));
      at(divisor).below.push(divisor);
    } else {
      const node = expansion.node(factor);
      at(node).above.push(node);
    }
  }
  if (negated) weight = -weight;
  const size = Math.abs(weight) === 1 ? 1 : weight;
  if (size !== 1) at(table.number(size)).above.unshift(table.number(size));
  const product = [...levels]
    .sort(([a], [b]) => a - b)
    .reduce((outer, [, level]) => quotient(table, outer, level), one(table));
  return weight === -1 ? table.apply("negate", product) : product;
}

const one = (table: NodeTable): Node => table.number(1);

function quotient(table: NodeTable, outer: Node, { above, below }: Level): Node {
  const product = chained(table, "multiply", [outer, ...above]);
  if (below.length === 0) return product;
  const divisor = chained(table, "multiply", below);
  return table.apply("divide", product, divisor);
}
