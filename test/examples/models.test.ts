import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { compile, inspect } from "../../src/index.ts";

const models = readdirSync("examples", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".nabla"))
  .sort();

test.each(models)("%s compiles without a word", async (model) => {
  const source = readFileSync(join("examples", model), "utf8");
  const { code, diagnostics } = await compile(source, { filename: basename(model) });
  expect(diagnostics).toEqual([]);
  expect(code).toContain("export function lossAndGradient(");
});

/** The lines from the loss on that are neither it nor part of the forward half. */
function backwardHalf(model: string): string {
  const { text = "" } = inspect(readFileSync(join("examples", model), "utf8"), { filename: model });
  return text.slice(text.indexOf("\nloss = ")).split("\n").slice(2).join("\n");
}

// What the papers do by hand, cancelling σ′ against the derivative of the loss, holds for the others as well.
test.each(models.filter((model) => !model.startsWith("attention")))("%s has no log in its gradient", (model) => {
  expect(backwardHalf(model)).toMatch(/^d/);
  expect(backwardHalf(model)).not.toMatch(/\blog\b|\//);
});

test("the mask of the matrix factorisation hides what it hides", () => {
  const { text = "" } = inspect(readFileSync("examples/matrix-factorization/matrix-factorization.nabla", "utf8"), {
    filename: "matrix-factorization.nabla",
  });
  expect(text).toContain("Ω[i,j]");
});
