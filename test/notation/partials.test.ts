import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate, type Point } from "../../src/equations/evaluate.ts";
import type { System } from "../../src/equations/system.ts";
import { notationOf } from "../../src/notation/notation-of.ts";
import { derive, readModel } from "../../src/pipeline.ts";
import { differentiable } from "../differentiate/differentiable.ts";
import { assertClose } from "../oracles/compare.ts";
import { network, networkShapes } from "../oracles/networks.ts";
import { randomPoint } from "../oracles/random.ts";
import "../seed.ts";

const step = 1e-5;

/** The slope of the loss in each element of a tensor, with everything before it held. */
function slopes(system: System, tensor: string, at: Point): Float64Array {
  const values = evaluate(system, at);
  const { axes } = system.equations.find(({ name }) => name === tensor)!;
  const cut: System = {
    ...system,
    inputs: [...system.inputs, { name: tensor, role: "data", axes }],
    equations: system.equations.filter(({ name }) => name !== tensor),
  };
  const lossAt = (element: number, by: number): number => {
    const moved = Float64Array.from(values.get(tensor)!, (value, k) => (k === element ? value + by : value));
    return evaluate(cut, { ...at, inputs: new Map([...at.inputs, [tensor, moved]]) }).get("loss")![0]!;
  };
  return values.get(tensor)!.map((_, k) => (lossAt(k, step) - lossAt(k, -step)) / (2 * step));
}

/** What is shown as a derivative of the loss is one: how many there were. */
function assertDerivatives(system: System, written: System, at: Point): number {
  const notation = notationOf({ system, written, style: { notation: "matrix", explicit: new Set() } });
  const values = evaluate(system, at);
  let count = 0;
  for (const { name, origin } of system.equations) {
    const symbol = notation.symbol(name);
    if (symbol.kind !== "partial" || origin.rule !== "adjoint" || origin.of === undefined) continue;
    if (!system.equations.some((equation) => equation.name === origin.of)) continue;
    assertClose(values.get(name), slopes(system, origin.of, at), name, { relative: 1e-4, absolute: 1e-6 });
    count += 1;
  }
  return count;
}

const examples = join(import.meta.dirname, "../../examples");
const models = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".nabla") && !path.includes("digits"))
  .sort();

describe("what is shown as ∂loss/∂z is the derivative of the loss in z", () => {
  test("in the examples", () => {
    for (const path of models) {
      const { model } = readModel(readFileSync(join(examples, path), "utf8"));
      const { system } = derive(
        model!,
        model!.requests.find(({ kind }) => kind === "gradient")!,
      ).answer;
      assertDerivatives(system, model!.system, randomPoint(system, 5));
    }
  });

  test("in random networks and systems", () => {
    let count = 0;
    const systems = fc.oneof(
      networkShapes.map(network),
      differentiable({ leastSize: 1 }).map(({ system }) => system),
    );
    fc.assert(
      fc.property(systems, fc.nat(9999), (written, seed) => {
        const wrt = written.inputs.filter(({ role }) => role === "param").map(({ name }) => name);
        const { system } = derive({ system: written, requests: [] }, { kind: "gradient", of: "loss", wrt }).answer;
        count += assertDerivatives(system, written, randomPoint(system, seed, { mostSize: 2 }));
      }),
      { numRuns: 60 },
    );
    expect(count).toBeGreaterThan(20);
  });
});
