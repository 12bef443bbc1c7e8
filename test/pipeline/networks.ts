/** Perceptrons of two layers as papers write them, with every activation and every loss. */
const activations = {
  sigmoid: "1 / (1 + exp(-z))",
  tanh: "(exp(z) - exp(-z)) ./ (exp(z) + exp(-z))",
  relu: "max(z, 0)",
};

const losses = {
  "binary cross-entropy": {
    output: "1 / (1 + exp(-z))",
    loss: "-sum(i in n, sum(y[i] .* log(f(x[i])) + (1 - y[i]) .* log(1 - f(x[i]))))",
  },
  "softmax cross-entropy": { output: "exp(z) / sum(exp(z))", loss: "-1/n * sum(i in n, sum(y[i] .* log(f(x[i]))))" },
  "mean squared error": { output: "z", loss: "1/n * sum(i in n, norm2(f(x[i]) - y[i])^2)" },
};

/** Activation, loss and source of each. */
export const networks = Object.entries(activations).flatMap(([activation, act]) =>
  Object.entries(losses).map(([name, { output, loss }]) => {
    const lines = [
      "dim m0, m1, m2, n",
      "param W1[m1, m0], b1[m1], W2[m2, m1], b2[m2]",
      "data x[n, m0], y[n, m2]",
      `act(z) = ${act}`,
      `out(z) = ${output}`,
      "f(v) = out(W2 * act(W1 * v + b1) + b2)",
      `loss = ${loss}`,
    ];
    return [activation, name, `${lines.join("\n")}\n`] as const;
  }),
);
