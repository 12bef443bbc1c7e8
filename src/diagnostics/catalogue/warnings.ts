import type { CatalogueRow } from "./row.ts";

/** W06xx: what compiles and is probably not meant. */
export const warningRows = {} as const satisfies Readonly<Record<`W06${number}`, CatalogueRow>>;
