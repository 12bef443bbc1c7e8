import type { CatalogueRow } from "./row.ts";

/** E02xx: names, their declaration and use. */
export const nameRows = {} as const satisfies Readonly<Record<`E02${number}`, CatalogueRow>>;
