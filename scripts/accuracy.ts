import { format, resolveConfig } from "prettier";
import { writeAtomically } from "../src/util/atomic-write.ts";
import { measure, type Errors, type Measured } from "./accuracy/measure.ts";
import { plot } from "./accuracy/plot.ts";
import { points, rows, type Row } from "./accuracy/rows.ts";

/**
 * Measures every row against decimals, and writes `docs/accuracy.md` with its plot: `npm run accuracy`. It takes minutes;
 * a test holds the same rows to the same limit at fewer points.
 */
const measured = new Map<Row, readonly Measured[]>();
for (const row of rows) measured.set(row, await measure(row, points));

/** The largest error, and where it is first. */
function worst(of: (measured: Measured) => number, all: readonly Measured[]): string {
  const largest = all.reduce((most, one) => (of(one) > of(most) ? one : most));
  const error = of(largest);
  const size = Number.isFinite(error) ? (error < 1000 ? error.toFixed(1) : error.toExponential(0)) : "∞ or NaN";
  return error === 0 ? "0" : `${size} at ${Number(largest.z.toPrecision(4))}`;
}

const columns: readonly ((one: Measured) => Errors)[] = [({ ours }) => ours, ({ naive }) => naive];

function line(row: Row): string {
  const all = measured.get(row) ?? [];
  const cells = columns.flatMap((errors) => [
    worst((one) => errors(one).value, all),
    worst((one) => errors(one).gradient, all),
  ]);
  const name = `\`${row.formula}\`${row.accuracy ? ", `--accuracy tails`" : ""}`;
  return `| ${[name.replaceAll("|", "\\|"), String(all.length), ...cells].join(" | ")} |`;
}

const table = (group: Row["group"]): string =>
  [
    "| formula | points | value | gradient | naive value | naive gradient |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.filter((row) => row.group === group).map(line),
  ].join("\n");

const text = `# Accuracy

<!-- Written by \`npm run accuracy\`. -->

How far values and gradients of the emitted code are from the mathematics of the formula, in units in the last place
(ulp): ${points.length} points z from −1000 to 1000, dense about 0 and where a spelling changes over, against 50 right digits of
decimal arithmetic. A cell has the worst error and where it is. Beside it, the same for the formula and its derivative
evaluated in doubles as they are written, as most systems do it.

- Points where the formula is not defined, or its value or derivative is beyond the doubles, are left out.
- Where the exact result is below 2⁻¹⁰⁰⁰ it is not told from 0: numbers on the way to it have lost digits to underflow.
- No point is next to a zero of the value or the gradient, where the half unit of any term counts without bound.

![Errors of two losses over z: naive evaluation is off by 10¹⁵ units or no number at all from z = 37 on, nablac by less than 2](accuracy.svg)

## Losses

${table("losses")}

Without \`--accuracy tails\` the gradient is that of the papers, \`f − y\`: right to 4 ulp *of the larger of both*, and 0 where
\`y = 1\` and f is 1 in doubles. See [the command](../README.md#the-command).

## Functions

${table("functions")}
`;

const panels = [
  { row: rows.find(({ formula }) => formula.includes("y = 1")), title: "∂/∂z of the cross-entropy of σ(z), y = 1" },
  { row: rows.find(({ formula }) => formula.includes("e₀")), title: "∂/∂z of the cross-entropy of softmax" },
].flatMap(({ row, title }) => (row ? [{ title, measured: measured.get(row) ?? [], of: "gradient" as const }] : []));

const config = await resolveConfig("docs/accuracy.md");
await writeAtomically("docs/accuracy.md", await format(text, { ...config, parser: "markdown" }));
await writeAtomically("docs/accuracy.svg", plot(panels));
