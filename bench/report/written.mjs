import prettier from "prettier";
import { document } from "./document.mjs";
import { cellsPlot, compilePlot, scalingPlot } from "./plots.mjs";

/** Numbers to four digits: what is measured has no more. */
const rounded = (_key, value) =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;

/** Every file of a report and its text. */
export async function written(results) {
  const { cells, scaling, compile } = results;
  const json = JSON.stringify(results, rounded, 1);
  return {
    "performance.json": await prettier.format(json, { parser: "json", printWidth: 120 }),
    "performance.md": await prettier.format(document(results), { parser: "markdown", printWidth: 120 }),
    ...(cells.length && { "performance-cells.svg": cellsPlot(cells) }),
    ...(scaling.length && { "performance-scaling.svg": scalingPlot(scaling) }),
    ...(compile && { "performance-compile.svg": compilePlot(compile) }),
  };
}
