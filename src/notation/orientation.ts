import { abstract } from "../equations/abstract.ts";
import type { Dim } from "../equations/dim.ts";
import type { Equation, System } from "../equations/system.ts";

/** For each tensor, the positions of its axes in the order in which it is laid out on paper. */
export type Orders = Map<string, readonly number[]>;

/** What is written decides, then what an adjoint or a gradient belongs to. The others lie as they are stored. */
export function ordersOf({ inputs, equations }: System, written: System): Orders {
  const orders: Orders = new Map(inputs.map(({ name, axes }) => [name, axes.map((_, at) => at)]));
  for (const equation of equations) orders.set(equation.name, orderOf(equation, written, orders));
  return orders;
}

function orderOf(equation: Equation, written: System, orders: Orders): readonly number[] {
  const { name, axes, origin } = equation;
  const definition = written.equations.find((other) => other.name === name);
  const asStored = axes.map((_, at) => at);
  if (definition) return asDefined(equation, definition) ?? asStored;
  const primal = orders.get(name.replace(/^(delta|d)_/, "")) ?? orders.get(origin.of ?? "");
  return primal?.length === axes.length ? primal : asStored;
}

/** The order that gives the axes of the definition. */
function asDefined({ axes, body }: Equation, definition: Equation): readonly number[] | undefined {
  const [stored, defined] = [abstract(body), abstract(definition.body)];
  if (stored.body === defined.body && stored.indices.length === axes.length) {
    const order = definition.axes.map((_, at) => {
      const place = defined.indices.findIndex(({ number }) => number === at);
      return stored.indices[place]?.number ?? -1;
    });
    if (isOrder(order, axes)) return order;
  }
  const left = axes.map((dim, at) => ({ dim, at }));
  const order = definition.axes.map(({ name }) => {
    const found = left.findIndex(({ dim }) => dim.name === name);
    return left.splice(found, found < 0 ? 0 : 1)[0]?.at ?? -1;
  });
  return isOrder(order, axes) ? order : undefined;
}

const isOrder = (order: readonly number[], axes: readonly Dim[]): boolean =>
  order.length === axes.length && axes.every((_, at) => order.includes(at));
