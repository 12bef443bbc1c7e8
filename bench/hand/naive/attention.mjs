/** One head of attention with a squared error, in plain loops. */
export function prepare({ T, d }, { Q, K, V }, { X, Y }, Elements) {
  const grad = { Q: new Elements(d * d), K: new Elements(d * d), V: new Elements(d * d) };
  const [q, k, v, dq, dk, dv, d_o] = Array.from({ length: 7 }, () => new Elements(T * d));
  const p = new Elements(T * T);
  const dp = new Elements(T);

  /** to[t, a] = Σ over c of X[t, c]·by[c, a] */
  function project(to, by) {
    for (let t = 0; t < T; t++)
      for (let a = 0; a < d; a++) {
        let sum = 0;
        for (let c = 0; c < d; c++) sum += X[t * d + c] * by[c * d + a];
        to[t * d + a] = sum;
      }
  }

  /** to[c, a] = Σ over t of X[t, c]·from[t, a] */
  function gather(to, from) {
    for (let c = 0; c < d; c++)
      for (let a = 0; a < d; a++) {
        let sum = 0;
        for (let t = 0; t < T; t++) sum += X[t * d + c] * from[t * d + a];
        to[c * d + a] = sum;
      }
  }

  function attend() {
    for (let t = 0; t < T; t++) {
      let most = -Infinity;
      for (let u = 0; u < T; u++) {
        let sum = 0;
        for (let a = 0; a < d; a++) sum += q[t * d + a] * k[u * d + a];
        p[t * T + u] = sum / Math.sqrt(d);
        most = Math.max(most, p[t * T + u]);
      }
      let total = 0;
      for (let u = 0; u < T; u++) total += p[t * T + u] = Math.exp(p[t * T + u] - most);
      for (let u = 0; u < T; u++) p[t * T + u] /= total;
    }
  }

  function errors() {
    let loss = 0;
    for (let t = 0; t < T; t++)
      for (let a = 0; a < d; a++) {
        let sum = 0;
        for (let u = 0; u < T; u++) sum += p[t * T + u] * v[u * d + a];
        const error = sum - Y[t * d + a];
        loss += error ** 2;
        d_o[t * d + a] = 2 * error;
      }
    return loss;
  }

  function back() {
    dk.fill(0);
    dv.fill(0);
    for (let t = 0; t < T; t++) {
      let mean = 0;
      for (let u = 0; u < T; u++) {
        let sum = 0;
        for (let a = 0; a < d; a++) {
          sum += d_o[t * d + a] * v[u * d + a];
          dv[u * d + a] += p[t * T + u] * d_o[t * d + a];
        }
        dp[u] = sum;
        mean += sum * p[t * T + u];
      }
      for (let a = 0; a < d; a++) {
        let sum = 0;
        for (let u = 0; u < T; u++) {
          const ds = (p[t * T + u] * (dp[u] - mean)) / Math.sqrt(d);
          sum += ds * k[u * d + a];
          dk[u * d + a] += ds * q[t * d + a];
        }
        dq[t * d + a] = sum;
      }
    }
  }

  function lossAndGradient() {
    project(q, Q);
    project(k, K);
    project(v, V);
    attend();
    const loss = errors();
    back();
    gather(grad.Q, dq);
    gather(grad.K, dk);
    gather(grad.V, dv);
    return loss;
  }

  return { grad, lossAndGradient };
}
