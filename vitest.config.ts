import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/seed.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Two cores shared with the package test: generous, so that only a hang fails for time.
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
});
