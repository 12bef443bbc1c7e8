import type * as FastCheck from "fast-check";
import { vi } from "vitest";

/** For mutation testing: what a few runs of a property do not find, a fact of its own has to. */
const mostRuns = 15;

vi.mock("fast-check", async (original) => {
  const all = await original<typeof FastCheck>();
  const assert: typeof all.assert = (property, parameters = {}) =>
    // Only what a fast-check without this would take.
    all.assert(property as never, { ...parameters, numRuns: Math.min(parameters.numRuns ?? mostRuns, mostRuns) });
  return { ...all, assert, default: { ...all.default, assert } };
});
