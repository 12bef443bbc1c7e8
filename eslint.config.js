import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Sizes beyond which a function or a file has stopped being one idea. */
const ceilings = {
  "max-lines": ["error", { max: 400, skipBlankLines: false, skipComments: false }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
  complexity: ["error", 12],
};

export default defineConfig(
  {
    ignores: [
      "editors/",
      "dist/",
      "bench/dist/",
      "coverage/",
      ".stryker-tmp/",
      "generated/",
      "test/golden/*/",
      "test/api/declarations/",
      "test/consumers/",
      "test/diagnostics/*/",
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...ceilings,
      eqeqeq: "error",
      "no-console": "error",
      // `typeof import("ts-morph")` is how what is loaded lazily is named.
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-indexed-object-style": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // The rows of a table are one expression each: `define: ({ name }, out) => out.writeLine(name)`.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // A leading underscore is how the tables of style.md spell "this row does not need it": `exp: (_, y) => y`.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Numeric code reads `a[i]` where the loop bounds prove it; `!` says so, and costs nothing at run time.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["test/**/*.ts", "**/*.test.ts"],
    rules: {
      "max-lines-per-function": "off",
      // A fake keeps the shape of what it stands for, `async` included.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    // Programs that talk to whoever runs them.
    files: ["examples/**/*.ts", "bench/**/*.ts", "scripts/**/*.ts"],
    rules: { "no-console": "off" },
  },
);
