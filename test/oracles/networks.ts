import fc from "fast-check";
import {
  add,
  axis,
  call,
  constant,
  divide,
  extent,
  mul,
  negate,
  one,
  openIndex,
  power,
  read,
  sub,
  sum,
  two,
} from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Index, Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input, System } from "../../src/equations/system.ts";

export type Activation = "sigmoid" | "tanh" | "relu";
export type Loss = "bce" | "softmax-ce" | "mse";

export interface NetworkShape {
  /** How many layers of weights, at least 1. */
  readonly layers: number;
  readonly activation: Activation;
  readonly loss: Loss;
  /** Write σ, tanh and softmax out in exponentials, as the papers do (default true). */
  readonly writtenOut?: boolean;
}

const symbolic = (name: string): Dim => ({ name, size: undefined });
const samples = symbolic("n");

/**
 * A multi-layer perceptron, layer by layer in index notation: parameters `W1[m1,m0]`, `b1[m1]`, …, data `x[n,m0]`,
 * `y[n,mL]`, equations `z1`, `h1`, …, `f` and `loss`. Spelled naively: nothing in it is stable or shared by hand.
 */
export function network({ layers, activation, loss, writtenOut = true }: NetworkShape): System {
  const widths = Array.from({ length: layers + 1 }, (_, layer) => symbolic(`m${layer}`));
  const width = (layer: number): Dim => widths[layer] ?? symbolic(`m${layer}`);
  const inputs: Input[] = [
    ...widths.slice(1).flatMap((dim, at): Input[] => [
      { name: `W${at + 1}`, role: "param", axes: [dim, width(at)] },
      { name: `b${at + 1}`, role: "param", axes: [dim] },
    ]),
    { name: "x", role: "data", axes: [samples, width(0)] },
    { name: "y", role: "data", axes: [samples, width(layers)] },
  ];
  const equations: Equation[] = [];
  const define = (name: string, axes: readonly Dim[], body: Scalar): void => {
    equations.push({ name, axes, body, origin: { rule: "defined" } });
  };
  const sample = axis(0, samples);
  for (let layer = 1; layer <= layers; layer++) {
    const unit = axis(1, width(layer));
    const before = openIndex(width(layer - 1));
    const weighted = mul(
      read(`W${layer}`, [unit, before]),
      read(layer === 1 ? "x" : `h${layer - 1}`, [sample, before]),
    );
    define(`z${layer}`, [samples, width(layer)], add(sum([before], weighted), read(`b${layer}`, [unit])));
    const z = read(`z${layer}`, [sample, unit]);
    if (layer < layers) define(`h${layer}`, [samples, width(layer)], activations(writtenOut)[activation](z));
  }
  const last = { name: `z${layers}`, sample, unit: axis(1, width(layers)) };
  define("f", [samples, width(layers)], outputs(writtenOut)[loss](last));
  define("loss", [], losses[loss](width(layers)));
  return { dims: [samples, ...widths], inputs, equations };
}

const exp = (x: Scalar): Scalar => call("exp", x);

const activations = (writtenOut: boolean): { readonly [A in Activation]: (z: Scalar) => Scalar } => ({
  sigmoid: (z) => (writtenOut ? divide(one, add(one, exp(negate(z)))) : call("sigmoid", z)),
  tanh: (z) => (writtenOut ? sub(divide(two, add(one, exp(mul(constant(-2), z)))), one) : call("tanh", z)),
  relu: (z) => call("relu", z),
});

interface Logits {
  readonly name: string;
  readonly sample: Index;
  readonly unit: Index;
}

const outputs = (writtenOut: boolean): { readonly [L in Loss]: (logits: Logits) => Scalar } => ({
  bce: ({ name, sample, unit }) => activations(writtenOut).sigmoid(read(name, [sample, unit])),
  "softmax-ce": ({ name, sample, unit }) => {
    const other = openIndex(unit.dim);
    return divide(exp(read(name, [sample, unit])), sum([other], exp(read(name, [sample, other]))));
  },
  mse: ({ name, sample, unit }) => read(name, [sample, unit]),
});

const log = (x: Scalar): Scalar => call("log", x);

/** The loss of outputs `f[n,mL]` for targets `y[n,mL]`. */
const losses: { readonly [L in Loss]: (width: Dim) => Scalar } = {
  bce: (width) => overAll(width, (f, y) => negate(add(mul(y, log(f)), mul(sub(one, y), log(sub(one, f)))))),
  "softmax-ce": (width) => overAll(width, (f, y) => negate(mul(y, log(f)))),
  mse: (width) =>
    divide(
      overAll(width, (f, y) => power(sub(f, y), 2)),
      extent(samples),
    ),
};

function overAll(width: Dim, term: (f: Scalar, y: Scalar) => Scalar): Scalar {
  const [sample, unit] = [openIndex(samples), openIndex(width)];
  return sum([sample, unit], term(read("f", [sample, unit]), read("y", [sample, unit])));
}

/** Random networks of one to four layers. */
export const networkShapes: fc.Arbitrary<NetworkShape> = fc.record({
  layers: fc.integer({ min: 1, max: 4 }),
  activation: fc.constantFrom<Activation>("sigmoid", "tanh", "relu"),
  loss: fc.constantFrom<Loss>("bce", "softmax-ce", "mse"),
  writtenOut: fc.boolean(),
});
