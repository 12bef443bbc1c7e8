/**
 * Adam (Kingma and Ba, 2015): gradient descent with a step per parameter, from running means of the gradient and of its
 * square. It knows nothing of networks: parameters and gradient are one flat vector each, which the `paramViews` of an
 * emitted module shows as W1, b1, ….
 */
export function adam(
  parameters: Float64Array,
  [decay1, decay2] = [0.9, 0.999],
): (gradient: Float64Array, rate: number) => void {
  const mean = new Float64Array(parameters.length);
  const square = new Float64Array(parameters.length);
  let [left1, left2] = [1, 1];
  return (gradient, rate) => {
    left1 *= decay1;
    left2 *= decay2;
    const step = (rate * Math.sqrt(1 - left2)) / (1 - left1);
    for (let i = 0; i < parameters.length; i++) {
      const g = gradient[i]!;
      mean[i] = decay1 * mean[i]! + (1 - decay1) * g;
      square[i] = decay2 * square[i]! + (1 - decay2) * g * g;
      parameters[i]! -= (step * mean[i]!) / (Math.sqrt(square[i]!) + 1e-8);
    }
  };
}
