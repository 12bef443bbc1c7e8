/** Three sigmoid layers with cross-entropy, sample by sample, as one writes the derivation down. */
export function prepare({ m0, h1, h2, N }, { W1, b1, W2, b2, W3, b3 }, { X, Y }, Elements) {
  const grad = {
    W1: new Elements(m0 * h1),
    b1: new Elements(h1),
    W2: new Elements(h1 * h2),
    b2: new Elements(h2),
    W3: new Elements(h2),
    b3: new Elements(1),
  };
  const [p1, p2, d1, d2] = [h1, h2, h1, h2].map((length) => new Elements(length));
  const sigmoid = (z) => 1 / (1 + Math.exp(-z));

  function lossAndGradient() {
    for (const name in grad) grad[name].fill(0);
    let loss = 0;
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < h1; j++) {
        let z = b1[j];
        for (let k = 0; k < m0; k++) z += W1[k * h1 + j] * X[i * m0 + k];
        p1[j] = sigmoid(z);
      }
      for (let j = 0; j < h2; j++) {
        let z = b2[j];
        for (let k = 0; k < h1; k++) z += W2[k * h2 + j] * p1[k];
        p2[j] = sigmoid(z);
      }
      let z = b3[0];
      for (let k = 0; k < h2; k++) z += W3[k] * p2[k];
      const f = sigmoid(z);
      loss -= Y[i] * Math.log(f) + (1 - Y[i]) * Math.log(1 - f);

      const d3 = f - Y[i];
      grad.b3[0] += d3;
      for (let k = 0; k < h2; k++) grad.W3[k] += d3 * p2[k];
      for (let j = 0; j < h2; j++) {
        d2[j] = d3 * W3[j] * p2[j] * (1 - p2[j]);
        grad.b2[j] += d2[j];
        for (let k = 0; k < h1; k++) grad.W2[k * h2 + j] += d2[j] * p1[k];
      }
      for (let j = 0; j < h1; j++) {
        let sum = 0;
        for (let k = 0; k < h2; k++) sum += W2[j * h2 + k] * d2[k];
        d1[j] = sum * p1[j] * (1 - p1[j]);
        grad.b1[j] += d1[j];
        for (let k = 0; k < m0; k++) grad.W1[k * h1 + j] += d1[j] * X[i * m0 + k];
      }
    }
    return loss;
  }

  return { grad, lossAndGradient };
}
