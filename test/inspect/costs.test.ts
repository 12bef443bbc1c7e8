import { describe, expect, test } from "vitest";
import { axis, call, read } from "../../src/equations/build.ts";
import { evaluate } from "../../src/equations/evaluate.ts";
import { binaryFunctions, unaryFunctions } from "../../src/equations/functions.ts";
import type { System } from "../../src/equations/system.ts";
import { savingOf } from "../../src/inspect/costs.ts";
import { writtenCosts } from "../../src/inspect/written-costs.ts";
import { lower } from "../../src/lower/lower.ts";
import { answerAsWritten, deriveAll, readModel } from "../../src/pipeline.ts";
import type { Counts } from "../../src/program/program.ts";
import {
  addSizes,
  dimSize,
  multiplySizes,
  printSize,
  shapeSize,
  wholeSize,
  type Size,
} from "../../src/program/size.ts";
import { plainPlan } from "../../src/program/plan.ts";
import { examples } from "../examples/sources.ts";
import { randomPoint } from "../oracles/random.ts";
import { execute } from "../program/execute.ts";
import { Execution } from "./execute-written.ts";

const more: Readonly<Record<string, string>> = {
  "powers and quotients": `
    dim n
    param w[n], a
    loss = sum(i in n, w[i]^5 / (1 + w[i]^2) / (2 + a^2)) + sum(i in n, 1 / w[i]^3) + sqrt(a^2 + 1)^3 - 2/3 * a
  `,
  "conditions and maxima": `
    dim n, m
    param w[n, m]
    loss = sum(i in n, max(j in m, w[i, j])) + sum(i in n, j in m, if w[i, j] > 1 then exp(w[i, j]) else 2 * w[i, j])
  `,
  "a value without parameters asked for": "dim n\ndata x[n]\nloss = sum(i in n, log(x[i]^2) * i)\n",
};

const sources = new Map([...examples, ...Object.entries(more)]);

const sizeAt = (size: Size, sizes: Readonly<Record<string, number>>): number =>
  size.reduce(
    (total, { coefficient, dims }) => total + dims.reduce((product, dim) => product * (sizes[dim] ?? NaN), coefficient),
    0,
  );

/** Different sizes, so that a loop over the wrong dimension is found out. */
const sizesOf = ({ dims }: System): Record<string, number> =>
  Object.fromEntries(dims.map(({ name, size }, k) => [name, size ?? 2 + k]));

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let k = 0; k < expected.length; k++) {
    expect(Math.abs(found[k]! - expected[k]!)).toBeLessThan(1e-9 * (1 + Math.abs(expected[k]!)));
  }
}

const numbersAt = (counts: Counts, sizes: Readonly<Record<string, number>>): Record<keyof Counts, number> => ({
  multiplications: sizeAt(counts.multiplications, sizes),
  additions: sizeAt(counts.additions, sizes),
  divisions: sizeAt(counts.divisions, sizes),
  transcendentals: sizeAt(counts.transcendentals, sizes),
  reads: sizeAt(counts.reads, sizes),
});

const printed = (counts: Counts): Record<string, string> =>
  Object.fromEntries(Object.entries(counts).map(([what, size]) => [what, printSize(size as Size)]));

describe.each([...sources])("%s", (_, source) => {
  // Fixed sizes of hundreds would only make more of the same.
  const small = source.replace(/= \d{2,}/g, "= 3");
  const { model } = readModel(small);

  test("costs, as written, what is counted while it is computed", () => {
    for (const request of model!.requests) {
      const system = answerAsWritten(model!, request);
      const sizes = sizesOf(system);
      const at = randomPoint(system, 7, { sizes });
      const { operations, values } = new Execution(system, at);
      for (const [name, expected] of evaluate(system, at)) expectClose(values.get(name) ?? [], expected);
      expect(numbersAt(writtenCosts(system), sizes)).toEqual(operations.done);
    }
  });

  test("costs, simplified, what is counted while the loops run", () => {
    for (const { stable } of deriveAll(model!)) {
      const { system, outputs } = stable;
      const sizes = sizesOf(system);
      const at = randomPoint(system, 7, { sizes });
      const program = lower(stable, { dtype: "f64", plan: plainPlan });
      const { operations, result, arrays } = execute(program, at);
      const expected = evaluate(system, at);
      for (const output of outputs) {
        const found =
          output.kind === "value" ? [result] : arrays.get(output.kind === "gradient" ? output.param : "out");
        expectClose(found ?? [], expected.get(output.equation) ?? [NaN]);
      }
      expect(numbersAt(program.counts, sizes)).toEqual(operations.done);
      // Register blocks read less, and tiles add up once more; they are counted as if they did not.
      expect(printed(lower(stable, { dtype: "f64" }).counts)).toEqual(printed(program.counts));
    }
  });
});

describe("a function costs what it is computed by", () => {
  const dim = { name: "n", size: undefined };
  test.each([...unaryFunctions, ...binaryFunctions])("%s", (fn) => {
    const [x, y] = [read("x", [axis(0, dim)]), read("y", [axis(0, dim)])];
    const isBinary = binaryFunctions.some((name) => name === fn);
    const equation = {
      name: "z",
      axes: [dim],
      body: call(fn, ...(isBinary ? [x, y] : [x])),
      origin: { rule: "defined" as const },
    };
    const inputs = ["x", "y"].map((name) => ({ name, role: "param" as const, axes: [dim] }));
    const system: System = { dims: [dim], inputs, equations: [equation] };
    const request = { kind: "predict" as const, of: "z", name: "z" };
    const kernel = { request, system, outputs: [{ kind: "array" as const, equation: "z" }] };
    expect(printed(writtenCosts(system))).toEqual(printed(lower(kernel, { dtype: "f64" }).counts));
  });
});

describe("the saving in one line", () => {
  const H = { name: "H", size: undefined };
  const cubic = (times: number): Size => multiplySizes(wholeSize(times), shapeSize([H, H, H]));
  const none: Counts = { multiplications: [], additions: [], divisions: [], transcendentals: [], reads: [] };

  test("says how much and at which sizes", () => {
    const before = { ...none, multiplications: addSizes(cubic(4), dimSize(H)), divisions: dimSize(H) };
    expect(savingOf(before, { ...none, multiplications: cubic(3) })).toBe(
      "25 % fewer multiplications (4·H³ → 3·H³) and 100 % fewer divisions, with every open dimension at 64",
    );
  });

  test("says what has become dearer", () => {
    expect(savingOf({ ...none, reads: wholeSize(10) }, { ...none, reads: wholeSize(15) })).toBe(
      "50 % more reads (10 → 15)",
    );
  });

  test("says all only where nothing is left", () => {
    const [before, after] = [
      { ...none, divisions: cubic(1) },
      { ...none, divisions: wholeSize(1) },
    ];
    expect(savingOf(before, after)).toContain("99 % fewer divisions");
  });

  test("says that there is none", () => {
    const counts = { ...none, additions: cubic(2) };
    expect(savingOf(counts, counts)).toBe("nothing to save: it costs what it costs as written");
  });
});
