import type { CatalogueRow } from "./row.ts";

/** E03xx: shapes and indices. */
export const shapeRows = {} as const satisfies Readonly<Record<`E03${number}`, CatalogueRow>>;
