import { expect, test } from "vitest";
import type { Style } from "../../src/notation/notation.ts";
import { readModel, styleOf } from "../../src/pipeline.ts";

function styleIn(source: string): Style {
  const { module, model, diagnostics } = readModel(source);
  if (!module || !model) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return styleOf(module, model);
}

const styles: readonly { readonly what: string; readonly source: string; readonly style: Style }[] = [
  {
    what: "arrays that are used whole",
    source: "dim m, n\nparam W[m, n]\ndata x[n]\nloss = norm2(W * x)^2\n",
    style: { notation: "matrix", explicit: new Set() },
  },
  {
    what: "components",
    source: "dim m, n\nparam W[m, n]\ndata x[n]\nloss = sum(i in m, sum(j in n, W[i, j] * x[j])^2)\n",
    style: { notation: "index", explicit: new Set() },
  },
  {
    what: "one sample at a time, through a function",
    source: "dim m, k, n\nparam W[m, k]\ndata x[n, k]\nf(v) = W * v\nloss = sum(i in n, norm2(f(x[i]))^2)\n",
    style: { notation: "matrix", explicit: new Set(["n"]) },
  },
  {
    what: "one sample at a time, of rank 2",
    source: "dim m, k, n\nparam W[m]\ndata x[n, m, k]\nloss = sum(i in n, norm2(W' * x[i])^2)\n",
    style: { notation: "matrix", explicit: new Set(["n"]) },
  },
  {
    what: "a definition by an index on the left",
    source: "dim m, n\nparam w[m]\ndata x[n, m]\nz[i] = w' * x[i]\nloss = sum(i in n, z[i]^2)\n",
    style: { notation: "matrix", explicit: new Set(["n"]) },
  },
  {
    what: "samples that are used whole elsewhere",
    source: "dim m, n\nparam w[m]\ndata x[n, m]\nz[i] = w' * x[i]\nloss = norm2(z)^2\n",
    style: { notation: "matrix", explicit: new Set() },
  },
  {
    what: "elements by their number, over which no index runs",
    source: "dim m\nparam w[m], v[3]\nloss = v[0] * norm2(w) + v[2]\n",
    style: { notation: "matrix", explicit: new Set() },
  },
  {
    what: "scalars alone",
    source: "param a, b\nloss = a * b\n",
    style: { notation: "index", explicit: new Set() },
  },
];

test.each(styles)("$what", ({ source, style }) => {
  expect(styleIn(source)).toEqual(style);
});
