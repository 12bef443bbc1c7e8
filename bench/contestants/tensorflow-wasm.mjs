import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { networks } from "../cells/networks.mjs";
import { prepare } from "./tensorflow.mjs";

export async function make({ network, sizes }, inputs) {
  await tf.setBackend("wasm");
  const { params, data } = networks[network];
  return prepare(network, { ...params(sizes), ...data(sizes) }, inputs);
}
