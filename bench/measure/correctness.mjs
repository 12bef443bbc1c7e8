// Gradients against a reference: plain loops in double precision, which central differences of their loss confirm.
import { readFileSync } from "node:fs";
import { length, networks } from "../cells/networks.mjs";
import { inputsOf } from "../cells/inputs.mjs";
import { numbers } from "../cells/numbers.mjs";
import { arraysIn } from "../contestants/arrays.mjs";

function gradientIn(file) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  return new Float64Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/**
 * The largest difference of two gradients, parameter by parameter relative to the largest element of the reference's.
 * What is not a number counts as infinite.
 */
export function difference(cell, file, reference) {
  const [ours, right] = [gradientIn(file), gradientIn(reference)];
  if (ours.length !== right.length) return Infinity;
  let from = 0;
  let worst = 0;
  for (const shape of Object.values(networks[cell.network].params(cell.sizes))) {
    let [most, scale] = [0, 0];
    const to = from + length(shape);
    for (let at = from; at < to; at++) {
      const error = Math.abs(ours[at] - right[at]);
      most = Number.isNaN(error) ? Infinity : Math.max(most, error);
      scale = Math.max(scale, Math.abs(right[at]));
    }
    worst = Math.max(worst, scale > 0 ? most / scale : most);
    from = to;
  }
  return worst;
}

/** How far the reference's slope along a random direction is from a central difference of its loss, relatively. */
export async function slopeError(cell, reference) {
  const { prepare } = await import(`../hand/naive/${cell.network}.mjs`);
  const inputs = inputsOf(cell);
  const [params, data] = [arraysIn(Float64Array, inputs.params), arraysIn(Float64Array, inputs.data)];
  const { lossAndGradient } = prepare(cell.sizes, params, data, Float64Array);
  const gradient = gradientIn(reference);
  // Along the gradient itself the slope is largest; the random part makes every element count.
  const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
  const direction = Float64Array.from(numbers(3, gradient.length), (value, at) => value / 2 + gradient[at] / norm);
  const step = 1e-5 / Math.sqrt(direction.reduce((sum, d) => sum + d * d, 0));
  const moved = (by) => {
    let from = 0;
    for (const name in params) {
      params[name].forEach((_, at) => (params[name][at] = inputs.params[name][at] + by * direction[from + at]));
      from += params[name].length;
    }
    return lossAndGradient();
  };
  const slope = (moved(step) - moved(-step)) / (2 * step);
  const expected = gradient.reduce((sum, g, at) => sum + g * direction[at], 0);
  return Math.abs(slope - expected) / Math.abs(expected);
}
