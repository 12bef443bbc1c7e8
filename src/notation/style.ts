import type { System } from "../equations/system.ts";
import type { Style } from "./notation.ts";

/**
 * How a model is written, which uses arrays whole along some dimensions. Others keep their index: they are the samples of
 * a model that is written for one sample. Where nothing at all is used whole, the model is written in components.
 */
export function styleFor(
  whole: ReadonlySet<string>,
  { inputs, equations }: System,
  notation: Style["notation"] | undefined,
): Style {
  if (whole.size === 0) return { notation: notation ?? "index", explicit: new Set() };
  const dims = [...inputs, ...equations].flatMap(({ axes }) => axes.map(({ name }) => name));
  return { notation: notation ?? "matrix", explicit: new Set(dims.filter((dim) => !whole.has(dim))) };
}
