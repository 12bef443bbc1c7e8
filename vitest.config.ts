import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** What these mock would stay mocked in the files after them. */
const mocking = ["test/derivation/planted.test.ts"];

const shared: TestProjectInlineConfiguration["test"] = {
  setupFiles: ["test/seed.ts"],
  pool: "forks",
  // Two cores shared with the package test: generous, so that only a hang fails for time.
  testTimeout: 30_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      // To load the compiler again for each file took as long as the tests themselves.
      { test: { ...shared, name: "facts", include: ["test/**/*.test.ts"], exclude: mocking, isolate: false } },
      { test: { ...shared, name: "planted", include: mocking } },
    ],
  },
});
