import type { Dim } from "../equations/dim.ts";
import type { Term } from "../equations/intern.ts";
import type { Kernel } from "../equations/kernel.ts";
import type { Reduce } from "../equations/scalar.ts";
import type { Equation } from "../equations/system.ts";
import { children, everyPart } from "../equations/walk.ts";
import type { Unrolling, WholePlan } from "../program/plan.ts";
import { tensorsIn } from "./allocate.ts";

/** Straight-line code: every dimension is written out but one, over which there is a single loop. */
export interface StraightPlan {
  readonly loop: Dim | undefined;
  /** How many there are to write, and at most. */
  readonly operations: number;
  readonly most: number;
}

/**
 * As many operations are worth writing out. Up to here straight-line code is faster than loops in register blocks, and
 * V8 optimises the function soon enough; far beyond it would not optimise it at all.
 */
const mostOperations = 1200;
/** As many are worth it where a loop would do: its index costs next to nothing. */
const mostWithoutLoop = 150;

/** How to write a small network of fixed sizes without loops and without a workspace; why not, where that does not pay. */
export function straightPlan(
  { system: { equations }, outputs }: Kernel,
  unroll: WholePlan["unroll"],
): StraightPlan | Exclude<Unrolling, { kind: "straight" }> {
  if (unroll === "off") return { kind: "off" };
  const most = unroll === "auto" ? mostOperations : unroll;
  const dims = new Map(equations.flatMap(dimsOf).map((dim) => [dim.name, dim]));
  const open = [...dims.values()].filter(({ size }) => size === undefined);
  if (open.length > 1) return { kind: "open", dims: open.map(({ name }) => name) };
  const candidates = open.length === 1 ? open : [undefined, ...dims.values()];
  const plans = candidates
    .filter((loop) => isSingleLoop(equations, loop) && outputs.length > 0)
    .map((loop) => ({ loop, operations: operationsIn(equations, loop), most }))
    .sort((a, b) => a.operations - b.operations);
  // Without any loop where that is short, else with the loop that leaves the least to write out.
  const none = plans.find(({ loop, operations }) => loop === undefined && operations <= mostWithoutLoop);
  const plan = none ?? plans[0];
  if (!plan) return { kind: "loops" };
  return plan.operations <= most ? plan : { kind: "long", operations: plan.operations, most };
}

const isReduce = (term: Term): term is Reduce => term.kind === "reduce";

const dimsOf = ({ axes, body }: Equation): readonly Dim[] => [
  ...axes,
  ...everyPart(body)
    .filter(isReduce)
    .flatMap(({ indices }) => indices.map(({ dim }) => dim)),
];

/**
 * Whether everything over the dimension fits in one loop: nothing in it waits for the end of another loop over it, as
 * it does where samples interact; and whatever is not looped over can be written out.
 */
function isSingleLoop(equations: readonly Equation[], loop: Dim | undefined): boolean {
  const isLooped = (dim: Dim): boolean => dim.name === loop?.name;
  const late = new Set<string>();
  for (const { name, axes, body } of equations) {
    const loops = axes.filter(isLooped).length;
    if (loops > 1 || !everyPart(body).every((part) => isWritable(part, isLooped))) return false;
    const waits = [...tensorsIn(body)].some((tensor) => late.has(tensor)) || containsLoop(body, isLooped);
    if (waits && loops > 0) return false;
    if (waits) late.add(name);
  }
  return equations.every(({ body }) => everyPart(body).every((part) => !isLateLoop(part, late, isLooped)));
}

const containsLoop = (body: Term, isLooped: (dim: Dim) => boolean): boolean =>
  everyPart(body).some((part) => isReduce(part) && part.indices.some(({ dim }) => isLooped(dim)));

function isWritable(part: Term, isLooped: (dim: Dim) => boolean): boolean {
  if (!isReduce(part)) return true;
  const looped = part.indices.filter(({ dim }) => isLooped(dim));
  return looped.length === 0 || (looped.length === 1 && !containsLoop(part.body, isLooped));
}

/** A loop over what another loop has computed. */
const isLateLoop = (part: Term, late: ReadonlySet<string>, isLooped: (dim: Dim) => boolean): boolean =>
  isReduce(part) &&
  part.indices.some(({ dim }) => isLooped(dim)) &&
  [...tensorsIn(part.body)].some((tensor) => late.has(tensor));

/** About how many operations there are to write. What is empty counts as one: it takes going through what is around it. */
function operationsIn(equations: readonly Equation[], loop: Dim | undefined): number {
  const times = (dims: readonly Dim[]): number =>
    dims.reduce((product, dim) => product * (dim.name === loop?.name ? 1 : Math.max(1, dim.size ?? 1)), 1);
  const known = new Map<Term, number>();
  const count = (term: Term): number => {
    const found = known.get(term);
    if (found !== undefined) return found;
    const parts = children(term);
    const below = parts.reduce((total, part) => total + count(part), 0);
    const own = Math.max(0, parts.length - 1) + Number(term.kind === "call");
    const total = isReduce(term) ? times(term.indices.map(({ dim }) => dim)) * (below + 1) : below + own;
    known.set(term, total);
    return total;
  };
  return equations.reduce((total, { axes, body }) => total + times(axes) * (count(body) + 1), 0);
}
