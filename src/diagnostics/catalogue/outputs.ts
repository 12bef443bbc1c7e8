import type { CatalogueRow } from "./row.ts";

/** E04xx: the loss and what is asked for. */
export const outputRows = {
  E0401: {
    severity: "error",
    title: "No loss",
    explanation: "A file without `emit` asks for the value and the gradient of `loss`, which it has to define.",
  },
  E0402: {
    severity: "error",
    title: "Loss that is not a scalar",
    explanation: "A gradient is that of one number. Reduce an array to one with `sum`, `mean` or a norm.",
  },
  E0403: {
    severity: "error",
    title: "Unknown request",
    explanation: "`emit` asks for `value(loss)`, `gradient(loss)`, `gradient(loss; W, b)` or `predict(f)`.",
  },
  E0404: {
    severity: "error",
    title: "Request for the wrong thing",
    explanation:
      "Values and gradients are those of scalar definitions, predictions those of functions and definitions.",
  },
  E0405: {
    severity: "error",
    title: "Function that is never applied",
    explanation:
      "What a function predicts is what the file applies it to. It has to be applied once, outside of the branches of `if`, where only the taken side exists.",
  },
  E0406: {
    severity: "error",
    title: "Not a parameter",
    explanation: "A gradient is for parameters, which are declared with `param`.",
  },
} as const satisfies Readonly<Record<`E04${number}`, CatalogueRow>>;
