/** A long file without depth: that many small regressions on the same data, their losses added. */
export function wide(terms) {
  const numbers = Array.from({ length: terms }, (_, at) => at + 1);
  const params = numbers.map((t) => `param w${t}[m], b${t}`);
  const losses = numbers.map((t) => `l${t} = sum(i in N, (tanh(w${t}' * X[i] + b${t}) - Y[i])^2)`);
  return [
    "dim N, m",
    ...params,
    "data X[N, m], Y[N]",
    ...losses,
    `loss = ${numbers.map((t) => `l${t}`).join(" + ")}`,
    "",
  ].join("\n");
}
