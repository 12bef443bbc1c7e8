import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { derive, readModel } from "../../src/pipeline.ts";
import type { Formula } from "../../src/notation/formula.ts";
import { text } from "../../src/notation/text.ts";
import type { Style } from "../../src/notation/notation.ts";
import {
  add,
  axis,
  call,
  divide,
  mul,
  one,
  openIndex,
  power,
  read,
  substitute,
  sum,
} from "../../src/equations/build.ts";
import type { Dim } from "../../src/equations/dim.ts";
import type { Index, Scalar } from "../../src/equations/scalar.ts";
import type { Input, System } from "../../src/equations/system.ts";
import { fromTape, type Tape } from "../oracles/tape.ts";
import { programs } from "../oracles/programs.ts";
import { randomPoint } from "../oracles/random.ts";
import "../seed.ts";
import { assertLinesAgree } from "./agree.ts";

const style = (notation: Style["notation"], ...explicit: readonly string[]): Style => ({
  notation,
  explicit: new Set(explicit),
});

const examples = join(import.meta.dirname, "../../examples");
const models = readdirSync(examples, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".nabla"))
  .sort();

describe("every line says what its equation says", () => {
  test.each(models)("in %s", (path) => {
    const { model } = readModel(small(readFileSync(join(examples, path), "utf8")));
    if (!model) throw new Error("an example with errors");
    for (const request of model.requests) {
      const { system } = derive(model, request).answer;
      const at = randomPoint(system, 7, { sizes: distinct(system.dims.map(({ name }) => name)) });
      const dims = system.dims.map(({ name }) => name);
      const styles = [style("index"), style("matrix"), ...dims.map((dim) => style("matrix", dim))];
      for (const one of styles) assertLinesAgree(system, { written: model.system, style: one, at });
    }
  });

  test("of a random system", () => {
    const styles = [style("index"), style("matrix"), style("matrix", "n"), style("matrix", "3")];
    fc.assert(
      fc.property(programs({ leastSize: 1 }), fc.constantFrom(...styles), ({ system, at }, one) => {
        assertLinesAgree(system, { style: one, at });
      }),
      { numRuns: 300 },
    );
  });

  test("of a random sum of products, and in whole arrays mostly", () => {
    let [all, whole] = [0, 0];
    fc.assert(
      fc.property(fromTape(network), fc.nat(9999), (system, seed) => {
        const at = randomPoint(system, seed, { sizes: distinct(system.dims.map(({ name }) => name)) });
        const [line] = assertLinesAgree(system, { style: style("matrix"), at });
        all += 1;
        if (line?.ranges.length === 0 && !hasIndices(line.right)) whole += 1;
      }),
      { numRuns: 1000 },
    );
    // Only what three matrices share an index of, and is not in two of them alone, is written by its indices.
    expect(whole / all).toBeGreaterThan(0.9);
  });
});

const hasIndices = (formula: Formula): boolean => text(formula).includes("Σ");

const dims: readonly [Dim, ...Dim[]] = [
  { name: "n", size: undefined },
  { name: "m", size: undefined },
  { name: "k", size: undefined },
];

/** Σ of a product of up to six vectors and matrices, of their powers and of functions of them, over any of the indices. */
function network(tape: Tape): System {
  const square = tape.chance(40);
  const indices = Array.from({ length: 5 }, () => openIndex(square ? dims[0] : tape.pick(dims)));
  const inputs: Input[] = [];
  const factors = Array.from({ length: 1 + tape.below(6) }, (): Scalar => {
    const places = Array.from({ length: 1 + tape.below(2) }, () => tape.pick(indices as [Index, ...Index[]]));
    const old = inputs.filter(
      ({ axes }) => axes.map(({ name }) => name).join() === places.map(({ dim }) => dim.name).join(),
    );
    const name = tape.chance(30) ? old[0]?.name : undefined;
    const input = name ?? `A${inputs.length}`;
    if (name === undefined) inputs.push({ name: input, role: "param", axes: places.map(({ dim }) => dim) });
    return tape.pick<(x: Scalar) => Scalar>([
      (x) => x,
      (x) => x,
      (x) => power(x, 2),
      (x) => divide(one, x),
      (x) => call("tanh", x),
      (x) =>
        add(
          x,
          read(
            input,
            places.toReversed().map((p, at) => (p.dim === places[at]?.dim ? p : (places[at] ?? p))),
          ),
        ),
    ])(read(input, places));
  });
  const body = mul(...factors);
  const used = body.free;
  const kept = used.filter(() => tape.chance(40)).slice(0, 2);
  const total = sum(
    used.filter((index) => !kept.includes(index)),
    body,
  );
  const axes = kept.map(({ dim }) => dim);
  const over = substitute(total, new Map(kept.map((index, at) => [index, axis(at, index.dim)])));
  return { dims, inputs, equations: [{ name: "total", axes, body: over, origin: { rule: "defined" } }] };
}

/** Sizes that are written out made small, and different from each other. */
function small(source: string): string {
  let next = 5;
  return source.replace(/ = \d+(?=,|$)/gm, (size) => (size.length > 4 ? ` = ${next++}` : size));
}

/** Sizes that differ, so that an array that lies the wrong way round does not fit. */
const distinct = (dims: readonly string[]): Record<string, number> =>
  Object.fromEntries(dims.map((name, at) => [name, at + 2]));
