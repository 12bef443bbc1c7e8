// docs/performance.md, from the results: prose that does not depend on them, and the tables.
import * as tables from "./tables.mjs";

const peerVersions = ({ peers }) =>
  Object.entries(peers)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");

const introduction = ({ machine, pace }) => `# Performance

<!-- Written by \`npm run bench\` in bench/. -->

What a call of the emitted function costs, beside hand-written code and what else there is: the loss and the gradient
for all parameters, from the same inputs.

- Node ${machine.node} (V8 ${machine.v8}), ${machine.platform}, ${machine.cores} cores, ${machine.cpu}. ${peerVersions(machine)}.
- Times are processor time. Every contestant of a cell has a process of its own; in each of ${pace.rounds} rounds all are
  started, warmed up, and then measured in turn, ${pace.turns} turns each. A round counts the fastest turn; a ratio is
  taken within the round, and the table has the median over the rounds. Absolute times depend on the machine, ratios hardly.
- **Ratios are ours / theirs: below 1 nablac is faster**, 1/300 is three hundred times as fast. Bold is above 1.05.
- Hand-written: _naive loops_ are the derivation typed in, sample by sample; _register-blocked_ is what an expert makes of
  it, matrix by matrix, eight sums at a time; _straight-line_ has every parameter in a variable of its own, for the
  smallest networks. They are in [bench/hand](../bench/hand).
- The networks: A, three sigmoid layers with cross-entropy; B, two layers, ReLU, mean squared error; C, a ReLU layer and a
  softmax classifier; all written naively ([bench/models](../bench/models)). Below 200 parameters the sizes are fixed when
  compiling, above they are open: one module serves all cells of a network.`;

const cellPart = ({ cells }) => `## The thirteen cells

![Time of each contestant relative to nablac, cell by cell](performance-cells.svg)

### Double precision, against hand-written code

${tables.speed(cells, "f64", tables.handKeys("f64"))}

### Double precision, against peers

TensorFlow.js has single precision only, brain.js keeps weights in single precision; jax-js has both.

${tables.speed(cells, "f64", tables.peerKeys)}

### Single precision

\`--dtype f32\`: arrays are Float32Array, sums are in double precision, as they are in the hand-written code.

${tables.speed(cells, "f32", [...tables.handKeys("f32"), "tfjs-wasm", "jax-f32"])}

### Who is not in a cell

${tables.absences(cells)}

### Correctness

The largest difference of a gradient from the reference's, relative to the largest element of each parameter. The reference is the
naive loops in double precision; the last column is how far its slope along a direction is from central differences.

${tables.differences(cells)}

### Allocation

Bytes that a call leaves behind, on the heap and in array buffers. The number that is returned can be a few of them.

${tables.allocation(cells)}`;

const shapePart = ({ shapes }) => `## Odd and deep shapes

Extents of 1, primes, one sample, twenty layers, attention. Bold is above 1.2.

${tables.shapesTable(shapes)}`;

const coldPart = ({ cold }) => `## Cold start

In a fresh process: processor time for loading, setting up and the first gradient, without Node's own; how many calls
precede full speed (a stretch of calls within a quarter of it), and the time they take.

${tables.cold(cold)}`;

const bundlePart = ({ bundles }) => `## What is shipped

Bundled and minified by esbuild, with what is loaded at once; modules of Node itself are left out. The peers' rows have the
three networks in them.

${tables.bundles(bundles)}`;

const scalingPart = ({ scaling }) => `## Scaling

Tanh layers of one width with a squared error: 3 layers of 64 over more and more samples, 3 layers and 32 samples at more
and more width, layers of 32 and 32 samples at more and more depth.

![Time of a call against samples, width and depth](performance-scaling.svg)

${scaling.map(({ by, points }) => tables.scaling(points, by)).join("\n\n")}`;

const compilePart = ({ compile }) => `## Compile time

In one process, after loading: networks of more and more layers, each written out; files with more and more small losses
that are added.

![Compile time against depth and length](performance-compile.svg)

${tables.compiling(compile.deep, "layers")}

${tables.compiling(compile.wide, "losses")}`;

/** The document, with the parts that there are results for. */
export const document = (results) =>
  [
    introduction(results),
    ...(results.cells.length ? [cellPart(results)] : []),
    ...(results.shapes.length ? [shapePart(results)] : []),
    ...(results.cold.length ? [coldPart(results)] : []),
    ...(results.bundles.length ? [bundlePart(results)] : []),
    ...(results.scaling.length ? [scalingPart(results)] : []),
    ...(results.compile ? [compilePart(results)] : []),
    "",
  ].join("\n\n");
