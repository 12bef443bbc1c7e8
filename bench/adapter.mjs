// An adapter for a timing harness: compiles the model of a workload with nablac and calls what was emitted.
//
// `make(data, variant)` gets a workload: `kind` ("A" | "B" | "C"), its `dims` (widths, layer by layer), `N` samples and
// `T`, the parameters and data as Float32Array. The variants are `f64`, `f32` and `default`, which is `f64`.
import { emit } from "./contestants/emitted.mjs";
import * as nablac from "./contestants/nablac.mjs";

/** The names that each model gives its widths. */
const widths = { A: ["m0", "h1", "h2"], B: ["m0", "m1", "m2"], C: ["m0", "m1", "m2"] };

/** Calls until V8 has had time to optimise: before that its interpreter boxes numbers, which is no doing of the code. */
async function settle(call) {
  for (let round = 0; round < 6; round++) {
    const start = performance.now();
    for (let calls = 0; calls < 5000 && performance.now() - start < 120; calls++) call();
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

export async function make({ kind, dims, N, T, params: order }, variant) {
  const dtype = variant === "f32" ? "f32" : "f64";
  const sizes = { ...Object.fromEntries(widths[kind].map((name, at) => [name, dims[at]])), N };
  const cell = { network: kind, sizes };
  emit(cell, dtype);
  const params = Object.fromEntries(order.map(({ name }) => [name, T[name]]));
  const { call, result } = await nablac.make(cell, { params, data: { X: T.X, Y: T.Y } }, dtype);
  await settle(call);
  return {
    call,
    result() {
      const { loss, grad } = result();
      return { loss, grad: order.map(({ name }) => grad[name]) };
    },
  };
}
