import type { System } from "../equations/system.ts";
import { everyPart } from "../equations/walk.ts";
import type { Style } from "./notation.ts";

/**
 * How a model is written, which uses arrays whole along some dimensions. Others that an index runs over keep it: they are
 * the samples of a model that is written for one sample. Where nothing at all is used whole, the model is written in
 * components.
 */
export function styleFor(
  whole: ReadonlySet<string>,
  { equations }: System,
  notation: Style["notation"] | undefined,
): Style {
  if (whole.size === 0) return { notation: notation ?? "index", explicit: new Set() };
  const indices = everyPart(...equations.map(({ body }) => body)).filter((part) => part.kind === "index");
  const dims = indices.map(({ dim }) => dim.name);
  return { notation: notation ?? "matrix", explicit: new Set(dims.filter((dim) => !whole.has(dim))) };
}
