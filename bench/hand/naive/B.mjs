/** Two layers, ReLU and mean squared error, sample by sample. */
export function prepare({ m0, m1, m2, N }, { W1, b1, W2, b2 }, { X, Y }, Elements) {
  const grad = {
    W1: new Elements(m1 * m0),
    b1: new Elements(m1),
    W2: new Elements(m2 * m1),
    b2: new Elements(m2),
  };
  const [h, r, d1] = [m1, m2, m1].map((length) => new Elements(length));

  function lossAndGradient() {
    for (const name in grad) grad[name].fill(0);
    let loss = 0;
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < m1; j++) {
        let z = b1[j];
        for (let k = 0; k < m0; k++) z += W1[j * m0 + k] * X[i * m0 + k];
        h[j] = Math.max(z, 0);
      }
      for (let j = 0; j < m2; j++) {
        let z = b2[j];
        for (let k = 0; k < m1; k++) z += W2[j * m1 + k] * h[k];
        const error = z - Y[i * m2 + j];
        loss += error ** 2 / N;
        r[j] = (2 / N) * error;
      }

      for (let j = 0; j < m2; j++) {
        grad.b2[j] += r[j];
        for (let k = 0; k < m1; k++) grad.W2[j * m1 + k] += r[j] * h[k];
      }
      for (let j = 0; j < m1; j++) {
        let sum = 0;
        for (let k = 0; k < m2; k++) sum += W2[k * m1 + j] * r[k];
        d1[j] = h[j] > 0 ? sum : 0;
        grad.b1[j] += d1[j];
        for (let k = 0; k < m0; k++) grad.W1[j * m0 + k] += d1[j] * X[i * m0 + k];
      }
    }
    return loss;
  }

  return { grad, lossAndGradient };
}
