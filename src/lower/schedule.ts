import type { Index } from "../equations/scalar.ts";
import * as make from "../program/build.ts";
import type { Update, Value, Variable } from "../program/program.ts";
import { hintOf } from "./hint.ts";
import { isLong } from "./long.ts";
import type { Node, NodeReduction, ReduceNode } from "./node.ts";
import type { Group, Placement, Scope } from "./scope.ts";
import { isTrivial } from "./place.ts";

/** The value of a placed node as seen from a scope; what it takes to compute it is appended to the scopes it belongs to. */
export function valueOf(node: Node, scope: Scope): Value {
  if (isTrivial(node)) return spelled(node, scope);
  const placement = scope.find(node);
  if (!placement) throw new Error(`internal: a ${node.kind} was not placed`);
  if (placement.value) return placement.value;
  const { home } = placement;
  const value = spelled(node, home);
  // A reduction or a branch leaves its result in a variable of its own.
  if (isSettled(placement)) return placement.value;
  if (placement.uses === 1 && !placement.hoisted && !isLong(value)) return value;
  const variable: Variable = { hint: hintOf(node, home) };
  home.statements.push(make.define(variable, value));
  return (placement.value = make.get(variable));
}

const isSettled = (placement: Placement): placement is Placement & { value: Value } => placement.value !== undefined;

type Spell = { readonly [K in Node["kind"]]: (node: Extract<Node, { kind: K }>, scope: Scope) => Value };

const spell: Spell = {
  number: ({ value }) => make.number(value),
  extent: ({ dim }) => make.extentOf(dim),
  variable: ({ variable }) => make.get(variable),
  datum: ({ name }) => make.datum(name),
  index: ({ index }, scope) => make.get(scope.variableOf(index)),
  load: ({ buffer, at }, scope) => make.load(buffer, valueOf(at, scope)),
  apply: ({ operator, args }, scope) => make.apply(operator, ...args.map((arg) => valueOf(arg, scope))),
  choose: (node, scope) => {
    const test = valueOf(node.test, scope);
    const placement = scope.find(node);
    if (!placement?.sides) return make.choose(test, valueOf(node.whenTrue, scope), valueOf(node.whenFalse, scope));
    const [yes, no] = placement.sides;
    const [whenTrue, whenFalse] = [valueOf(node.whenTrue, yes), valueOf(node.whenFalse, no)];
    if (yes.statements.length === 0 && no.statements.length === 0) return make.choose(test, whenTrue, whenFalse);
    const variable: Variable = { hint: hintOf(node, scope) };
    yes.statements.push(make.assign(variable, whenTrue));
    no.statements.push(make.assign(variable, whenFalse));
    scope.statements.push(make.declare(variable), make.branch(test, yes.statements, no.statements));
    return (placement.value = make.get(variable));
  },
  reduce: (node, scope) => {
    const placement = scope.find(node);
    if (!placement?.group) throw new Error("internal: a reduction without its loops");
    reduceGroup(placement.group, scope);
    return placement.value ?? make.number(NaN);
  },
};

const spelled = (node: Node, scope: Scope): Value =>
  (spell[node.kind] as (node: Node, scope: Scope) => Value)(node, scope);

/** How a reduction starts, and how it takes in one more value; the result is the first variable. */
interface Accumulation {
  readonly start: number;
  readonly hint: string;
  readonly take: (accumulator: Variable, value: Value, index: Variable, inner: Scope, home: Scope) => Value | undefined;
}

const updating =
  (update: Update): Accumulation["take"] =>
  (accumulator, value, _, inner) => {
    inner.statements.push(make.assign(accumulator, value, update));
    return undefined;
  };

const extremum =
  (operator: "max" | "min"): Accumulation["take"] =>
  (accumulator, value, _, inner) => {
    inner.statements.push(make.assign(accumulator, make.apply(operator, make.get(accumulator), value)));
    return undefined;
  };

/** The first index that attains the extremum; 0 where there is none. */
const place =
  (isBetter: (value: Value, best: Value) => Value): Accumulation["take"] =>
  (best, value, index, inner, home) => {
    const at: Variable = { hint: "at" };
    const candidate: Variable = { hint: "candidate" };
    home.statements.push(make.declare(at, make.number(0)));
    inner.statements.push(
      make.define(candidate, value),
      make.branch(isBetter(make.get(candidate), make.get(best)), [
        make.assign(best, make.get(candidate)),
        make.assign(at, make.get(index)),
      ]),
    );
    return make.get(at);
  };

const accumulations: { readonly [R in NodeReduction]: Accumulation } = {
  sum: { start: 0, hint: "sum", take: updating("add") },
  prod: { start: 1, hint: "product", take: updating("multiply") },
  max: { start: -Infinity, hint: "largest", take: extremum("max") },
  min: { start: Infinity, hint: "smallest", take: extremum("min") },
  argmax: { start: -Infinity, hint: "largest", take: place((value, best) => make.apply("less", best, value)) },
  argmin: { start: Infinity, hint: "smallest", take: place((value, best) => make.apply("less", value, best)) },
};

/** One loop nest for all reductions of a group. */
function reduceGroup(group: Group, home: Scope): void {
  const { members, scopes } = group;
  group.done = true;
  for (const member of members) accumulate(member, group, home);
  closeLoops(scopes, home);
}

/** One reduction of a group: what it starts from, and what its loops do for it. */
export function accumulate(member: ReduceNode, { scopes }: Group, home: Scope): void {
  const placement = placementOf(member, home);
  if (placement.value) return;
  const inner = scopes.at(-1) ?? home;
  const { start, hint, take } = accumulations[member.operator];
  const accumulator: Variable = { hint: home.nameOf(member) ?? named(hint, home.subject) };
  const value = valueOf(member.body, inner);
  home.statements.push(make.declare(accumulator, make.number(start)));
  placement.value = take(accumulator, value, inner.variable ?? accumulator, inner, home) ?? make.get(accumulator);
}

/** `sum`, or `lossSum` where the sum lives as long as the function. */
const named = (hint: string, subject: string): string =>
  subject === "" ? hint : `${subject}${hint.slice(0, 1).toUpperCase()}${hint.slice(1)}`;

function placementOf(member: ReduceNode, home: Scope): Placement {
  const placement = home.homes.get(member);
  if (!placement) throw new Error("internal: a reduction outside its home");
  return placement;
}

/** Turns nested scopes into loops, each inside the one before. */
function closeLoops(scopes: readonly Scope[], home: Scope): void {
  for (const scope of [...scopes].reverse()) closeLoop(scope, scope.parent ?? home);
}

/** Appends the loop that a scope is the body of. */
export function closeLoop({ index, variable, range, statements }: Scope, outer: Scope): void {
  if (!index || !variable) throw new Error("internal: a loop without an index");
  const whole = { from: make.number(0), to: sizeOf(index), step: 1 };
  outer.statements.push(make.loop(variable, index.dim, range ?? whole, statements));
}

const sizeOf = ({ dim }: Index): Value => (dim.size === undefined ? make.extentOf(dim.name) : make.number(dim.size));
