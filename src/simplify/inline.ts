import { depth } from "../equations/depth.ts";
import { bodyAt, mapReads } from "../equations/reads.ts";
import { weighted } from "../equations/ring.ts";
import type { Index, Read, Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { partsOutsideReductions } from "../equations/walk.ts";

/** Where an equation is read: the body, and the reads in it with the indices that they run over. */
interface Uses {
  reads: number;
  /** Every read varies with every index of its surroundings, so computing in place costs no more than once. */
  covering: boolean;
}

/**
 * Puts equations in place of their reads where that costs nothing: what only renames or scales another tensor, and
 * what is read once, by something that runs over no index besides its axes.
 */
export function inlineOnce(equations: readonly Equation[], keep: ReadonlySet<string>): Equation[] {
  const uses = countUses(equations);
  const inlined = new Map<string, Equation>();
  const kept: Equation[] = [];
  for (const equation of equations) {
    const body = mapReads(equation.body, inlined, (read, definition) => bodyAt(definition, read));
    const settled = body === equation.body ? equation : { ...equation, body };
    const use = uses.get(equation.name);
    const free = isTrivial(body) || (use?.reads === 1 && use.covering && depth(body) <= deepestInlined);
    if (!keep.has(equation.name) && free) inlined.set(equation.name, settled);
    else kept.push(settled);
  }
  return kept;
}

/** Deeper bodies stay equations of their own, so that none outgrows the stack however long a chain of definitions is. */
export const deepestInlined = 40;

/** A number, a size, a read, or one of these times numbers and sizes. */
function isTrivial(body: Scalar): boolean {
  const { rest } = weighted(body);
  const factors = rest.kind === "mul" ? rest.factors : [rest];
  const tensors = factors.filter((factor) => factor.kind === "read" && factor.indices.length > 0);
  const others = factors.filter((factor) => !tensors.includes(factor));
  return tensors.length <= 1 && others.every(isSizeOrNumber);
}

export const isSizeOrNumber = (scalar: Scalar): boolean =>
  scalar.kind === "constant" ||
  scalar.kind === "extent" ||
  (scalar.kind === "read" && scalar.indices.length === 0) ||
  (scalar.kind === "power" && isSizeOrNumber(scalar.base));

function countUses(equations: readonly Equation[]): Map<string, Uses> {
  const uses = new Map<string, Uses>();
  for (const { body, axes } of equations) {
    for (const { read, around } of readsWithSurroundings(body, axes.length)) {
      const known = uses.get(read.tensor) ?? { reads: 0, covering: true };
      known.reads += 1;
      known.covering &&= covers(read, around);
      uses.set(read.tensor, known);
    }
  }
  return uses;
}

/** Whether the indices of a read are different and as many as the loops around it. */
const covers = ({ indices }: Read, around: number): boolean =>
  new Set(indices.filter((index): index is Index => index.kind === "index")).size === around;

/** Every read of a body with the number of indices that run where it stands. */
function readsWithSurroundings(body: Scalar, around: number): { read: Read; around: number }[] {
  return partsOutsideReductions(body).flatMap((part) => {
    if (part.kind === "reduce") return readsWithSurroundings(part.body, around + part.indices.length);
    return part.kind === "read" ? [{ read: part, around }] : [];
  });
}
