
import type { Read, Scalar } from "./scalar.ts";
/** Every different read below the roots. */
export const readsIn = (...roots: readonly Term[]): Read[] => everyPart(roots).filter((term) => term.kind === "read");

const conditionKinds: ReadonlySet<Term["kind"]> = new Set(["truth", "less", "lessOrEqual", "equal", "not", "and", "or"]);

export const isScalar = (term: Term): term is Scalar => !conditionKinds.has(term.kind);
