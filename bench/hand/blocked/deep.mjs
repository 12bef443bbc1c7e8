import { product, productByTransposed, productOfTransposed, sumOfRows } from "./products.mjs";

/** Tanh layers of one width with mean squared error, as an expert has them. */
export function prepare({ layers, m, N }, params, { X, Y }, Elements) {
  const depth = Array.from({ length: layers }, (_, at) => at + 1);
  const grad = Object.fromEntries(Object.entries(params).map(([name, { length }]) => [name, new Elements(length)]));
  const h = [X, ...depth.map(() => new Elements(N * m))];
  const deltas = [new Elements(N * m), new Elements(N * m)];

  function forward() {
    for (const l of depth) {
      product(h[l], h[l - 1], params[`W${l}`], params[`b${l}`], N, m, m);
      const values = h[l];
      for (let at = 0; at < values.length; at++) values[at] = Math.tanh(values[at]);
    }
  }

  function errors(delta, output) {
    let loss = 0;
    for (let at = 0; at < delta.length; at++) {
      const error = output[at] - Y[at];
      loss += error * error;
      delta[at] = (2 / N) * error;
    }
    return loss / N;
  }

  function backward(l, delta, below) {
    const values = h[l];
    for (let at = 0; at < delta.length; at++) delta[at] *= 1 - values[at] * values[at];
    productOfTransposed(grad[`W${l}`], h[l - 1], delta, N, m, m);
    sumOfRows(grad[`b${l}`], delta, N, m);
    if (l > 1) productByTransposed(below, delta, params[`W${l}`], null, N, m, m);
  }

  function lossAndGradient() {
    forward();
    const loss = errors(deltas[layers % 2], h[layers]);
    for (let l = layers; l > 0; l--) backward(l, deltas[l % 2], deltas[(l + 1) % 2]);
    return loss;
  }

  return { grad, lossAndGradient };
}
