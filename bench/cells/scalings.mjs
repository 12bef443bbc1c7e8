// Cells that differ in one size alone: how time grows with samples, width and depth.
const powers = (from, to) => Array.from({ length: Math.log2(to / from) + 1 }, (_, at) => from * 2 ** at);

const series = (by, values, sizes) => ({
  by,
  cells: values.map((value) => ({ name: `${by} ${value}`, network: "deep", value, sizes: sizes(value) })),
});

export const scalings = [
  series("samples", powers(1, 1024), (N) => ({ layers: 3, m: 64, N })),
  series("width", powers(4, 256), (m) => ({ layers: 3, m, N: 32 })),
  series("depth", powers(1, 32), (layers) => ({ layers, m: 32, N: 32 })),
];
