import { describe, expect, test } from "vitest";
import { checked, codes, modelOf } from "./checked.ts";

const source = "dim m, n\nparam W[m, n], b[m]\ndata x[n]\nloss = norm2(W * x + b)";

describe("sizes from outside", () => {
  test("fix a dimension", () => {
    const { system } = modelOf(source, { dims: { m: 784 } });
    expect(system.dims).toEqual([
      { name: "m", size: 784 },
      { name: "n", size: undefined },
    ]);
  });

  test("may repeat what the file says", () => {
    expect(checked("dim m = 3\nparam w[m]\nloss = norm2(w)", { dims: { m: 3 } }).diagnostics).toEqual([]);
  });

  test.each([
    ["another size than the file's", { m: 4 }, "E0307"],
    ["no such dimension", { M: 4 }, "E0211"],
    ["a name that every object has", { constructor: 4 }, "E0211"],
    ["not a dimension", { w: 4 }, "E0211"],
    ["not whole", { m: 2.5 }, "E0308"],
    ["negative", { m: -1 }, "E0308"],
  ])("%s", (_, dims, code) => {
    expect(codes(checked("dim m = 3\nparam w[m]\nloss = norm2(w)", { dims }).diagnostics)).toContain(code);
  });
});

describe("parameters from outside", () => {
  test("restrict the gradient, in the order of declaration", () => {
    expect(modelOf(source, { wrt: ["b"] }).requests).toContainEqual({ kind: "gradient", of: "loss", wrt: ["b"] });
    expect(modelOf(source, { wrt: ["b", "W"] }).requests).toContainEqual({
      kind: "gradient",
      of: "loss",
      wrt: ["W", "b"],
    });
  });

  test("must be parameters", () => {
    expect(codes(checked(source, { wrt: ["w", "x"] }).diagnostics)).toEqual(["E0211", "E0211"]);
  });
});

describe("emit", () => {
  test("replaces the default", () => {
    const { requests } = modelOf(
      `${source}\nz = W * x\nemit predict(z), gradient(loss; b, W), value(loss), value(loss)`,
    );
    expect(requests).toEqual([
      { kind: "predict", of: "z", name: "z" },
      { kind: "gradient", of: "loss", wrt: ["b", "W"] },
      { kind: "value", of: "loss" },
    ]);
  });

  test("needs no loss", () => {
    expect(modelOf("param w\nenergy = w^2\nemit gradient(energy)").requests).toEqual([
      { kind: "gradient", of: "energy", wrt: ["w"] },
    ]);
  });
});

test("without parameters only the value is asked for", () => {
  expect(modelOf("data x\nloss = x^2").requests).toEqual([{ kind: "value", of: "loss" }]);
});

test("a warning leaves the model", () => {
  const { model, diagnostics } = checked("param w, unused\nloss = w^2");
  expect(codes(diagnostics)).toEqual(["W0601"]);
  expect(model).toBeDefined();
});

test("after a hundred problems the rest is not told", () => {
  const names = Array.from({ length: 5000 }, (_, i) => `unknown${i}`);
  const { model, diagnostics } = checked(`param w\nloss = w + ${names.join(" + ")}`);
  expect(model).toBeUndefined();
  expect(diagnostics).toHaveLength(100);
  expect(codes(diagnostics)).toContain("E0119");
});
