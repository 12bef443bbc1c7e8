import { arrayFunctions, type DimensionForm, forms } from "./arrays.ts";
import { elementwiseFunctions } from "./elementwise.ts";
import { lossFunctions } from "./losses.ts";
import type { LibraryFunction } from "./row.ts";

/** The functions of the language: each is a row of a table that says how many arguments it takes and what it makes of them. */
export const libraryFunctions: ReadonlyMap<string, LibraryFunction> = new Map([
  ...Object.entries(elementwiseFunctions),
  ...Object.entries(arrayFunctions),
  ...Object.entries(lossFunctions),
]);

/** Those whose arguments are dimensions: `ones(m, n)`. */
export const dimensionForms: ReadonlyMap<string, DimensionForm> = new Map(Object.entries(forms));

/** Part of the language, and not of this version. */
export const unavailable: ReadonlySet<string> = new Set(["inv", "det", "logdet", "solve", "cholesky"]);

/** What functions of other languages are here. */
export const foreign: ReadonlyMap<string, string> = new Map([
  ["ln", "`log` is the natural logarithm"],
  ["logistic", "write `sigmoid`"],
  ["trace", "write `tr`"],
  ["norm", "write `norm2`"],
  ["transpose", "write `A'` for the transpose of `A`"],
  ["matmul", "write `A * B` for the product of matrices"],
  ["average", "write `mean`"],
  ["square", "write `x^2`, or `x.^2` for each element"],
]);

/** The number π. */
export const softNames: ReadonlySet<string> = new Set(["pi", "π"]);

const redeclarable: ReadonlySet<string> = new Set(["σ"]);

/** Whether the name belongs to the library, so that a file cannot declare it. `σ` and `pi` it can: they have other uses. */
export const isReserved = (name: string): boolean =>
  (libraryFunctions.has(name) || dimensionForms.has(name) || unavailable.has(name)) && !redeclarable.has(name);

export const libraryNames = (): string[] => [...libraryFunctions.keys(), ...dimensionForms.keys()];
