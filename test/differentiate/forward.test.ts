import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pushforward } from "../../src/differentiate/forward.ts";
import { differentiate } from "../../src/differentiate/reverse.ts";
import { axis, call, equal, openIndex, power, read, reduce, select, zero } from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import { evaluate, type Point } from "../../src/equations/evaluate.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { Equation, Input, System } from "../../src/equations/system.ts";
import { verify } from "../../src/equations/verify.ts";
import { flatten } from "../../src/simplify/flatten.ts";
import { assertClose } from "../oracles/compare.ts";
import { pushforward as pushforwardByDuals } from "../oracles/duals.ts";
import { along } from "../oracles/finite-differences.ts";
import { network, networkShapes } from "../oracles/networks.ts";
import type { Program } from "../oracles/programs.ts";
import { randomDirection, randomPoint } from "../oracles/random.ts";
import { differentiable } from "./differentiable.ts";

type Direction = ReadonlyMap<string, Float64Array>;
type Given = Omit<Program, "toString">;

/** The values and the tangents of every equation that moves. */
function forward({ system, at, params }: Given, direction: Direction) {
  const { system: moving, tangents } = pushforward(system, params);
  verify(moving);
  const inputs = new Map(at.inputs);
  for (const [name, along] of direction) inputs.set(tangents.get(name) ?? "", along);
  const point: Point = { sizes: at.sizes, inputs };
  return { tangents, values: evaluate(moving, point) };
}

const close = { relative: 1e-9, absolute: 1e-9 };

describe("forward mode", () => {
  test("agrees with dual numbers on random systems, in every equation", () => {
    fc.assert(
      fc.property(differentiable(), fc.nat(9999), (program, seed) => {
        const direction = randomDirection(program.at, program.params, seed);
        const { tangents, values } = forward(program, direction);
        for (const [name, dual] of pushforwardByDuals(program.system, program.at, direction)) {
          const tangent = tangents.get(name);
          const found = tangent === undefined ? new Float64Array(dual.tangents.length) : values.get(tangent);
          assertClose(found, dual.tangents, `tangent of ${name}`, close);
        }
      }),
      { numRuns: 100 },
    );
  });

  test("agrees with reverse mode: ⟨1, J·ẋ⟩ = ⟨Jᵀ·1, ẋ⟩", () => {
    const agrees = ({ system, at, params }: Given, seed: number): void => {
      const direction = randomDirection(at, params, seed);
      const adjoint = differentiate(flatten(system), "loss", params);
      const reverse = evaluate(adjoint, at);
      const gradients = new Map(
        adjoint.equations.flatMap(({ name, origin }) =>
          origin.rule === "gradient" ? [[origin.of ?? name, reverse.get(name) ?? new Float64Array()] as const] : [],
        ),
      );
      const { tangents, values } = forward({ system, at, params }, direction);
      assertClose(values.get(tangents.get("loss") ?? "") ?? [0], along(gradients, direction), "⟨grad, d⟩", close);
    };
    fc.assert(fc.property(differentiable(), fc.nat(9999), agrees), { numRuns: 60 });
    const networks = fc.tuple(networkShapes, fc.nat(9999)).map(([shape, seed]) => {
      const system = network(shape);
      const params = system.inputs.filter(({ role }) => role === "param").map(({ name }) => name);
      return { system, at: randomPoint(system, seed, { mostSize: 3 }), params };
    });
    fc.assert(fc.property(networks, fc.nat(9999), agrees), { numRuns: 20 });
  });

  test("moves only what depends on the parameters asked for, and takes no name that is taken", () => {
    const system = network({ layers: 2, activation: "tanh", loss: "mse" });
    const renamed = { ...system, inputs: [...system.inputs, { name: "W2_dot", role: "data" as const, axes: [] }] };
    const { system: moving, tangents } = pushforward(renamed, ["W2"]);
    verify(moving);
    expect([...tangents]).toEqual([
      ["W2", "W2_dot_2"],
      ["z2", "z2_dot"],
      ["f", "f_dot"],
      ["loss", "loss_dot"],
    ]);
  });

  const n: Dim = { name: "n", size: undefined };
  const i = axis(0, n);
  const inputs: readonly Input[] = [
    { name: "v", role: "param", axes: [n] },
    { name: "c", role: "data", axes: [n] },
  ];
  const defined = (name: string, axes: readonly Dim[], body: Scalar): Equation => ({
    name,
    axes,
    body,
    origin: { rule: "defined" },
  });

  test("only the taken side of a condition moves", () => {
    const v = read("v", [i]);
    const body = select(equal(i, zero), call("log", v), power(v, 2));
    const system: System = { dims: [n], inputs, equations: [defined("e", [n], body)] };
    const at = randomPoint(system, 1, { sizes: { n: 3 } });
    at.inputs.get("v")?.set([2, 0, -3]);
    const { tangents, values } = forward({ system, at, params: ["v"] }, new Map([["v", Float64Array.of(1, 1, 1)]]));
    expect([...(values.get(tangents.get("e") ?? "") ?? [])]).toEqual([0.5, 0, -6]);
  });

  test("what is read does not move with the index that it is read at", () => {
    const k = openIndex(n);
    const chosen = read("c", [reduce("argmax", [k], read("v", [k]))]);
    const { tangents } = pushforward({ dims: [n], inputs, equations: [defined("e", [], chosen)] }, ["v"]);
    expect([...tangents.keys()]).toEqual(["v"]);
  });
});
