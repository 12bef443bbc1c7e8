import { expect, test } from "vitest";
import { killTwo } from "./killed.ts";

test.each([1, 2, 3])("two compiles into one folder, killed, leave every output whole (seed %i)", async (seed) => {
  expect(await killTwo(seed)).toEqual([]);
});
