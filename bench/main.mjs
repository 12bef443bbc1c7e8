// node main.mjs [--quick] [--rounds=5] [--only=REGEX] [--contestants=REGEX]: measures everything, writes docs/performance.*.
//
// `--only` takes the cells, shapes and sections whose names match, `--contestants` those who are compared; what is measured in part or quickly is written into
// dist/ instead, so that the document always has one whole run. `--report` writes it again from its JSON.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure } from "./measure/measure.mjs";
import { written } from "./report/written.mjs";

const bench = path.dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    rounds: { type: "string" },
    only: { type: "string", default: "." },
    contestants: { type: "string", default: "." },
  },
});

const paces = {
  quick: { rounds: 1, turns: 3, seconds: 0.4, turnSeconds: 0.03, most: 5 },
  whole: { rounds: 5, turns: 7, seconds: 0.8, turnSeconds: 0.06, most: 15 },
};

const whole = !values.quick && values.only === "." && values.contestants === ".";
const folder = whole || values.report ? path.join(bench, "..", "docs") : path.join(bench, "dist");
const json = path.join(folder, "performance.json");

async function results() {
  if (values.report) return JSON.parse(readFileSync(json, "utf8"));
  const pace = paces[values.quick ? "quick" : "whole"];
  const rounds = Number(values.rounds ?? pace.rounds);
  const choice = { only: new RegExp(values.only), contestants: new RegExp(values.contestants) };
  return measure({ ...pace, rounds }, choice, (line) => console.error(line));
}

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(await written(await results()))) {
  writeFileSync(path.join(folder, name), text);
  console.error(`wrote ${path.relative(process.cwd(), path.join(folder, name))}`);
}
