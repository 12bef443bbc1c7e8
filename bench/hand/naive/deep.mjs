/** Tanh layers of one width with mean squared error, sample by sample. */
export function prepare({ layers, m, N }, params, { X, Y }, Elements) {
  const depth = Array.from({ length: layers }, (_, at) => at + 1);
  const W = [null, ...depth.map((l) => params[`W${l}`])];
  const b = [null, ...depth.map((l) => params[`b${l}`])];
  const dW = [null, ...depth.map(() => new Elements(m * m))];
  const db = [null, ...depth.map(() => new Elements(m))];
  const h = Array.from({ length: layers + 1 }, () => new Elements(m));
  let [delta, below] = [new Elements(m), new Elements(m)];

  function lossAndGradient() {
    for (const l of depth) {
      dW[l].fill(0);
      db[l].fill(0);
    }
    let loss = 0;
    for (let i = 0; i < N; i++) {
      for (let k = 0; k < m; k++) h[0][k] = X[i * m + k];
      for (let l = 1; l <= layers; l++) {
        for (let j = 0; j < m; j++) {
          let z = b[l][j];
          for (let k = 0; k < m; k++) z += W[l][k * m + j] * h[l - 1][k];
          h[l][j] = Math.tanh(z);
        }
      }
      for (let j = 0; j < m; j++) {
        const error = h[layers][j] - Y[i * m + j];
        loss += error ** 2 / N;
        delta[j] = (2 / N) * error;
      }

      for (let l = layers; l >= 1; l--) {
        for (let j = 0; j < m; j++) {
          delta[j] *= 1 - h[l][j] ** 2;
          db[l][j] += delta[j];
          for (let k = 0; k < m; k++) dW[l][k * m + j] += delta[j] * h[l - 1][k];
        }
        for (let k = 0; k < m && l > 1; k++) {
          let sum = 0;
          for (let j = 0; j < m; j++) sum += W[l][k * m + j] * delta[j];
          below[k] = sum;
        }
        [delta, below] = [below, delta];
      }
    }
    return loss;
  }

  const grad = Object.fromEntries(depth.flatMap((l) => [[`W${l}`, dW[l]], [`b${l}`, db[l]]])); // prettier-ignore
  return { grad, lossAndGradient };
}
