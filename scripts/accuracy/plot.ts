import type { Measured } from "./measure.ts";

/** A curve of errors over z: the naive one and ours. */
export interface Panel {
  readonly title: string;
  readonly measured: readonly Measured[];
  readonly of: "value" | "gradient";
}

const width = 400;
const height = 260;
const left = 62;
const top = 44;
const inner = { width: width - left - 24, height: height - top - 40 };

/** From a tenth of a unit to all of them, in powers of ten. */
const most = 17;

const x = (z: number): number => left + ((z + 1000) / 2000) * inner.width;

/** The height of an error; what is no number, or infinite, is above all others. */
const y = (ulps: number): number => {
  const exponent = Number.isFinite(ulps) ? Math.min(most - 0.4, Math.log10(Math.max(ulps, 0.1))) : most + 0.4;
  return top + inner.height * (1 - (exponent + 1) / (most + 2));
};

const dots = (panel: Panel, kind: "ours" | "naive"): string =>
  panel.measured
    .map(({ z, [kind]: errors }) => `<circle cx="${x(z).toFixed(1)}" cy="${y(errors[panel.of]).toFixed(1)}" r="1.9"/>`)
    .join("");

function drawn(panel: Panel, at: number): string {
  const superscripts: Readonly<Record<number, string>> = { 4: "⁴", 8: "⁸", 12: "¹²", 16: "¹⁶" };
  const lines = [0, 4, 8, 12, 16].map((exponent) => {
    const level = y(10 ** exponent).toFixed(1);
    const label = exponent === 0 ? "1 ulp" : `10${superscripts[exponent] ?? ""}`;
    return `<path class="grid" d="M${left} ${level}H${left + inner.width}"/><text class="y" x="${left - 8}" y="${Number(level) + 4}">${label}</text>`;
  });
  const marks = [-1000, -500, 0, 500, 1000].map(
    (z) =>
      `<text class="x" x="${x(z)}" y="${top + inner.height + 18}">${z === 0 ? "z = 0" : String(z).replace("-", "−")}</text>`,
  );
  return [
    `<g transform="translate(${at * width} 0)">`,
    `<text class="title" x="${left}" y="24">${panel.title}</text>`,
    ...lines,
    `<text class="y" x="${left - 8}" y="${y(Infinity) + 4}">∞, NaN</text>`,
    ...marks,
    `<g class="naive">${dots(panel, "naive")}</g>`,
    `<g class="ours">${dots(panel, "ours")}</g>`,
    "</g>",
  ].join("\n");
}

/** Panels side by side, in the colours of the reader's scheme. */
export const plot = (
  panels: readonly Panel[],
): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${panels.length * width} ${height}" role="img" aria-labelledby="title">
<title id="title">Errors in units in the last place: naive evaluation in orange, nablac in blue</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #333 }
.title { font-weight: 600 } .x { text-anchor: middle } .y { text-anchor: end }
.grid { stroke: #ddd } .naive { fill: #d9741a } .ours { fill: #1f5fbf }
.paper { fill: #fff }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } .naive { fill: #f0a050 } .ours { fill: #7fb2ff } .paper { fill: #16181d } }
</style>
<rect class="paper" width="100%" height="100%"/>
${panels.map(drawn).join("\n")}
</svg>
`;
