import { Client } from "../test/lsp/client.ts";

/**
 * How long an editor waits: from an edit in a file of 2,000 lines to what is told of it, over standard input and output
 * of a server in a process of its own. `npm run editor` prints the figures of docs/editor.md.
 */
const uri = "file:///long.nabla";
const lines = ["dim n, m", "data x0[n, m], y[n, m]", ""];
for (let layer = 1; lines.length < 1999; layer++) {
  const before = layer === 1 ? "x0" : `h${layer - 1}`;
  lines.push(
    `// Layer ${layer}.`,
    `param W${layer}[m, m], b${layer}[m]`,
    `g${layer}(v) = tanh(W${layer} * v + b${layer})`,
    `h${layer}[s, t] = g${layer}(${before}[s])[t] + 0.5 * ${before}[s, t]`,
    `r${layer} = 1/n * sum(s in n, t in m, (h${layer}[s, t] - y[s, t])^2)`,
    "",
  );
}
const layers = lines.filter((line) => line.startsWith("r")).map((line) => line.split(" ")[0]);
lines.push(`loss = ${layers.join(" + ")}`);

const client = new Client();
await client.start();
const opened = performance.now();
await client.open(uri, `${lines.join("\n")}\n`);
await client.published(uri);
console.log(`${lines.length} lines, opened: ${(performance.now() - opened).toFixed(0)} ms`);

/** The digit of `0.5 *` in the middle of the file, and at its head, is typed anew. */
for (const [where, wanted] of [
  ["in the middle", 166],
  ["in the first layer", 1],
  ["in the last layer", layers.length],
] as const) {
  const line = lines.findIndex((text) => text.startsWith(`h${wanted}[`));
  const character = lines[line]?.indexOf("0.5") ?? 0;
  const times: number[] = [];
  for (let count = 0; count < 12; count++) {
    const range = { start: { line, character: character + 2 }, end: { line, character: character + 3 } };
    const started = performance.now();
    const version = await client.change(uri, String(1 + (count % 9)), range);
    await client.published(uri, (published) => published.version === version);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  console.log(`an edit ${where}: median ${times[6]?.toFixed(0)} ms, worst ${times.at(-1)?.toFixed(0)} ms`);
}
await client.stop();
