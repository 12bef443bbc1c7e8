import type * as morph from "ts-morph";

/** What emit uses of ts-morph, which is loaded only when something is emitted. */
export type Morph = Pick<typeof morph, "CodeBlockWriter" | "StructureKind">;
