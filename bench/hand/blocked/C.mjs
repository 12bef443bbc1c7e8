import { product, productByTransposed, productOfTransposed, sumOfRows } from "./products.mjs";

/** A ReLU layer and a softmax classifier with cross-entropy, as an expert has them. */
export function prepare({ m0, m1, m2, N }, { W1, b1, W2, b2 }, { X, Y }, Elements) {
  const grad = {
    W1: new Elements(m0 * m1),
    b1: new Elements(m1),
    W2: new Elements(m1 * m2),
    b2: new Elements(m2),
  };
  const [h, d1] = [new Elements(N * m1), new Elements(N * m1)];
  const z = new Elements(N * m2);

  /** The loss of a sample, whose logits become their slopes: each exponential once. */
  function classify(at) {
    let most = z[at];
    for (let j = 1; j < m2; j++) if (z[at + j] > most) most = z[at + j];
    let total = 0;
    let loss = 0;
    for (let j = 0; j < m2; j++) {
      const shifted = z[at + j] - most;
      const e = Math.exp(shifted);
      loss -= Y[at + j] * shifted;
      total += e;
      z[at + j] = e;
    }
    const scale = 1 / (N * total);
    for (let j = 0; j < m2; j++) z[at + j] = z[at + j] * scale - Y[at + j] / N;
    return loss + Math.log(total);
  }

  function lossAndGradient() {
    product(h, X, W1, b1, N, m0, m1);
    for (let at = 0; at < h.length; at++) if (h[at] < 0) h[at] = 0;
    product(z, h, W2, b2, N, m1, m2);
    let loss = 0;
    for (let i = 0; i < N; i++) loss += classify(i * m2);
    productOfTransposed(grad.W2, h, z, N, m1, m2);
    sumOfRows(grad.b2, z, N, m2);
    productByTransposed(d1, z, W2, null, N, m2, m1);
    for (let at = 0; at < d1.length; at++) if (h[at] <= 0) d1[at] = 0;
    productOfTransposed(grad.W1, X, d1, N, m0, m1);
    sumOfRows(grad.b1, d1, N, m1);
    return loss / N;
  }

  return { grad, lossAndGradient };
}
