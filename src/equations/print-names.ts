import { compareIndices } from "./intern.ts";
import type { Index, Scalar } from "./scalar.ts";
import { everyPart } from "./walk.ts";

/** The letters that name indices, in the order in which they are used up. */
const letters = "ijklpqrstuvwabcdefghmnoxyz".split("");

/** What the indices in scope are called, and which names nothing else may have. */
export interface Names {
  readonly indices: ReadonlyMap<Index, string>;
  /** Tensors that are shown by a symbol instead of their name: ∂W1 for d_W1. */
  readonly symbols: ReadonlyMap<string, string>;
  readonly isTaken: (name: string) => boolean;
}

/** The first letters that are not taken; numbered ones when the alphabet is used up. */
function freeLetters(howMany: number, isTaken: Names["isTaken"]): string[] {
  const found: string[] = [];
  for (let round = 0; found.length < howMany; round++) {
    const candidates = letters.map((letter) => (round === 0 ? letter : `${letter}${round}`));
    found.push(...candidates.filter((candidate) => !isTaken(candidate)).slice(0, howMany - found.length));
  }
  return found;
}

/** The names with more indices in scope, which get the next letters unless they are given. */
export function withIndices(names: Names, indices: readonly Index[], given: readonly string[] = []): Names {
  const fresh = freeLetters(indices.length, (name) => given.includes(name) || names.isTaken(name));
  const chosen = indices.map((_, position) => given[position] ?? fresh[position] ?? "?");
  return {
    symbols: names.symbols,
    indices: new Map([...names.indices, ...indices.map((index, position) => [index, chosen[position]!] as const)]),
    isTaken: (name) => given.includes(name) || chosen.includes(name) || names.isTaken(name),
  };
}

/** The tensors and dimensions that an expression names. */
export function namedIn(scalar: Scalar): Set<string> {
  const named = new Set<string>();
  for (const term of everyPart(scalar)) {
    if (term.kind === "read") named.add(term.tensor);
    if (term.kind === "extent") named.add(term.dim.name);
  }
  return named;
}

/** Names for a scalar that stands alone: its tensors and dimensions keep theirs, its free indices get letters. */
export function namesIn(scalar: Scalar): Names {
  const named = namedIn(scalar);
  const plain = { indices: new Map(), symbols: new Map(), isTaken: (name: string) => named.has(name) };
  return withIndices(plain, [...scalar.free].sort(compareIndices));
}
