import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/load/evaluate.ts";
import { compile } from "../../src/pipeline.ts";
import { type Emitted, functionOf, numbers } from "../emit/run.ts";
import { assertClose } from "../oracles/compare.ts";
import { dimsOf, identities, type Identity, type Sizes, sourceOf, type Values, valuesOf } from "./identities.ts";

/** Several shapes, rows and columns among them; blocks of loops with and without a remainder. */
const shapes: readonly Sizes[] = [
  { k: 2, l: 3, m: 4, n: 5 },
  { k: 3, l: 2, m: 1, n: 4 },
  { k: 1, l: 4, m: 9, n: 1 },
  { k: 4, l: 4, m: 4, n: 4 },
  { k: 1, l: 1, m: 1, n: 1 },
];

const without = (dim: keyof Sizes): Sizes => ({ k: 2, l: 3, m: 4, n: 5, [dim]: 0 });

interface Given {
  readonly identity: Identity;
  readonly module: Emitted;
}

async function compiled(identity: Identity): Promise<Given> {
  // A textbook differentiates what nobody makes small, such as a' * x: that is no loss without a least value.
  const { code, diagnostics } = await compile(sourceOf(identity), { filename: "identity.nabla", warnings: "off" });
  expect(diagnostics).toEqual([]);
  return { identity, module: await evaluate<Emitted>(code ?? "") };
}

type Call = (name: "loss" | "lossAndGradient", grad?: Record<string, Float64Array>) => number;

/** A call of the module's functions at the values: parameters can be moved in place. */
function callAt({ identity, module }: Given, sizes: Sizes, values: Values): Call {
  const { param, data } = identity;
  const arrays = Object.entries(values).map(([name, { values: array }]) => [name, array] as const);
  const isParam = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(param.replaceAll(/\[.*?\]/g, ""));
  const params = Object.fromEntries(arrays.filter(([name]) => isParam(name)));
  const inputs = arrays
    .filter(([name]) => !isParam(name))
    .map(([name, array]) => [name, new RegExp(`${name}\\[`).test(data ?? "") ? array : (array[0] ?? NaN)] as const);
  const given = Object.fromEntries(dimsOf(identity).map((dim) => [dim, sizes[dim]]));
  const work = new Float64Array(functionOf(module, "workLength")(given)).fill(NaN);
  return (name, grad) =>
    functionOf(module, name)(
      given,
      params,
      ...(data === undefined ? [] : [Object.fromEntries(inputs)]),
      ...(grad ? [grad] : []),
      work,
    );
}

const step = 1e-5;

/** The slope of the loss in each element of one parameter, by central differences. */
const differences = (array: Float64Array, call: Call): Float64Array =>
  Float64Array.from(array, (held, at) => {
    array[at] = held + step;
    const above = call("loss");
    array[at] = held - step;
    const below = call("loss");
    array[at] = held;
    return (above - below) / (2 * step);
  });

function holdsAt(given: Given, sizes: Sizes, seed: number): void {
  const { gradient } = given.identity;
  const values = valuesOf(given.identity, sizes, numbers(seed));
  const call = callAt(given, sizes, values);
  const wanted = Object.entries(gradient).map(([name, closed]) => [name, closed(values).values] as const);
  const grad = Object.fromEntries(wanted.map(([name, array]) => [name, new Float64Array(array.length).fill(NaN)]));
  const loss = call("lossAndGradient", grad);
  assertClose(call("loss"), loss, "loss", { relative: 1e-13, absolute: 1e-13 });
  for (const [name, array] of wanted) {
    const context = `${name} at ${JSON.stringify(sizes)}`;
    assertClose(grad[name], array, context, { relative: 1e-12, absolute: 1e-12 });
    const slopes = differences(values[name as keyof Values].values, call);
    assertClose(grad[name], slopes, `${context}, differences`, { relative: 1e-6, absolute: 1e-6 });
  }
}

describe("the emitted gradient is the closed form of textbooks", () => {
  test.each(identities.map((identity) => [identity.loss, identity] as const))("of %s", async (_, identity) => {
    const given = await compiled(identity);
    shapes.forEach((sizes, seed) => holdsAt(given, sizes, seed + 1));
    if (identity.positive) return;
    for (const dim of dimsOf(identity)) holdsAt(given, without(dim), 7);
  });
});
