// The pictures of the document, from the results.
import { ratio, secondsOf } from "./figures.mjs";
import { dots, lines, picture } from "./svg.mjs";

/** Contestants that are drawn, and the colour of each; the peers as fast as they are, in their own precision. */
const drawn = [
  ["naive-f64", "naive", "naive loops"],
  ["blocked-f64", "blocked", "register-blocked by hand"],
  ["straight-f64", "straight", "straight-line by hand"],
  ["tfjs-wasm", "tfjs", "TensorFlow.js wasm, f32"],
  ["jax-f32", "jax", "jax-js wasm, f32"],
  ["brain", "brain", "brain.js"],
  ["synaptic", "synaptic", "synaptic"],
];

export function cellsPlot(cells) {
  const rows = cells.map(({ name, rows }) => ({
    name,
    dots: drawn.flatMap(([key, kind]) => {
      const ours = ratio(rows["nablac-f64"], rows[key]);
      return ours === undefined ? [] : [{ kind, value: 1 / ours }];
    }),
  }));
  return picture(
    "How many times nablac's time each contestant takes in each cell",
    [dots({ title: "Time of a call relative to nablac (f64): right of the line is slower", rows })],
    drawn.map(([, kind, title]) => [kind, title]),
  );
}

const compared = [
  ["nablac-f64", "ours", "nablac"],
  ["blocked-f64", "blocked", "register-blocked by hand"],
  ["naive-f64", "naive", "naive loops"],
];

export const scalingPlot = (scaling) =>
  picture(
    "Time of a call against the number of samples, the width and the depth",
    scaling.map(({ by, points }) =>
      lines({
        title: `Time of a call against ${by}`,
        xTitle: by,
        series: compared.map(([key, kind]) => ({
          kind,
          points: points.map(({ value, rows }) => [value, secondsOf(rows[key])]).filter(([, seconds]) => seconds !== undefined), // prettier-ignore
        })),
      }),
    ),
    compared.map(([, kind, title]) => [kind, title]),
  );

export const compilePlot = ({ deep, wide }) =>
  picture(
    "Compile time against the depth of a network and the length of a file",
    [
      ["layers, each written out", deep],
      ["losses that are added", wide],
    ].map(([xTitle, rows]) =>
      lines({
        title: "Compile time",
        xTitle,
        series: [{ kind: "ours", points: rows.map(({ count, fastest }) => [count, fastest]) }],
      }),
    ),
    [["ours", "nablac"]],
  );
