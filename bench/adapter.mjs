// An adapter for a timing harness: compiles the model of a workload with nablac and calls what was emitted.
//
// `make(data, variant)` gets a workload: `kind` ("A" | "B" | "C"), its `dims` (widths, layer by layer), `N` samples and
// `T`, the parameters and data as Float32Array. The variants are `f64`, `f32` and `default`, which is `f64`.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The names that each model gives its widths. */
const widths = { A: ["m0", "h1", "h2"], B: ["m0", "m1", "m2"], C: ["m0", "m1", "m2"] };

/** Below this many parameters the sizes are fixed when compiling, as a user with a tiny network would. */
const tiny = 200;

/** The emitted module for a model, with the sizes fixed or left open. */
async function emitted(kind, dtype, fixed) {
  const sizes = Object.entries(fixed).map(([name, size]) => `${name}=${size}`);
  const code = execFileSync(process.execPath, [here("emit.mjs"), here(`models/${kind}.nabla`), dtype, ...sizes], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** Calls until V8 has had time to optimise: before that its interpreter boxes numbers, which is no doing of the code. */
async function settle(call) {
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    for (let calls = 0; calls < 5000 && performance.now() - start < 120; calls++) call();
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

export async function make(data, variant) {
  const dtype = variant === "f32" ? "f32" : "f64";
  const Elements = dtype === "f32" ? Float32Array : Float64Array;
  const sizes = { ...Object.fromEntries(widths[data.kind].map((name, at) => [name, data.dims[at]])), N: data.N };
  const count = data.params.reduce((sum, { name }) => sum + data.T[name].length, 0);
  const fixed = count < tiny;
  const model = await emitted(data.kind, dtype, fixed ? sizes : {});
  const params = Object.fromEntries(data.params.map(({ name }) => [name, Elements.from(data.T[name])]));
  const grad = Object.fromEntries(data.params.map(({ name }) => [name, new Elements(data.T[name].length)]));
  const inputs = { X: Elements.from(data.T.X), Y: Elements.from(data.T.Y) };
  const work = new Elements(fixed ? model.workLength() : model.workLength(sizes));
  const { lossAndGradient } = model;
  let loss = NaN;
  const call = fixed
    ? () => void (loss = lossAndGradient(params, inputs, grad, work))
    : () => void (loss = lossAndGradient(sizes, params, inputs, grad, work));
  await settle(call);
  return {
    call,
    result: () => ({ loss, grad: data.params.map(({ name }) => grad[name]) }),
  };
}
