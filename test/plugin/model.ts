import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A line through samples, and a program that computes its loss and its gradient. */
export const model = `
dim   m, n
param w[m], b
data  x[n, m], y[n]
loss = 1/n * sum(i in n, (w' * x[i] + b - y[i])^2)
`;

/** At w = b = 0 on the samples x = (1, 2), (3, 4), y = 1, 2: loss 5/2. */
export const call = `
const sizes = { m: 2, n: 2 };
const params = { w: new Float64Array(2), b: new Float64Array(1) };
const data = { x: Float64Array.of(1, 2, 3, 4), y: Float64Array.of(1, 2) };
const grad = { w: new Float64Array(2), b: new Float64Array(1) };
const loss = lossAndGradient(sizes, params, data, grad, new Float64Array(workLength(sizes)));
console.log(JSON.stringify([loss, [...grad.w], [...grad.b]]));
`;
export const answer = "[2.5,[-7,-10],[-3]]";

/** A folder with these files, for as long as the test runs. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "nablac-plugin-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
