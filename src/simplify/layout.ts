import { axis, substitute } from "../equations/build.ts";
import { mapReads } from "../equations/reads.ts";
import { read } from "../equations/build.ts";
import type { Equation, System } from "../equations/system.ts";

/**
 * Lays the intermediate tensors out with the sample index first: axes over dimensions that no parameter has come
 * before the others, so a sample's activations lie together whichever way round the data came.
 */
export function layOut(system: System, keep: ReadonlySet<string>): System {
  const inParameters = new Set(
    system.inputs.filter(({ role }) => role === "param").flatMap(({ axes }) => axes.map(({ name }) => name)),
  );
  const orders = new Map<string, readonly number[]>();
  for (const { name, axes } of system.equations) {
    if (keep.has(name)) continue;
    const rank = (position: number): number => Number(inParameters.has(axes[position]?.name ?? ""));
    const order = axes.map((_, position) => position).sort((a, b) => rank(a) - rank(b) || a - b);
    if (order.some((position, at) => position !== at)) orders.set(name, order);
  }
  return { ...system, equations: system.equations.map((equation) => permuted(equation, orders)) };
}

function permuted(equation: Equation, orders: ReadonlyMap<string, readonly number[]>): Equation {
  const body = mapReads(equation.body, orders, ({ tensor, indices }, positions) =>
    read(
      tensor,
      positions.map((position) => indices[position]).filter((index) => index !== undefined),
    ),
  );
  const order = orders.get(equation.name);
  if (!order) return body === equation.body ? equation : { ...equation, body };
  const axes = order.flatMap((position) => equation.axes[position] ?? []);
  const moved = new Map(
    order.flatMap((position, at) =>
      equation.axes[position]
        ? [[axis(position, equation.axes[position]), axis(at, equation.axes[position])] as const]
        : [],
    ),
  );
  return { ...equation, axes, body: substitute(body, moved) };
}
