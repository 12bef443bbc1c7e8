import { abstract } from "../equations/abstract.ts";
import { mapScalar } from "../equations/build.ts";
import type { Scalar } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { isScalar, partsOutsideReductions, readsIn } from "../equations/walk.ts";
import { transform } from "../equations/transform.ts";
import { cost, operationCosts } from "./cost.ts";
import { Lifting } from "./lift.ts";
import type { Names } from "./naming.ts";
import { inDependencyOrder } from "./prune.ts";

/** A part of bodies that is the same wherever it stands. */
interface Candidate {
  readonly body: Scalar;
  /** In how many loops it stands. */
  places: number;
  /** Whether some loop around it runs over an index that it does not depend on. */
  repeated: boolean;
}

/**
 * Whatever is needed in two places is computed once, and whatever is dear and computed again in a loop that it does
 * not depend on is computed before it: such parts become equations. `names` names the equations.
 */
export function share(equations: readonly Equation[], names: Names): Equation[] {
  let current = [...equations];
  for (;;) {
    const worth = worthSharing(current);
    if (worth.size === 0) return inDependencyOrder(current);
    const lifting = new Lifting(names, current);
    const replaced = current.map((equation) => ({ ...equation, body: liftParts(equation.body, worth, lifting) }));
    current = [...lifting.made, ...replaced];
  }
}

function worthSharing(equations: readonly Equation[]): Set<Scalar> {
  const candidates = new Map<Scalar, Candidate>();
  const wholes = new Map<Scalar, number>();
  for (const { body, axes } of equations) {
    collect(body, axes.length, body, candidates);
    const whole = abstract(body);
    if (whole.indices.length === axes.length) wholes.set(whole.body, (wholes.get(whole.body) ?? 0) + 1);
  }
  const worth = [...candidates.values()].filter((candidate) => isWorth(candidate, wholes));
  return new Set(worth.map(({ body }) => body));
}

function collect(scalar: Scalar, around: number, root: Scalar, candidates: Map<Scalar, Candidate>): void {
  for (const part of partsOutsideReductions(scalar)) {
    if (part.kind === "reduce") collect(part.body, around + part.indices.length, root, candidates);
    if (!isScalar(part) || part === root || isLeaf(part)) continue;
    const { body, indices } = abstract(part);
    const candidate = candidates.get(body) ?? { body, places: 0, repeated: false };
    candidate.places += 1;
    candidate.repeated ||= indices.length < around;
    candidates.set(body, candidate);
  }
}

const isLeaf = ({ kind }: Scalar): boolean =>
  kind === "constant" || kind === "extent" || kind === "index" || kind === "read";

/**
 * Dear parts are worth an equation. Cheap ones are only where something as large is read anyway: in two places, or
 * inside a longer loop, which would otherwise do them over and over.
 */
function isWorth({ body, places, repeated }: Candidate, wholes: ReadonlyMap<Scalar, number>): boolean {
  const reads = readsIn(body);
  if (reads.length === 0) return false;
  const made = wholes.has(body);
  const twice = places > 1 || made;
  if (cost(body) >= operationCosts.transcendental) return twice || repeated;
  const arithmetic = cost(body) - reads.length * operationCosts.read;
  const alreadyLarge = reads.some(({ indices }) => indices.length >= body.free.length);
  if (!alreadyLarge) return false;
  if (made) return true;
  return (
    (places > 1 && arithmetic >= 2 * operationCosts.arithmetic) ||
    (repeated && body.free.length > 0 && arithmetic >= operationCosts.arithmetic)
  );
}

/** The body with the largest parts that are worth it replaced by reads. */
function liftParts(root: Scalar, worth: ReadonlySet<Scalar>, lifting: Lifting): Scalar {
  return transform(root, (term, visit) => {
    const lifted = term !== root && !isLeaf(term) && worth.has(abstract(term).body);
    return lifted ? lifting.lift(term) : mapScalar(term, visit);
  });
}
