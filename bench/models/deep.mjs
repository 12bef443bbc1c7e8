/** A network of that many tanh layers, every layer written out. */
export function deep(layers) {
  const numbers = Array.from({ length: layers }, (_, at) => at + 1);
  const params = numbers.map((l) => `param W${l}[m, m], b${l}[m]`);
  const before = (l) => (l === 1 ? "X" : `h${l - 1}`);
  const steps = numbers.map((l) => `h${l}[i, j] = tanh(sum(k in m, W${l}[k, j] * ${before(l)}[i, k]) + b${l}[j])`);
  const loss = `loss = 1/N * sum(i in N, j in m, (h${layers}[i, j] - Y[i, j])^2)`;
  return ["dim N, m", ...params, "data X[N, m], Y[N, m]", ...steps, loss, ""].join("\n");
}
