/** A ReLU layer and a softmax classifier with cross-entropy, sample by sample. */
export function prepare({ m0, m1, m2, N }, { W1, b1, W2, b2 }, { X, Y }, Elements) {
  const grad = {
    W1: new Elements(m0 * m1),
    b1: new Elements(m1),
    W2: new Elements(m1 * m2),
    b2: new Elements(m2),
  };
  const [h, z, d1, d2] = [m1, m2, m1, m2].map((length) => new Elements(length));

  function lossAndGradient() {
    for (const name in grad) grad[name].fill(0);
    let loss = 0;
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < m1; j++) {
        let sum = b1[j];
        for (let k = 0; k < m0; k++) sum += W1[k * m1 + j] * X[i * m0 + k];
        h[j] = Math.max(sum, 0);
      }
      let most = -Infinity;
      for (let j = 0; j < m2; j++) {
        let sum = b2[j];
        for (let k = 0; k < m1; k++) sum += W2[k * m2 + j] * h[k];
        z[j] = sum;
        most = Math.max(most, sum);
      }
      let total = 0;
      for (let j = 0; j < m2; j++) total += Math.exp(z[j] - most);
      for (let j = 0; j < m2; j++) {
        loss -= (Y[i * m2 + j] * (z[j] - most - Math.log(total))) / N;
        d2[j] = (Math.exp(z[j] - most) / total - Y[i * m2 + j]) / N;
      }

      for (let j = 0; j < m2; j++) {
        grad.b2[j] += d2[j];
        for (let k = 0; k < m1; k++) grad.W2[k * m2 + j] += d2[j] * h[k];
      }
      for (let j = 0; j < m1; j++) {
        let sum = 0;
        for (let k = 0; k < m2; k++) sum += W2[j * m2 + k] * d2[k];
        d1[j] = h[j] > 0 ? sum : 0;
        grad.b1[j] += d1[j];
        for (let k = 0; k < m0; k++) grad.W1[k * m1 + j] += d1[j] * X[i * m0 + k];
      }
    }
    return loss;
  }

  return { grad, lossAndGradient };
}
