import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { fillNormal, randomFrom } from "../../examples/training/random.ts";
import type { System } from "../../src/equations/system.ts";
import { compile, evaluate, inspect } from "../../src/index.ts";
import { readModel } from "../../src/pipeline.ts";

const models = readdirSync("examples", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".nabla"))
  .sort();

type Arrays = Readonly<Record<string, Float64Array>>;
type Sizes = Readonly<Record<string, number>>;

interface Emitted {
  loss(sizes: Sizes, params: Arrays, data: Arrays, work: Float64Array): number;
  lossAndGradient(sizes: Sizes, params: Arrays, data: Arrays, grad: Arrays, work: Float64Array): number;
  workLength(sizes: Sizes): number;
}

test.each(models)("%s compiles without a word, and its gradient is the slope of its loss", async (model) => {
  const source = readFileSync(join("examples", model), "utf8");
  const { code = "", diagnostics } = await compile(source, { filename: basename(model) });
  expect(diagnostics).toEqual([]);
  const { system } = readModel(source).model!;
  const [slope, difference] = slopes(await evaluate<Emitted>(code), system);
  expect(Math.abs(slope - difference)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
});

/** At a random point and in a random direction: by the emitted gradient, and by central differences. */
function slopes(module: Emitted, { dims, inputs }: System): readonly [slope: number, difference: number] {
  const random = randomFrom(9);
  const sizes = Object.fromEntries(dims.map(({ name, size }, k) => [name, size ?? 2 + k]));
  const arrays = (role: string, deviation: number): Arrays =>
    Object.fromEntries(
      inputs
        .filter((input) => input.role === role)
        .map(({ name, axes }) => {
          const array = new Float64Array(axes.reduce((length, axis) => length * sizes[axis.name]!, 1));
          fillNormal(array, deviation, random);
          return [name, array];
        }),
    );
  const [params, direction, data, grad] = [
    arrays("param", 0.5),
    arrays("param", 1),
    arrays("data", 1),
    arrays("param", 1),
  ];
  const work = new Float64Array(module.workLength(sizes));
  module.lossAndGradient(sizes, params, data, grad, work);
  const along = Object.entries(grad).flatMap(([name, slope]) => Array.from(slope, (g, i) => g * direction[name]![i]!));
  const lossAt = (t: number): number => {
    const moved = Object.entries(params).map(([name, at]) => [name, at.map((w, i) => w + t * direction[name]![i]!)]);
    return module.loss(sizes, Object.fromEntries(moved) as Arrays, data, work);
  };
  return [along.reduce((sum, g) => sum + g, 0), (lossAt(1e-6) - lossAt(-1e-6)) / 2e-6];
}

/** The equations of the gradient beyond those of the value. */
async function backwardHalf(model: string): Promise<string> {
  const { output = "" } = await inspect(readFileSync(join("examples", model), "utf8"), { filename: model });
  return /^Gradient\n\n([^]*?)\n\n/m.exec(output)?.[1] ?? "";
}

// What the papers do by hand, cancelling σ′ against the derivative of the loss, holds for the others as well.
test.each(models.filter((model) => !model.startsWith("attention")))("%s has no log in its gradient", async (model) => {
  const backward = await backwardHalf(model);
  expect(backward).toMatch(/^ *[(∂δ]/u);
  expect(backward).not.toMatch(/\blog\b|⊘/);
});

test("the mask of the matrix factorisation hides what it hides", async () => {
  const { output = "" } = await inspect(
    readFileSync("examples/matrix-factorization/matrix-factorization.nabla", "utf8"),
    {
      filename: "matrix-factorization.nabla",
    },
  );
  expect(output).toContain("Ω⊙² ⊙ r");
});
