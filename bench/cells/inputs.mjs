import { networks, length } from "./networks.mjs";
import { numbers } from "./numbers.mjs";

/** Targets by the kind of loss: 0 or 1, any real number, or a 1 in each row. */
const targets = {
  binary: (seed, [n]) => numbers(seed, n).map((value) => (value < 0 ? 0 : 1)),
  real: (seed, shape) => numbers(seed, length(shape)),
  "one-hot": (seed, [n, classes]) => {
    const rows = new Float32Array(n * classes);
    numbers(seed, n).forEach((value, at) => (rows[at * classes + Math.floor(((value + 1) / 2) * classes)] = 1));
    return rows;
  },
};

/** The fan-in of a layer scales its parameters: neither saturated nor all alike. */
const fanIn = ({ m0, h1, h2, m1, m, d }) => ({
  A: { W1: m0, b1: m0, W2: h1, b2: h1, W3: h2, b3: h2 },
  B: { W1: m0, b1: m0, W2: m1, b2: m1 },
  C: { W1: m0, b1: m0, W2: m1, b2: m1 },
  deep: m,
  attention: d,
});

/** Parameters and data of a cell, the same in every process. */
export function inputsOf({ network, sizes }) {
  const { params, data, labels } = networks[network];
  const fan = fanIn(sizes)[network];
  const drawn = Object.entries(params(sizes)).map(([name, shape], at) => {
    const scale = Math.fround(1 / Math.sqrt(typeof fan === "number" ? fan : fan[name]));
    return [name, numbers(17 * (at + 1), length(shape), scale).map(Math.fround)];
  });
  const { X, Y } = data(sizes);
  return {
    params: Object.fromEntries(drawn),
    data: { X: numbers(5, length(X)), Y: targets[labels](7, Y) },
  };
}
