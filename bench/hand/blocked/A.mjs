import { product, productByTransposed, productOfTransposed, sumOfRows } from "./products.mjs";

/** Three sigmoid layers with cross-entropy, as an expert has them: one exponential for the loss and its slope. */
export function prepare({ m0, h1, h2, N }, { W1, b1, W2, b2, W3, b3 }, { X, Y }, Elements) {
  const grad = {
    W1: new Elements(m0 * h1),
    b1: new Elements(h1),
    W2: new Elements(h1 * h2),
    b2: new Elements(h2),
    W3: new Elements(h2),
    b3: new Elements(1),
  };
  const { W3: dW3 } = grad;
  const [p1, d1] = [new Elements(N * h1), new Elements(N * h1)];
  const [p2, d2] = [new Elements(N * h2), new Elements(N * h2)];

  /** What follows the second layer, for a sample: its loss and the slope by its logit, and `d2` from them. */
  function last(i) {
    const at = i * h2;
    let z = b3[0];
    for (let j = 0; j < h2; j++) z += p2[at + j] * W3[j];
    const e = Math.exp(-Math.abs(z));
    const slope = (z >= 0 ? 1 : e) / (1 + e) - Y[i];
    for (let j = 0; j < h2; j++) {
      const p = p2[at + j];
      dW3[j] += slope * p;
      d2[at + j] = slope * W3[j] * p * (1 - p);
    }
    grad.b3[0] += slope;
    return Math.max(z, 0) + Math.log1p(e) - Y[i] * z;
  }

  function lossAndGradient() {
    product(p1, X, W1, b1, N, m0, h1);
    sigmoid(p1);
    product(p2, p1, W2, b2, N, h1, h2);
    sigmoid(p2);
    dW3.fill(0);
    grad.b3[0] = 0;
    let loss = 0;
    for (let i = 0; i < N; i++) loss += last(i);
    productOfTransposed(grad.W2, p1, d2, N, h1, h2);
    sumOfRows(grad.b2, d2, N, h2);
    productByTransposed(d1, d2, W2, null, N, h2, h1);
    for (let at = 0; at < d1.length; at++) d1[at] *= p1[at] * (1 - p1[at]);
    productOfTransposed(grad.W1, X, d1, N, m0, h1);
    sumOfRows(grad.b1, d1, N, h1);
    return loss;
  }

  return { grad, lossAndGradient };
}

function sigmoid(z) {
  for (let at = 0; at < z.length; at++) z[at] = 1 / (1 + Math.exp(-z[at]));
}
