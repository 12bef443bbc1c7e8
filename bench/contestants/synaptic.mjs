// synaptic updates weights in place, sample by sample: by the rate times minus the gradient, which is read off and taken
// back. It propagates errors through weights that it has updated already, so the rate is small, and half of the digits
// remain. Its output delta, target − output, is that of the cross-entropy with a sigmoid, and half that of a squared error.
import synaptic from "synaptic";

const { Layer, Network, Neuron } = synaptic;

/** Where the optimised network keeps each weight and bias, in the order of the parameters. */
function places(layers, optimized, transposed) {
  const at = (id) => optimized.data.variables[id].id;
  return layers.slice(1).flatMap((layer, below) => {
    const [inputs, outputs] = [layers[below].list, layer.list];
    const weight = (from, to) => {
      const connection = Object.values(to.connections.inputs).find((one) => one.from === from);
      return at(`weight_${connection.ID}`);
    };
    const weights = transposed
      ? outputs.flatMap((to) => inputs.map((from) => weight(from, to)))
      : inputs.flatMap((from) => outputs.map((to) => weight(from, to)));
    return [weights, outputs.map((to) => at(`bias_${to.ID}`))];
  });
}

function networkOf(widths, squashes) {
  const layers = widths.map((width) => new Layer(width));
  squashes.forEach((squash, at) => layers[at + 1].set({ squash }));
  layers.slice(1).forEach((layer, below) => layers[below].project(layer));
  const network = new Network({ input: layers[0], hidden: layers.slice(1, -1), output: layers.at(-1) });
  network.optimize();
  return { layers, optimized: network.optimized };
}

const rate = 2 ** -26;

const { LOGISTIC, RELU, IDENTITY } = Neuron.squash;

const kinds = {
  A: ({ m0, h1, h2 }) => ({
    widths: [m0, h1, h2, 1],
    squashes: [LOGISTIC, LOGISTIC, LOGISTIC],
    loss: (output, y, at) => (y[at] === 1 ? -Math.log(output[0]) : -Math.log(1 - output[0])),
    factor: -1,
  }),
  B: ({ m0, m1, m2, N }) => ({
    widths: [m0, m1, m2],
    squashes: [RELU, IDENTITY],
    transposed: true,
    loss: (output, y, at) => output.reduce((sum, value, j) => sum + (value - y[at + j]) ** 2 / N, 0),
    factor: -2 / N,
  }),
};

export function make({ network, sizes }, { params, data }) {
  const { widths, squashes, transposed, loss: lossOf, factor } = kinds[network](sizes);
  const { layers, optimized } = networkOf(widths, squashes);
  const names = Object.keys(params);
  const spots = places(layers, optimized, transposed);
  const flat = Int32Array.from(spots.flat());
  const values = Float64Array.from(names.flatMap((name) => [...params[name]]));
  const sums = new Float64Array(values.length);
  const [inputs, outputs] = [widths[0], widths.at(-1)];
  const rows = (array, width) =>
    Array.from({ length: sizes.N }, (_, i) => [...array.slice(i * width, (i + 1) * width)]);
  const [X, Y] = [rows(data.X, inputs), rows(data.Y, outputs)];
  const { memory } = optimized;
  let loss = NaN;
  for (let at = 0; at < flat.length; at++) memory[flat[at]] = values[at];

  function call() {
    loss = 0;
    sums.fill(0);
    for (let i = 0; i < sizes.N; i++) {
      loss += lossOf(optimized.activate(X[i]), data.Y, i * outputs);
      optimized.propagate(rate, Y[i]);
      for (let at = 0; at < flat.length; at++) {
        sums[at] += memory[flat[at]] - values[at];
        memory[flat[at]] = values[at];
      }
    }
    for (let at = 0; at < sums.length; at++) sums[at] *= factor / rate;
  }

  function result() {
    let from = 0;
    return { loss, grad: Object.fromEntries(names.map((name) => [name, sums.slice(from, (from += params[name].length))])) }; // prettier-ignore
  }

  return { call, result };
}
