import type { CatalogueRow } from "./row.ts";

/** E04xx: the loss and what is asked for. */
export const outputRows = {} as const satisfies Readonly<Record<`E04${number}`, CatalogueRow>>;
