// The three networks in jax-js, compiled by `jit` for its WebAssembly backend. `ref` counts a use of an array.
import "./float16.mjs";
import { jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { networks } from "../cells/networks.mjs";

const affine = (x, W, b) => np.matmul(x, W).add(b);

const losses = {
  A: ([W1, b1, W2, b2, W3, b3], X, Y) => {
    const p1 = nn.sigmoid(affine(X, W1, b1));
    const p2 = nn.sigmoid(affine(p1, W2, b2));
    const z = np.dot(p2, W3).add(b3);
    return nn.softplus(z.ref).sub(Y.mul(z)).sum();
  },
  B: ([W1, b1, W2, b2], X, Y) => {
    const n = X.shape[0];
    const f = affine(nn.relu(affine(X, W1.transpose(), b1)), W2.transpose(), b2);
    return np.square(f.sub(Y)).sum().div(n);
  },
  C: ([W1, b1, W2, b2], X, Y) => {
    const n = X.shape[0];
    const z = affine(nn.relu(affine(X, W1, b1)), W2, b2);
    return nn.logSoftmax(z).mul(Y).sum().div(-n);
  },
};

const kinds = { f32: [Float32Array, np.float32], f64: [Float64Array, np.float64] };

export function make({ network, sizes }, inputs, precision) {
  const [Elements, dtype] = kinds[precision];
  const shapes = { ...networks[network].params(sizes), ...networks[network].data(sizes) };
  const array = ([name, values]) => np.array(Elements.from(values), { dtype }).reshape(shapes[name]);
  const params = Object.entries(inputs.params).map(array);
  const [X, Y] = Object.entries(inputs.data).map(array);
  const run = jit(valueAndGrad(losses[network]));
  let read = { loss: NaN, grads: [] };
  return {
    call() {
      const [loss, grads] = run(params.map((param) => param.ref), X.ref, Y.ref); // prettier-ignore
      read = { loss: loss.dataSync()[0], grads: grads.map((grad) => grad.dataSync()) };
    },
    result: () => ({
      loss: read.loss,
      grad: Object.fromEntries(Object.keys(inputs.params).map((name, at) => [name, read.grads[at]])),
    }),
  };
}
