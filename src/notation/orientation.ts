import { abstract } from "../equations/abstract.ts";
import type { Dim } from "../equations/dim.ts";
import type { Equation, System } from "../equations/system.ts";

/** A way to lay out the axes of an equation: their positions, in the order in which they are seen. */
export type Order = readonly number[];

/** Chooses between ways to lay out an equation for which nothing else speaks, by what is read with each in `orders`. */
type Choose = (equation: Equation, ways: readonly Order[], orders: ReadonlyMap<string, Order>) => Order;

const bothWays: readonly Order[] = [
  [0, 1],
  [1, 0],
];

/**
 * Which way round each tensor lies. What the user wrote decides for what has the user's name, and its adjoint or
 * gradient lies as the tensor does. For others there is a choice.
 */
export function ordersOf(system: System, written: System, choose: Choose): ReadonlyMap<string, Order> {
  const asStored = (axes: readonly Dim[]): Order => axes.map((_, at) => at);
  const orders = new Map([...system.inputs, ...system.equations].map(({ name, axes }) => [name, asStored(axes)]));
  const axesOf = new Map([...system.inputs, ...system.equations].map(({ name, axes }) => [name, axes]));
  const laid = (name: string): readonly Dim[] => (orders.get(name) ?? []).map((at) => axesOf.get(name)![at]!);
  for (const equation of system.equations) {
    const { name, axes } = equation;
    const definition = written.equations.find((other) => other.name === name);
    const primal = primalOf(equation, axesOf);
    const known = definition
      ? asDefined(equation, definition)
      : primal === undefined
        ? undefined
        : inOrder(axes, laid(primal));
    orders.set(name, known ?? (axes.length === 2 ? choose(equation, bothWays, orders) : asStored(axes)));
  }
  return orders;
}

/** What an adjoint or a gradient belongs to; an activation, for the adjoint of the sum inside it. */
function primalOf({ name, origin }: Equation, known: ReadonlyMap<string, unknown>): string | undefined {
  const named = name.replace(/^(delta|d)_/, "");
  if (named !== name && known.has(named)) return named;
  return origin.of !== undefined && known.has(origin.of) ? origin.of : undefined;
}

/** The order of the definition: told by the body, where that is still the same, and else by the dimensions. */
function asDefined({ axes, body }: Equation, definition: Equation): Order | undefined {
  const [stored, defined] = [abstract(body), abstract(definition.body)];
  if (stored.body === defined.body && stored.indices.length === axes.length) {
    const places = definition.axes.map((_, at) => defined.indices.findIndex(({ number }) => number === at));
    if (places.length === axes.length) return places.map((place) => stored.indices[place]!.number);
  }
  return inOrder(axes, definition.axes);
}

/** The order in which the axes have the wanted dimensions. */
function inOrder(axes: readonly Dim[], wanted: readonly Dim[]): Order | undefined {
  const left = axes.map((dim, at) => ({ dim, at }));
  const order: number[] = [];
  for (const { name } of wanted) {
    const found = left.findIndex(({ dim }) => dim.name === name);
    if (found < 0) return undefined;
    order.push(...left.splice(found, 1).map(({ at }) => at));
  }
  return left.length === 0 ? order : undefined;
}
