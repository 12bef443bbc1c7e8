import type { CatalogueRow } from "./row.ts";

/** E05xx: files read and written. */
export const fileRows = {
  E0501: {
    severity: "error",
    title: "File not found",
    explanation: "There is no file of that name. Paths are relative to the folder in which the command runs.",
  },
  E0502: {
    severity: "error",
    title: "File cannot be read",
    explanation: "The file is there and could not be read: it may be a folder, or the permission is missing.",
  },
  E0503: {
    severity: "error",
    title: "Output cannot be written",
    explanation:
      "The output file could not be written: its folder may be missing, or the permission. Nothing was changed.",
  },
  E0504: {
    severity: "error",
    title: "Two inputs for one output",
    explanation:
      "Two of the files given would be compiled into the same output file. Compile them in two runs, or into two folders with `--out-dir`.",
  },
  E0505: {
    severity: "error",
    title: "Values that are not JSON",
    explanation: "The file given with `--data` has to be JSON: an object with `sizes`, `params` and `data`.",
  },
  E0506: {
    severity: "error",
    title: "Values that do not fit the model",
    explanation:
      "Each size, parameter and input that is given has to be one of the model's and of its shape: nested arrays, or all elements in row-major order. What is not given is drawn at random.",
  },
} as const satisfies Readonly<Record<`E05${number}`, CatalogueRow>>;
