import { diagnostic } from "./diagnostics/collector.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { accuracies, warningModes, type Accuracy, type WarningMode } from "./pipeline.ts";
import { planRefusal, type Plan } from "./program/plan.ts";
import { similar } from "./util/similar.ts";

/** What a configuration file says: `nablac.config.ts`, `.mts`, `.js`, `.mjs` or `.json`. Paths are relative to it. */
export interface Config {
  /** What `nablac compile` compiles when it is given no files: files, folders and patterns. */
  readonly include?: string | readonly string[];
  /** The folder that outputs go to, with the structure of the folder that was named; beside the models where absent. */
  readonly outDir?: string;
  /** Sizes for dimensions that the models leave open, by name. */
  readonly dims?: Readonly<Record<string, number>>;
  /** The parameters of the gradient; all where absent. */
  readonly wrt?: readonly string[];
  readonly dtype?: "f64" | "f32";
  readonly accuracy?: Accuracy;
  readonly warnings?: WarningMode;
  /** How loops are laid out; chosen by what they cost where absent. */
  readonly plan?: Plan;
  /** JavaScript and its types in place of TypeScript. */
  readonly js?: boolean;
  /** With `js`: whether the types are written beside the module (they are). */
  readonly declaration?: boolean;
  readonly sourceMap?: boolean;
}

/** The configuration as it is; for the types that an editor shows. */
export const defineConfig = (config: Config): Config => config;

interface Form {
  /** `a string` */
  readonly words: string;
  readonly fits: (value: unknown) => boolean;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isSize = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const oneOf = (choices: readonly string[]): Form => ({
  words: choices.map((choice) => `"${choice}"`).join(" or "),
  fits: (value) => isText(value) && choices.includes(value),
});
const text: Form = { words: "a string", fits: isText };
const flag: Form = { words: "true or false", fits: (value) => typeof value === "boolean" };
const texts: Form = { words: "an array of strings", fits: areTexts };

/** The form of each value. Total: a key without a form does not compile. */
const forms: { readonly [K in keyof Config]-?: Form } = {
  include: { words: "a string or an array of strings", fits: (value) => isText(value) || areTexts(value) },
  outDir: text,
  dims: {
    words: "an object of sizes, such as { m: 784 }",
    fits: (value) => isObject(value) && Object.values(value).every(isSize),
  },
  wrt: texts,
  dtype: oneOf(["f64", "f32"]),
  accuracy: oneOf(accuracies),
  warnings: oneOf(warningModes),
  plan: {
    words: "an object of settings, such as { tile: 32 }",
    fits: (value) => isObject(value) && planRefusal(value) === undefined,
  },
  js: flag,
  declaration: flag,
  sourceMap: flag,
};

/** Everything that is wrong with what a configuration file says. */
export function configProblems(value: unknown, shown: string): readonly Diagnostic[] {
  if (!isObject(value)) return [diagnostic("E0510", `the configuration \`${shown}\` has to be an object`)];
  return Object.entries(value).flatMap(([key, given]) => {
    if (!Object.hasOwn(forms, key)) return [unknownKey(key, shown)];
    const { words, fits } = forms[key as keyof Config];
    if (given === undefined || fits(given)) return [];
    return [diagnostic("E0510", `\`${key}\` in \`${shown}\` has to be ${words}`)];
  });
}

function unknownKey(key: string, shown: string): Diagnostic {
  const known = Object.keys(forms);
  const meant = similar(key, known);
  return diagnostic("E0510", `there is no \`${key}\` in a configuration, and there is one in \`${shown}\``, {
    notes: meant === undefined ? [`there are ${known.map((name) => `\`${name}\``).join(", ")}`] : [],
    repairs: meant === undefined ? [] : [`did you mean \`${meant}\`?`],
  });
}
