/**
 * Draws docs/kinks.svg: functions that have a kink, and their derivatives, by the code that is emitted for them; with
 * `--check`, fails unless what is there is what comes out.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { load } from "../src/index.ts";

interface Panel {
  /** What it is called, and the formula in w. */
  readonly title: string;
  readonly formula: string;
  readonly at: number;
}

const panels: readonly Panel[] = [
  { title: "relu(w)", formula: "relu(w)", at: 0 },
  { title: "abs(w)", formula: "abs(w)", at: 0 },
  { title: "max(w, 1/2)", formula: "max(w, 1/2)", at: 0.5 },
  { title: "max of w, −w over an index", formula: "max(i in 2, (1 - 2 * i) * w)", at: 0 },
  { title: "norm2 of (w, w)", formula: "norm2(w * ones(2))", at: 0 },
  { title: "sqrt(w)", formula: "sqrt(w)", at: 0 },
  { title: "floor(w)", formula: "floor(w)", at: 1 },
  { title: "sign(w)", formula: "sign(w)", at: 0 },
  { title: "if w > 0 then w^2 else −w", formula: "if w > 0 then w^2 else -w", at: 0 },
];

const size = { width: 216, height: 176, columns: 3, inset: 14, head: 24 };
const view = { from: -1.5, to: 1.5, low: -1.6, high: 1.7 };

interface Sample {
  readonly w: number;
  readonly value: number;
  readonly slope: number;
}

interface Loaded {
  readonly lossAndGradient: (params: object, grad: { w: Float64Array }, work: Float64Array) => number;
  readonly workLength: () => number;
}

/** What the emitted function says at some points. */
async function sampled({ formula }: Panel, at: readonly number[]): Promise<Sample[]> {
  const source = `param w\nloss = ${formula}\n`;
  const { lossAndGradient, workLength } = await load<Loaded>(source);
  return at.map((w) => {
    const grad = { w: new Float64Array(1) };
    const value = lossAndGradient({ w: Float64Array.of(w) }, grad, new Float64Array(workLength()));
    return { w, value, slope: grad.w[0]! };
  });
}

const x = (w: number): number => size.inset + ((w - view.from) / (view.to - view.from)) * (size.width - 2 * size.inset);
const y = (v: number): number =>
  size.head + ((view.high - v) / (view.high - view.low)) * (size.height - size.head - size.inset);
const isSeen = (v: number): boolean => v >= view.low && v <= view.high;
const place = (w: number, v: number): string => `${x(w).toFixed(1)},${y(v).toFixed(1)}`;

/** Lines through the points, broken where the function jumps or leaves the picture. */
function lines(points: readonly (readonly [w: number, v: number])[], name: string): string {
  const runs: string[][] = [[]];
  let before = NaN;
  for (const [w, v] of points) {
    if (!isSeen(v) || Math.abs(v - before) > 0.5) runs.push([]);
    if (isSeen(v)) runs.at(-1)!.push(place(w, v));
    before = v;
  }
  return runs
    .filter((run) => run.length > 1)
    .map((run) => `<polyline class="${name}" points="${run.join(" ")}"/>`)
    .join("");
}

const steps = Array.from({ length: 301 }, (_, k) => view.from + (k / 300) * (view.to - view.from));

async function drawn(panel: Panel, number: number): Promise<string> {
  const beside = steps.filter((w) => Math.abs(w - panel.at) > 1e-6);
  const points = await sampled(panel, beside);
  const [kink] = await sampled(panel, [panel.at]);
  const { slope } = kink!;
  const dot = isSeen(slope)
    ? `<circle class="dot" cx="${x(panel.at).toFixed(1)}" cy="${y(slope).toFixed(1)}" r="3.5"/>`
    : "";
  const says = `derivative at ${panel.at}: ${Number.isFinite(slope) ? slope + 0 : "∞"}`;
  const left = (number % size.columns) * size.width;
  const top = Math.floor(number / size.columns) * size.height;
  return [
    `<g transform="translate(${left} ${top})">`,
    `<text class="title" x="${size.inset}" y="16">${panel.title.replaceAll(">", "&gt;")}</text>`,
    `<path class="axis" d="M${place(view.from, 0)} L${place(view.to, 0)} M${place(0, view.low)} L${place(0, view.high)}"/>`,
    lines(
      points.map(({ w, slope: v }) => [w, v] as const),
      "slope",
    ),
    lines(
      points.map(({ w, value }) => [w, value] as const),
      "value",
    ),
    dot,
    `<text class="note" x="${size.width - size.inset}" y="${size.height - 6}">${says}</text>`,
    "</g>",
  ].join("\n");
}

const width = size.columns * size.width;
const height = Math.ceil(panels.length / size.columns) * size.height;
const bodies: string[] = [];
for (const [number, panel] of panels.entries()) bodies.push(await drawn(panel, number));

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>Functions with a kink, solid, and their derivatives, dashed; the dot is the derivative at the kink</title>
<style>
svg { font: 12px system-ui, sans-serif; background: #ffffff }
.axis { stroke: #c4c9d1; fill: none }
.value { stroke: #1f5fbf; stroke-width: 2; fill: none }
.slope { stroke: #b3460f; stroke-width: 1.5; stroke-dasharray: 4 3; fill: none }
.dot { fill: #b3460f }
.title { fill: #1f2328; font-weight: 600 }
.note { fill: #57606a; font-size: 10px; text-anchor: end }
@media (prefers-color-scheme: dark) {
svg { background: #0d1117 }
.axis { stroke: #3d444d }
.value { stroke: #79b8ff }
.slope { stroke: #ffa657 }
.dot { fill: #ffa657 }
.title { fill: #e6edf3 }
.note { fill: #9198a1 }
}
</style>
${bodies.join("\n")}
</svg>
`;

const path = fileURLToPath(new URL("../docs/kinks.svg", import.meta.url));
if (!process.argv.includes("--check")) writeFileSync(path, svg);
else if (!existsSync(path) || readFileSync(path, "utf8") !== svg) {
  console.error("docs/kinks.svg is not what comes out\nnpm run generate brings it up to date");
  process.exitCode = 1;
}
