import { printRational } from "../util/rational.ts";
import type { Term } from "./intern.ts";
import { children } from "./walk.ts";

const known = new WeakMap<Term, number>();

/** A number for what an expression is but for the names of its indices: A[i]·B[i,j] and A[k]·B[k,l] have the same. */
export function shapeHash(term: Term): number {
  const found = known.get(term);
  if (found !== undefined) return found;
  // The parts add up, since the order of terms and factors may depend on indices.
  const parts = children(term).reduce((sum, child) => (sum + shapeHash(child)) % modulus, 0);
  const made = hashText(`${term.kind} ${ownText(term)} ${String(parts)}`);
  known.set(term, made);
  return made;
}

const modulus = 2 ** 32;

function ownText(term: Term): string {
  if (term.kind === "constant") return printRational(term.value);
  if (term.kind === "power") return printRational(term.exponent);
  if (term.kind === "read") return term.tensor;
  if (term.kind === "call") return term.fn;
  if (term.kind === "reduce") return term.operator;
  return term.kind === "index" || term.kind === "extent" ? term.dim.name : "";
}

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619) >>> 0;
  return hash;
}
