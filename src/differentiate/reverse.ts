import { add, axis, one, open, openIndex, read, substitute, zero } from "../equations/build.ts";
import type { Index, Read, Scalar } from "../equations/scalar.ts";
import type { Equation, System } from "../equations/system.ts";
import { children, isScalar, readsIn } from "../equations/walk.ts";
import { freshName } from "../equations/names.ts";
import { contribution, pullback, reducePullbacks, valueOf } from "./adjoint.ts";
import type { Dim } from "../equations/dim.ts";

/** The state of one backward walk. */
interface Walk {
  readonly axesOf: ReadonlyMap<string, readonly Dim[]>;
  /** Tensors that depend on a parameter asked for: only these receive cotangents. */
  readonly active: ReadonlySet<string>;
  /** t̄ so far, as terms over the axes of t. */
  readonly received: Map<string, Scalar[]>;
  readonly made: Equation[];
  readonly taken: Set<string>;
}

/**
 * Reverse mode: the system with equations for the adjoints and, last, for the gradient of the scalar equation
 * `of` with respect to each of `wrt`. One walk back over the equations; within a body, one over its shared parts.
 * A body is elementwise or one reduction of an elementwise body (`flatten`).
 * @throws Error where a body is not of that form
 */
export function differentiate(system: System, of: string, wrt: readonly string[]): System {
  const walk: Walk = {
    axesOf: new Map([...system.inputs, ...system.equations].map(({ name, axes }) => [name, axes])),
    active: activeTensors(system, wrt),
    received: new Map([[of, [one]]]),
    made: [],
    taken: new Set([...system.inputs, ...system.equations].map(({ name }) => name)),
  };
  for (const equation of [...system.equations].reverse()) backward(equation, walk);
  for (const param of wrt) {
    const axes = walk.axesOf.get(param) ?? [];
    const body = add(...(walk.received.get(param) ?? []));
    walk.made.push({ name: freshName(`d_${param}`, walk.taken), axes, body, origin: { rule: "gradient", of: param } });
  }
  return { ...system, equations: [...system.equations, ...walk.made] };
}

function activeTensors(system: System, wrt: readonly string[]): Set<string> {
  const active = new Set(wrt);
  for (const { name, body } of system.equations) {
    if (readsIn(body).some(({ tensor }) => active.has(tensor))) active.add(name);
  }
  return active;
}

function backward(equation: Equation, walk: Walk): void {
  const received = walk.received.get(equation.name);
  if (!received || !walk.active.has(equation.name)) return;
  const bar = adjointOf(equation.name, add(...received), equation.axes, walk);
  const scope = equation.axes.map(openIndex);
  const opening = new Map<Scalar, Scalar>(equation.axes.map((dim, at) => [axis(at, dim), scope[at] ?? axis(at, dim)]));
  const body = substitute(equation.body, opening);
  const barHere = substitute(bar, opening);
  if (body.kind !== "reduce") {
    sweep(body, barHere, scope, walk);
    return;
  }
  const opened = open(body);
  const bodyBar = reducePullbacks[body.operator](opened, body, valueOf(equation.name, scope), barHere);
  sweep(opened.body, bodyBar, [...scope, ...opened.indices], walk);
}

const isTrivial = (scalar: Scalar): boolean =>
  scalar.kind === "constant" || scalar.kind === "read" || scalar.kind === "extent";

/** The adjoint of a tensor at its axes: an equation of its own unless there is nothing to compute. */
function adjointOf(of: string, body: Scalar, axes: readonly Dim[], walk: Walk): Scalar {
  if (isTrivial(body)) return body;
  const name = freshName(`d_${of}`, walk.taken);
  walk.made.push({ name, axes, body, origin: { rule: "adjoint", of } });
  return read(
    name,
    axes.map((dim, at) => axis(at, dim)),
  );
}

/** Pulls the cotangent of a body back to every active tensor that it reads. */
function sweep(body: Scalar, bar: Scalar, scope: readonly Index[], walk: Walk): void {
  const order = activeParts(body, walk.active);
  const bars = new Map<Scalar, Scalar[]>([[body, [bar]]]);
  for (const part of order.reverse()) {
    const partBar = add(...(bars.get(part) ?? []));
    if (partBar === zero) continue;
    if (part.kind === "read") receive(part, partBar, scope, walk);
    for (const [inner, innerBar] of pullback(part, partBar)) {
      const soFar = bars.get(inner) ?? [];
      soFar.push(innerBar);
      bars.set(inner, soFar);
    }
  }
}

/** The parts of an expression that depend on an active tensor, each after its own parts. */
function activeParts(body: Scalar, active: ReadonlySet<string>): Scalar[] {
  const order: Scalar[] = [];
  const seen = new Map<unknown, boolean>();
  const visit = (term: Scalar): boolean => {
    const known = seen.get(term);
    if (known !== undefined) return known;
    const below = scalarChildren(term).map(visit);
    const isActive = term.kind === "read" ? active.has(term.tensor) : below.includes(true);
    seen.set(term, isActive);
    if (isActive) order.push(term);
    return isActive;
  };
  visit(body);
  return order;
}

/** The parts that carry derivatives: not the indices of a read, not a condition. */
const scalarChildren = (term: Scalar): readonly Scalar[] =>
  term.kind === "read" ? [] : children(term).filter(isScalar);

function receive({ tensor, indices }: Read, bar: Scalar, scope: readonly Index[], walk: Walk): void {
  const axes = (walk.axesOf.get(tensor) ?? []).map((dim, at) => axis(at, dim));
  const terms = walk.received.get(tensor) ?? [];
  terms.push(contribution(indices, axes, bar, scope));
  walk.received.set(tensor, terms);
}
