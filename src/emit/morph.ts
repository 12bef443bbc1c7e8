/** What emit uses of ts-morph, which is loaded only when something is emitted. */
export type Morph = Pick<typeof import("ts-morph"), "CodeBlockWriter" | "StructureKind">;
