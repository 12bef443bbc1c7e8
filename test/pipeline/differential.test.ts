import fc from "fast-check";
import { describe, test } from "vitest";
import {
  and,
  axis,
  call,
  constant,
  equal,
  half,
  less,
  mul,
  negate,
  one,
  openIndex,
  power,
  read,
  select,
  sub,
  sum,
  zero,
} from "../../src/equations/build.ts";
import type { Scalar } from "../../src/equations/scalar.ts";
import type { System } from "../../src/equations/system.ts";
import { differentiable } from "../differentiate/differentiable.ts";
import { randomPoint } from "../oracles/random.ts";
import { agreesWithItself } from "./differential.ts";

test("whatever can be computed in two ways is the same in both, on random programs", async () => {
  await fc.assert(fc.asyncProperty(differentiable({ mostSize: 3 }), fc.nat(9999), agreesWithItself), { numRuns: 300 });
}, 120_000);

const m = { name: "m", size: undefined };
const [i, j] = [openIndex(m), openIndex(m)];
const [w, c] = [read("w", [i]), read("c")];

const origin = { rule: "defined" } as const;

/** A loss in parameters `w[m]` and `c` and data `x[m]`. */
const lossOf = (body: Scalar): System => ({
  dims: [m],
  inputs: [
    { name: "w", role: "param", axes: [m] },
    { name: "c", role: "param", axes: [] },
    { name: "x", role: "data", axes: [m] },
  ],
  equations: [
    { name: "e", axes: [m, m, m], body: select(less(axis(0, m), axis(2, m)), call("tanh", read("c")), half), origin },
    { name: "loss", axes: [], body: power(body, 2), origin },
  ],
});

const [k, l] = [openIndex(m), openIndex(m)];
const e = (...indices: readonly Scalar[]): Scalar => read("e", indices);
const difference = sum([l], sub(e(i, l, j), e(k, i, j)));

/** What random programs failed by, made small: `npm run differential`, seeds 6, 7, 80 and 113. */
describe("what failed once agrees, at any size", () => {
  test.each<[string, Scalar]>([
    ["an element that may not be there", sum([i], select(equal(one, i), mul(w, c), w))],
    [
      "one of a sum in a function",
      sum([i], call("tanh", select(equal(one, i), mul(w, c), sum([j], mul(read("w", [j]), c))))),
    ],
    [
      "one that a condition asks for as well",
      sum([i], select(and(less(read("x", [i]), constant(1)), equal(constant(2), i)), mul(w, c), zero)),
    ],
    ["a sum whose sign depends on the names of its indices", sum([i, j, k], select(less(i, j), negate(difference), w))],
  ])("%s", async (_, body) => {
    const system = lossOf(body);
    for (const size of [0, 1, 2, 3]) {
      await agreesWithItself({ system, at: randomPoint(system, size, { sizes: { m: size } }), params: ["w", "c"] }, 0);
    }
  });
});
