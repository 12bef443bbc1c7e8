import { fileRows } from "./catalogue/files.ts";
import { nameRows } from "./catalogue/names.ts";
import { outputRows } from "./catalogue/outputs.ts";
import { shapeRows } from "./catalogue/shapes.ts";
import { textRows } from "./catalogue/text.ts";
import { warningRows } from "./catalogue/warnings.ts";

/**
 * Every diagnostic that the compiler has, by its code. A code is never given to another problem, and what is
 * reported must be a row here: a new diagnostic is one row in the file of its range.
 */
export const catalogue = {
  ...textRows,
  ...nameRows,
  ...shapeRows,
  ...outputRows,
  ...fileRows,
  ...warningRows,
};

export type DiagnosticCode = keyof typeof catalogue;
