import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { networks } from "../cells/networks.mjs";
import { prepare } from "./tensorflow.mjs";

export async function make({ network, sizes }, inputs) {
  await tf.setBackend("cpu");
  const { params, data } = networks[network];
  return prepare(network, { ...params(sizes), ...data(sizes) }, inputs);
}
