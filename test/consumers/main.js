import { lossAndGradient, workLength } from "./line.nabla";

// At w = b = 0 on the samples x = (1, 2), (3, 4), y = 1, 2.
const sizes = { m: 2, n: 2 };
const params = { w: new Float64Array(2), b: new Float64Array(1) };
const data = { x: Float64Array.of(1, 2, 3, 4), y: Float64Array.of(1, 2) };
const grad = { w: new Float64Array(2), b: new Float64Array(1) };
const loss = lossAndGradient(sizes, params, data, grad, new Float64Array(workLength(sizes)));
console.log(JSON.stringify([loss, [...grad.w], [...grad.b]]));
