import { pushforward } from "../../src/differentiate/forward.ts";
import { differentiate } from "../../src/differentiate/reverse.ts";
import { evaluate, sizeOf, type Point } from "../../src/equations/evaluate.ts";
import type { Kernel } from "../../src/equations/kernel.ts";
import { emitModule } from "../../src/emit/module.ts";
import { evaluate as evaluateModule } from "../../src/load/evaluate.ts";
import { derive } from "../../src/pipeline.ts";
import { flatten } from "../../src/simplify/flatten.ts";
import { type Arrays, type Emitted, functionOf, moduleOf } from "../emit/run.ts";
import { assertClose } from "../oracles/compare.ts";
import { along } from "../oracles/finite-differences.ts";
import type { Program } from "../oracles/programs.ts";
import { randomDirection } from "../oracles/random.ts";

type Given = Pick<Program, "system" | "at" | "params">;

const tolerance = { relative: 1e-8, absolute: 1e-8 };
const single = { relative: 1e-4, absolute: 1e-4 };

/** The inputs as single precision holds them, so that both precisions are asked the same. */
const rounded = ({ sizes, inputs }: Point): Point => ({
  sizes,
  inputs: new Map([...inputs].map(([name, values]) => [name, values.map(Math.fround)])),
});

/**
 * All that has to agree of one program: reverse mode with forward mode, the simplified gradient with the unsimplified
 * one, and the emitted function, in either precision, with both.
 * @throws Error that says what does not
 */
export async function agreesWithItself(given: Given, seed: number): Promise<void> {
  const { system, params } = given;
  const at = rounded(given.at);
  const adjoint = differentiate(flatten(system), "loss", params);
  const values = evaluate(adjoint, at);
  const gradients = new Map(
    adjoint.equations.flatMap(({ name, origin }) =>
      origin.rule === "gradient" ? [[origin.of ?? name, values.get(name) ?? new Float64Array()] as const] : [],
    ),
  );
  forwardAgrees({ system, at, params }, gradients, seed);

  const request = { kind: "gradient", of: "loss", wrt: params } as const;
  const { stable } = derive({ system, requests: [request] }, request);
  const expected = new Map([...gradients, ["loss", values.get("loss") ?? new Float64Array()] as const]);
  simplifiedAgrees(stable, at, expected);
  await emittedAgrees(stable, { system, at, params }, expected, "f64");
  // Emitting takes most of the time, and single precision differs in the types alone.
  if (seed % 4 === 0) await emittedAgrees(stable, { system, at, params }, expected, "f32");
}

function forwardAgrees(
  { system, at, params }: Given,
  gradients: ReadonlyMap<string, Float64Array>,
  seed: number,
): void {
  const direction = randomDirection(at, params, seed);
  const { system: moving, tangents } = pushforward(system, params);
  const moves = [...direction].map(([name, move]) => [tangents.get(name) ?? "", move] as const);
  const forward = evaluate(moving, { sizes: at.sizes, inputs: new Map([...at.inputs, ...moves]) });
  assertClose(forward.get(tangents.get("loss") ?? "") ?? [0], along(gradients, direction), "forward mode", tolerance);
}

function simplifiedAgrees(stable: Kernel, at: Point, expected: ReadonlyMap<string, Float64Array>): void {
  const simplified = evaluate(stable.system, at);
  for (const output of stable.outputs) {
    const name = output.kind === "gradient" ? output.param : output.equation;
    assertClose(simplified.get(output.equation), expected.get(name), `simplified ${name}`, tolerance);
  }
}

async function emittedAgrees(
  stable: Kernel,
  { system, at, params }: Given,
  expected: ReadonlyMap<string, Float64Array>,
  dtype: "f64" | "f32",
): Promise<void> {
  const module = await evaluateModule<Emitted>(await emitModule(moduleOf([stable], { dtype }), { format: false }));
  const array = (values: ArrayLike<number>) =>
    dtype === "f64" ? Float64Array.from(values) : Float32Array.from(values);
  const blank = (length: number) => array(new Float64Array(length).fill(NaN));
  const inputs = (role: "param" | "data"): Arrays =>
    Object.fromEntries(
      system.inputs
        .filter((input) => input.role === role)
        .map(({ name, axes }) => {
          const values = array(at.inputs.get(name) ?? []);
          return [name, role === "data" && axes.length === 0 ? values[0]! : values];
        }),
    );
  const sizes = Object.fromEntries(system.dims.map((dim) => [dim.name, sizeOf(dim, at.sizes)]));
  const grad = Object.fromEntries(params.map((name) => [name, blank(at.inputs.get(name)?.length ?? 0)]));
  const work = blank(functionOf(module, "workLength")(sizes));
  const loss = functionOf(module, "lossAndGradient")(sizes, inputs("param"), inputs("data"), grad, work);
  const close = dtype === "f64" ? tolerance : single;
  assertClose(loss, expected.get("loss"), `emitted ${dtype} loss`, close);
  for (const name of params)
    assertClose(grad[name], expected.get(name), `emitted ${dtype} gradient for ${name}`, close);
}
