/** Mutation testing of the passes that are mathematics: `npm run mutation`, see docs/mutation.md. */
export default {
  mutate: ["src/differentiate/**/*.ts", "src/simplify/**/*.ts"],
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  plugins: ["@stryker-mutator/vitest-runner", "./stryker.config.js"],
  ignorers: ["internal-errors"],
  // What is left of literals are names of rules and texts of errors: the names of functions and kinds are types.
  mutator: { excludedMutations: ["StringLiteral"] },
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 60_000,
  incremental: true,
  incrementalFile: "coverage/mutation/incremental.json",
  reporters: ["clear-text", "progress-append-only", "json"],
  jsonReporter: { fileName: "coverage/mutation/report.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, allowEmojis: false },
  tempDirName: ".stryker-tmp",
  ignorePatterns: ["dist", "bench", "docs", "coverage", "test/golden", "test/diagnostics"],
  disableTypeChecks: false,
  allowConsoleColors: false,
};

/** `if (…) throw new Error("internal: …")`: by what it says, nothing reaches it. */
function isInternalError(statement) {
  const throws = statement?.type === "BlockStatement" ? statement.body[0] : statement;
  const message = throws?.type === "ThrowStatement" ? throws.argument.arguments?.[0] : undefined;
  const text = message?.type === "TemplateLiteral" ? message.quasis[0].value.raw : message?.value;
  return typeof text === "string" && text.startsWith("internal:");
}

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "internal-errors",
    value: {
      shouldIgnore: ({ node }) =>
        (node.type === "IfStatement" && isInternalError(node.consequent)) || isInternalError(node)
          ? "a check of ours that nothing reaches"
          : undefined,
    },
  },
];
