import { pathToFileURL } from "node:url";
import { arraysIn, elementsOf } from "./arrays.mjs";
import { called } from "./called.mjs";
import { dimensions, emittedFile, sizesAreFixed } from "./emitted.mjs";

/** Calls what was emitted for the cell before: see `emit`. */
export async function make(cell, inputs, dtype) {
  const Elements = elementsOf(dtype);
  const { lossAndGradient, workLength } = await import(pathToFileURL(emittedFile(cell, dtype)).href);
  const sizes = dimensions(cell);
  const [params, data] = [arraysIn(Elements, inputs.params), arraysIn(Elements, inputs.data)];
  const grad = Object.fromEntries(Object.entries(params).map(([name, { length }]) => [name, new Elements(length)]));
  const work = new Elements(sizesAreFixed(cell) ? workLength() : workLength(sizes));
  return called({
    grad,
    lossAndGradient: sizesAreFixed(cell)
      ? () => lossAndGradient(params, data, grad, work)
      : () => lossAndGradient(sizes, params, data, grad, work),
  });
}
