import { product, productByTransposed, productOfTransposed } from "./products.mjs";

/** One head of attention with a squared error, as an expert has it. */
export function prepare({ T, d }, { Q, K, V }, { X, Y }, Elements) {
  const grad = { Q: new Elements(d * d), K: new Elements(d * d), V: new Elements(d * d) };
  const [q, k, v, o, dq, dk, dv] = Array.from({ length: 7 }, () => new Elements(T * d));
  const [p, dp] = [new Elements(T * T), new Elements(T * T)];
  const scale = 1 / Math.sqrt(d);

  function softmax(row) {
    let most = -Infinity;
    for (let at = row; at < row + T; at++) if (p[at] > most) most = p[at];
    let total = 0;
    for (let at = row; at < row + T; at++) total += p[at] = Math.exp((p[at] - most) * scale);
    for (let at = row, by = 1 / total; at < row + T; at++) p[at] *= by;
  }

  function softmaxBack(row) {
    let mean = 0;
    for (let at = row; at < row + T; at++) mean += p[at] * dp[at];
    for (let at = row; at < row + T; at++) dp[at] = p[at] * (dp[at] - mean) * scale;
  }

  function lossAndGradient() {
    product(q, X, Q, null, T, d, d);
    product(k, X, K, null, T, d, d);
    product(v, X, V, null, T, d, d);
    productByTransposed(p, q, k, null, T, d, T);
    for (let t = 0; t < T; t++) softmax(t * T);
    product(o, p, v, null, T, T, d);
    let loss = 0;
    for (let at = 0; at < o.length; at++) {
      const error = o[at] - Y[at];
      loss += error * error;
      o[at] = 2 * error;
    }
    productOfTransposed(dv, p, o, T, T, d);
    productByTransposed(dp, o, v, null, T, d, T);
    for (let t = 0; t < T; t++) softmaxBack(t * T);
    product(dq, dp, k, null, T, T, d);
    productOfTransposed(dk, dp, q, T, T, d);
    productOfTransposed(grad.Q, X, dq, T, d, d);
    productOfTransposed(grad.K, X, dk, T, d, d);
    productOfTransposed(grad.V, X, dv, T, d, d);
    return loss;
  }

  return { grad, lossAndGradient };
}
