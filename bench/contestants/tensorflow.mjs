// The three networks in TensorFlow.js, as its guide has them. It knows single precision only, and registers its gradients
// in a module that Node cannot load as it is: what is measured is bundled, as an application would ship it.
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";

const losses = {
  A: ({ X, Y }) => {
    const labels = tf.expandDims(Y, 1);
    return (W1, b1, W2, b2, W3, b3) => {
      const p1 = tf.sigmoid(tf.add(tf.matMul(X, W1), b1));
      const p2 = tf.sigmoid(tf.add(tf.matMul(p1, W2), b2));
      const logits = tf.add(tf.matMul(p2, tf.expandDims(W3, 1)), b3);
      return tf.losses.sigmoidCrossEntropy(labels, logits, undefined, 0, tf.Reduction.SUM);
    };
  },
  B:
    ({ X, Y }) =>
    (W1, b1, W2, b2) => {
      const h = tf.relu(tf.add(tf.matMul(X, W1, false, true), b1));
      const f = tf.add(tf.matMul(h, W2, false, true), b2);
      return tf.div(tf.sum(tf.square(tf.sub(f, Y))), X.shape[0]);
    },
  C:
    ({ X, Y }) =>
    (W1, b1, W2, b2) => {
      const h = tf.relu(tf.add(tf.matMul(X, W1), b1));
      return tf.losses.softmaxCrossEntropy(Y, tf.add(tf.matMul(h, W2), b2));
    },
};

/** Loss and gradient come back as arrays of JavaScript, as they do from the others. */
export function prepare(network, shapes, inputs) {
  const data = Object.fromEntries(Object.entries(inputs.data).map(([name, values]) => [name, tf.tensor(values, shapes[name])])); // prettier-ignore
  const params = Object.entries(inputs.params).map(([name, values]) => tf.tensor(values, shapes[name]));
  const valueAndGrads = tf.valueAndGrads(losses[network](data));
  let read = { loss: NaN, grads: [] };
  return {
    call() {
      const { value, grads } = valueAndGrads(params);
      read = { loss: value.dataSync()[0], grads: grads.map((grad) => grad.dataSync()) };
      value.dispose();
      grads.forEach((grad) => grad.dispose());
    },
    result: () => ({
      loss: read.loss,
      grad: Object.fromEntries(Object.keys(inputs.params).map((name, at) => [name, read.grads[at]])),
    }),
  };
}
