// The networks that are measured: what their parameters and data are, given the sizes, and where their model is.
//
// A network has `model`, the text of its .nabla file; `params` and `data`, from sizes to the shape of each array; and
// the kind of its `labels`.
import { readFileSync } from "node:fs";
import { deep } from "../models/deep.mjs";

const file = (name) => readFileSync(new URL(`../models/${name}`, import.meta.url), "utf8");

/** A: three sigmoid layers, cross-entropy summed over the samples. */
const sigmoids = {
  name: "A",
  model: () => file("A.nabla"),
  params: ({ m0, h1, h2 }) => ({ W1: [m0, h1], b1: [h1], W2: [h1, h2], b2: [h2], W3: [h2], b3: [] }),
  data: ({ m0, N }) => ({ X: [N, m0], Y: [N] }),
  labels: "binary",
};

/** B: two layers, ReLU, mean squared error. */
const relu = {
  name: "B",
  model: () => file("B.nabla"),
  params: ({ m0, m1, m2 }) => ({ W1: [m1, m0], b1: [m1], W2: [m2, m1], b2: [m2] }),
  data: ({ m0, m2, N }) => ({ X: [N, m0], Y: [N, m2] }),
  labels: "real",
};

/** C: a ReLU layer and a softmax classifier, cross-entropy averaged over the samples. */
const softmax = {
  name: "C",
  model: () => file("C.nabla"),
  params: ({ m0, m1, m2 }) => ({ W1: [m0, m1], b1: [m1], W2: [m1, m2], b2: [m2] }),
  data: ({ m0, m2, N }) => ({ X: [N, m0], Y: [N, m2] }),
  labels: "one-hot",
};

/** Many tanh layers of one width, mean squared error. */
const tanhs = {
  name: "deep",
  model: ({ layers }) => deep(layers),
  params: ({ layers, m }) =>
    Object.fromEntries(
      Array.from({ length: layers }, (_, at) => [
        [`W${at + 1}`, [m, m]],
        [`b${at + 1}`, [m]],
      ]).flat(),
    ),
  data: ({ m, N }) => ({ X: [N, m], Y: [N, m] }),
  labels: "real",
};

/** One head of attention over a sequence of T vectors, squared error. */
const head = {
  name: "attention",
  model: () => file("attention.nabla"),
  params: ({ d }) => ({ Q: [d, d], K: [d, d], V: [d, d] }),
  data: ({ T, d }) => ({ X: [T, d], Y: [T, d] }),
  labels: "real",
};

export const networks = { A: sigmoids, B: relu, C: softmax, deep: tanhs, attention: head };

export const length = (shape) => shape.reduce((product, extent) => product * extent, 1);

/** How many numbers the gradient has. */
export const parameterCount = ({ network, sizes }) =>
  Object.values(networks[network].params(sizes)).reduce((sum, shape) => sum + length(shape), 0);
