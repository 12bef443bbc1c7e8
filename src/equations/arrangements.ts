import { compareText } from "./compare.ts";
import { compareIndices } from "./intern.ts";
import type { Index } from "./scalar.ts";

const mostPermuted = 4;

/**
 * The orders of some indices from which a canonical one is chosen: by the name of the dimension, and every order of
 * those that share one. Beyond four indices only one order, so two equal expressions may then stay apart.
 */
export function arrangements(indices: readonly Index[]): Index[][] {
  const byDim = [...indices].sort((a, b) => compareText(a.dim.name, b.dim.name) || compareIndices(a, b));
  return byDim.length > mostPermuted ? [byDim] : permuted(byDim);
}

function permuted(indices: readonly Index[]): Index[][] {
  if (indices.length <= 1) return [[...indices]];
  const [first] = indices;
  const alike = indices.filter(({ dim }) => dim.name === first?.dim.name);
  return alike.flatMap((next) => permuted(indices.filter((index) => index !== next)).map((rest) => [next, ...rest]));
}
