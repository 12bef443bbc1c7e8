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
      "Two of the files given would be compiled into the same output file. Name the folder that they are in, whose structure `--out-dir` keeps, or compile them in two runs.",
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
  E0507: {
    severity: "error",
    title: "Output would replace another file",
    explanation:
      "In the place of the output there is a file that does not begin as what nablac writes does. It is left as it is; `--force` replaces it.",
  },
  E0508: {
    severity: "error",
    title: "Output is not up to date",
    explanation:
      "With `--check` nothing is written: the output that is there differs from what the model compiles to now, or there is none. The ends of lines do not count.",
  },
  E0509: {
    severity: "error",
    title: "Output without its model",
    explanation: "The model that this output was compiled from is gone. Remove the output, or bring the model back.",
  },
  E0510: {
    severity: "error",
    title: "Configuration cannot be used",
    explanation:
      "The configuration file cannot be read, says something that there is not, or says it in another form. docs/cli.md lists what it may say.",
  },
  E0511: {
    severity: "error",
    title: "A file is in the way",
    explanation: "`nablac init` makes files, and replaces none. Nothing was changed.",
  },
} as const satisfies Readonly<Record<`E05${number}`, CatalogueRow>>;
