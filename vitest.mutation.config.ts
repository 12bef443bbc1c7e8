import { defineConfig } from "vitest/config";

/** The tests as mutation testing runs them, some of them once for each mutant. */
export default defineConfig({
  test: {
    include: ["test/{differentiate,derivation,simplify,pipeline}/**/*.test.ts"],
    exclude: ["test/derivation/planted.test.ts"],
    setupFiles: ["test/seed.ts", "test/fewer-runs.ts"],
    isolate: false,
    testTimeout: 30_000,
  },
});
