import { product, productByTransposed, productOfTransposed, sumOfRows } from "./products.mjs";

/** Two layers, ReLU and mean squared error, as an expert has them. */
export function prepare({ m0, m1, m2, N }, { W1, b1, W2, b2 }, { X, Y }, Elements) {
  const grad = {
    W1: new Elements(m1 * m0),
    b1: new Elements(m1),
    W2: new Elements(m2 * m1),
    b2: new Elements(m2),
  };
  const [h, d1] = [new Elements(N * m1), new Elements(N * m1)];
  const r = new Elements(N * m2);

  function lossAndGradient() {
    productByTransposed(h, X, W1, b1, N, m0, m1);
    for (let at = 0; at < h.length; at++) if (h[at] < 0) h[at] = 0;
    productByTransposed(r, h, W2, b2, N, m1, m2);
    let loss = 0;
    for (let at = 0; at < r.length; at++) {
      const error = r[at] - Y[at];
      loss += error * error;
      r[at] = (2 / N) * error;
    }
    productOfTransposed(grad.W2, r, h, N, m2, m1);
    sumOfRows(grad.b2, r, N, m2);
    product(d1, r, W2, null, N, m2, m1);
    for (let at = 0; at < d1.length; at++) if (h[at] <= 0) d1[at] = 0;
    productOfTransposed(grad.W1, d1, X, N, m1, m0);
    sumOfRows(grad.b1, d1, N, m1);
    return loss / N;
  }

  return { grad, lossAndGradient };
}
