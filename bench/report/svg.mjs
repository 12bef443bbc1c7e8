// Panels with logarithmic axes, side by side, in the colours of the reader's scheme.

const left = 64;
const top = 44;
const size = { width: 400, height: 280 };
const inner = { width: size.width - left - 20, height: size.height - top - 46 };

const superscript = (value) =>
  String(value).replaceAll(/./g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"["0123456789".indexOf(digit)] ?? "⁻");

const power = (exponent) => (exponent === 0 ? "1" : exponent === 1 ? "10" : `10${superscript(exponent)}`);

/** A power of ten of seconds. */
function timeLabel(exponent) {
  const unit = Math.min(0, Math.floor(exponent / 3));
  return `${10 ** (exponent - 3 * unit)} ${{ 0: "s", [-1]: "ms", [-2]: "µs", [-3]: "ns" }[unit]}`;
}

/** The place of a value between two, on a logarithmic scale. */
const along = (value, [least, most]) => Math.log(value / least) / Math.log(most / least);

/** The powers of ten within a range. */
const decades = ([least, most]) => {
  const from = Math.ceil(Math.log10(least) - 1e-9);
  return Array.from({ length: Math.floor(Math.log10(most) + 1e-9) - from + 1 }, (_, at) => from + at);
};

const widened = (values) => [10 ** Math.floor(Math.log10(Math.min(...values))), 10 ** Math.ceil(Math.log10(Math.max(...values)))]; // prettier-ignore

/** A panel of lines: each series has a name and points [x, y]. Times are in seconds. */
export function lines({ title, xTitle, series }) {
  const xs = series.flatMap(({ points }) => points.map(([x]) => x));
  const xRange = [Math.min(...xs), Math.max(...xs)];
  const yRange = widened(series.flatMap(({ points }) => points.map(([, y]) => y)));
  const x = (value) => (left + along(value, xRange) * inner.width).toFixed(1);
  const y = (value) => (top + (1 - along(value, yRange)) * inner.height).toFixed(1);
  const levels = decades(yRange).map((exponent) => {
    const level = y(10 ** exponent);
    const label = `<text class="y" x="${left - 8}" y="${Number(level) + 4}">${timeLabel(exponent)}</text>`;
    return `<path class="grid" d="M${left} ${level}H${left + inner.width}"/>${label}`;
  });
  const ticks = [...new Set(xs)].map((value) => `<text class="x" x="${x(value)}" y="${top + inner.height + 16}">${value}</text>`); // prettier-ignore
  const curves = series.map(({ kind, points }) => {
    const path = points.map(([at, value], index) => `${index === 0 ? "M" : "L"}${x(at)} ${y(value)}`).join("");
    const dots = points.map(([at, value]) => `<circle cx="${x(at)}" cy="${y(value)}" r="2.4"/>`).join("");
    return `<g class="${kind}"><path class="line" d="${path}"/>${dots}</g>`;
  });
  const legend = `<text class="x" x="${left + inner.width / 2}" y="${size.height - 8}">${xTitle}</text>`;
  return { ...size, drawn: [`<text class="title" x="${left}" y="20">${title}</text>`, ...levels, ...ticks, ...curves, legend].join("\n") }; // prettier-ignore
}

const row = 22;
const names = 90;
const chart = 640;

/** A panel with a row of dots for each cell: how many times our time each contestant takes. */
export function dots({ title, rows }) {
  const values = rows.flatMap(({ dots }) => dots.map(({ value }) => value));
  const range = [Math.min(0.5, ...values), widened(values)[1]];
  const x = (value) => (names + along(value, range) * chart).toFixed(1);
  const height = top + rows.length * row + 34;
  const levels = decades(range).map((exponent) => {
    const at = x(10 ** exponent);
    const kind = exponent === 0 ? "one" : "grid";
    return `<path class="${kind}" d="M${at} ${top - 10}V${height - 28}"/><text class="x" x="${at}" y="${height - 10}">${exponent === 0 ? "nablac = 1" : `${power(exponent)}×`}</text>`; // prettier-ignore
  });
  const marks = rows.map(({ name, dots }, at) => {
    const level = top + at * row + 6;
    const circles = dots.map(({ kind, value }) => `<circle class="${kind}" cx="${x(value)}" cy="${level}" r="4"/>`);
    return `<text class="y" x="${names - 14}" y="${level + 4}">${name}</text>${circles.join("")}`;
  });
  return { width: names + chart + 40, height, drawn: [`<text class="title" x="${names}" y="20">${title}</text>`, ...levels, ...marks].join("\n") }; // prettier-ignore
}

/** The names of kinds, below the panels. */
const legend = (kinds, y) =>
  kinds
    .map(([kind, title], at) => {
      const x = 40 + (at % 4) * 180;
      const level = y + Math.floor(at / 4) * 20;
      return `<circle class="${kind}" cx="${x}" cy="${level}" r="4"/><text x="${x + 10}" y="${level + 4}">${title}</text>`;
    })
    .join("\n");

const light = { ours: "#1f5fbf", blocked: "#d9741a", naive: "#8a6a4a", straight: "#b03a8c", tfjs: "#3a8f4d", jax: "#7a52b3", brain: "#0f8f9f", synaptic: "#a08a00" }; // prettier-ignore
const dark = { ours: "#7fb2ff", blocked: "#f0a050", naive: "#c8a888", straight: "#f08ad0", tfjs: "#7ed492", jax: "#bfa0f5", brain: "#5fd8e8", synaptic: "#e0cc50" }; // prettier-ignore

const colours = (of) => Object.entries(of).map(([kind, colour]) => `.${kind} { fill: ${colour}; stroke: ${colour} }`).join(" "); // prettier-ignore

/** Panels side by side, and what the colours mean. */
export function picture(title, panels, kinds) {
  const width = panels.reduce((sum, panel) => sum + panel.width, 0);
  const body = Math.max(...panels.map(({ height }) => height));
  const height = body + 24 + Math.ceil(kinds.length / 4) * 20;
  let from = 0;
  const placed = panels.map(({ width, drawn }) => {
    const at = from;
    from += width;
    return `<g transform="translate(${at} 0)">\n${drawn}\n</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${title}</title>
<style>
text { font: 12px system-ui, sans-serif; fill: #333; stroke: none }
.title { font-weight: 600 } .x { text-anchor: middle } .y { text-anchor: end }
.grid { stroke: #ddd } .one { stroke: #999 } .line { fill: none; stroke-width: 1.6 } circle { stroke: none }
.paper { fill: #fff }
${colours(light)}
@media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } .one { stroke: #888 } .paper { fill: #16181d } ${colours(dark)} }
</style>
<rect class="paper" width="100%" height="100%"/>
${placed.join("\n")}
${legend(kinds, body + 16)}
</svg>
`;
}
