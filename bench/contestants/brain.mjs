// brain.js trains by single samples with a squared error, and gives out no gradient. What it offers is used as far as it
// goes: its forward run and its deltas. The target of a sample is chosen so that its last delta is that of the
// cross-entropy, and the products of deltas and outputs are added up here.
import brain from "brain.js";

function load(net, sizes, { W1, b1, W2, b2, W3, b3 }) {
  [
    [W1, b1],
    [W2, b2],
    [W3, b3],
  ].forEach(([W, b], below) => {
    const width = sizes[below + 1];
    net.biases[below + 1].set(b);
    net.weights[below + 1].forEach((weights, j) => weights.forEach((_, k) => (weights[k] = W[k * width + j])));
  });
}

export function make({ sizes: { m0, h1, h2, N } }, { params, data: { X, Y } }) {
  const sizes = [m0, h1, h2, 1];
  const net = new brain.NeuralNetwork({ activation: "sigmoid" });
  net.sizes = sizes;
  net.initialize();
  load(net, sizes, params);
  const samples = Array.from({ length: N }, (_, i) => X.subarray(i * m0, (i + 1) * m0));
  const grad = Object.fromEntries(Object.entries(params).map(([name, { length }]) => [name, new Float64Array(length)]));
  const layers = [null, [grad.W1, grad.b1], [grad.W2, grad.b2], [grad.W3, grad.b3]];
  let loss = NaN;

  function add(layer) {
    const [dW, db] = layers[layer];
    const [deltas, inputs, width] = [net.deltas[layer], net.outputs[layer - 1], sizes[layer]];
    for (let j = 0; j < width; j++) db[j] -= deltas[j];
    for (let k = 0; k < inputs.length; k++) for (let j = 0; j < width; j++) dW[k * width + j] -= inputs[k] * deltas[j];
  }

  function call() {
    loss = 0;
    for (const name in grad) grad[name].fill(0);
    for (let i = 0; i < N; i++) {
      const f = net.runInput(samples[i])[0];
      loss -= Y[i] === 1 ? Math.log(f) : Math.log(1 - f);
      net.calculateDeltas([f + (Y[i] - f) / (f * (1 - f))]);
      for (let layer = 1; layer <= 3; layer++) add(layer);
    }
  }

  return { call, result: () => ({ loss, grad }) };
}
