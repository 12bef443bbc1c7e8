import fc from "fast-check";
import { test } from "vitest";
import { differentiable } from "../differentiate/differentiable.ts";
import { agreesWithItself } from "./differential.ts";

test("whatever can be computed in two ways is the same in both, on random programs", async () => {
  await fc.assert(fc.asyncProperty(differentiable({ mostSize: 3 }), fc.nat(9999), agreesWithItself), { numRuns: 300 });
}, 120_000);
