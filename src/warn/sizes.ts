import type { Sizes } from "../equations/evaluate.ts";
import type { System } from "../equations/system.ts";

/** The sizes at which a formula is tried: two for what is open. What is fixed may be large: see `workOf` first. */
export const triedSizes = ({ dims }: System): Sizes => new Map(dims.map(({ name, size }) => [name, size ?? 2]));
