import { defineConfig } from "vitest/config";

/** What it mocks would stay mocked in the files after it. */
const mocking = ["test/derivation/planted.test.ts"];

const shared = {
  setupFiles: ["test/seed.ts"],
  pool: "forks",
  maxWorkers: 2,
  // Two cores shared with the package test: generous, so that only a hang fails for time.
  testTimeout: 30_000,
  hookTimeout: 120_000,
} as const;

export default defineConfig({
  test: {
    projects: [
      // One process after another would load the compiler again for each file: half of the time that they take.
      { test: { ...shared, name: "facts", include: ["test/**/*.test.ts"], exclude: mocking, isolate: false } },
      { test: { ...shared, name: "planted", include: mocking } },
    ],
  },
});
